package io.timeoutchain.auditor.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.timeoutchain.auditor.collect.CallFailed.Kind;
import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.HostFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAnswersTest {

    private static Optional<String> output(RegionSnapshot region, String id) {
        return region.hosts().stream()
                .filter(host -> host.instanceId().equals(id))
                .findFirst()
                .flatMap(HostFacts::output);
    }

    @ParameterizedTest
    @CsvSource({"49, 1", "50, 1", "51, 2", "101, 3"})
    void fifty_hosts_share_one_command_and_its_polls(int hosts, int commands) throws CollectFailure {
        FakeCloud cloud = Accounts.web(hosts);
        cloud.pollsUntilEnded = 3;
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(cloud.orders).hasSize(commands);
        assertThat(cloud.orders)
                .allSatisfy(order -> assertThat(order.instanceIds()).hasSizeLessThanOrEqualTo(50));
        assertThat(cloud.sent(AwsAction.LIST_COMMAND_INVOCATIONS)).hasSize(3 * commands);
        assertThat(cloud.sent(AwsAction.DESCRIBE_INSTANCE_INFORMATION)).hasSize(commands);
        assertThat(cloud.sent(AwsAction.GET_COMMAND_INVOCATION)).isEmpty();
        assertThat(region.hosts()).hasSize(hosts).allMatch(host -> host.output().isPresent());
        assertThat(region.gaps()).isEmpty();
    }

    @Test
    void hosts_with_the_same_ports_share_a_command() throws CollectFailure {
        FakeCloud cloud = Accounts.web(3);
        cloud.groups.add(Accounts.group("admin", TargetGroupFacts.INSTANCE, "web"));
        cloud.targets.put(
                Accounts.groupArn("admin"), List.of(Accounts.target("i-0001", 9000), Accounts.target("i-0003", 9000)));
        Accounts.region(cloud);
        assertThat(cloud.orders)
                .extracting(HostCommands.Order::instanceIds, order -> order.parameters()
                        .get("commands"))
                .containsExactlyInAnyOrder(
                        tuple(List.of("i-0002"), List.of("look at [80]")),
                        tuple(List.of("i-0001", "i-0003"), List.of("look at [80, 9000]")));
    }

    @Test
    void the_command_states_its_own_limits() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        Accounts.region(cloud);
        assertThat(cloud.orders).singleElement().satisfies(order -> {
            assertThat(order.document()).isEqualTo("AWS-RunShellScript");
            assertThat(order.parameters()).containsEntry("executionTimeout", List.of("60"));
            assertThat(order.delivery()).isEqualTo(HostAnswers.DELIVERY);
        });
    }

    @Test
    void a_document_of_the_projects_own_gets_the_ports_and_no_script() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        Accounts.region(cloud, CollectOptions.DEFAULT.withDocument("TimeoutChain-Read"));
        assertThat(cloud.orders).singleElement().satisfies(order -> {
            assertThat(order.document()).isEqualTo("TimeoutChain-Read");
            assertThat(order.parameters()).isEqualTo(Map.of("ports", List.of("80")));
        });
    }

    @Test
    void what_is_measured_is_part_of_the_question_and_lengthens_its_limit() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        Accounts.region(cloud, CollectOptions.DEFAULT.measuringFor(Duration.ofSeconds(90)));
        assertThat(cloud.orders)
                .singleElement()
                .extracting(HostCommands.Order::parameters)
                .isEqualTo(Map.of(
                        "commands", List.of("look at [80] and measure 90 80/"), "executionTimeout", List.of("150")));
    }

    @Test
    void a_document_is_told_what_to_measure() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        Accounts.region(cloud, CollectOptions.DEFAULT.withDocument("Mine").measuringFor(Duration.ofSeconds(90)));
        assertThat(cloud.orders)
                .singleElement()
                .extracting(HostCommands.Order::parameters)
                .isEqualTo(Map.of("ports", List.of("80"), "measure", List.of("90 80/")));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, HTTP1, /health?full=1, 90 80/health?full=1",
        "HTTPS, HTTP1, /health, 90 80+tls/health",
        "HTTP, HTTP1, /$(reboot), 90 80/",
        "HTTP, HTTP1, '/it''s', 90 80/",
        "TCP, , /health, 90 80/health",
        "TLS, , /health, 90 80+tls/health",
        "TCP, , , ''",
        "HTTP, , , 90 80/",
        "HTTP, GRPC, /svc/Check, ''",
        "HTTP, HTTP2, /health, ''",
    })
    void only_what_speaks_http_1_is_asked_for_what_its_health_check_asks(
            String protocol, @Nullable String version, @Nullable String path, String asked) {
        TargetGroupFacts group = new TargetGroupFacts(
                "arn",
                "web",
                Optional.of(protocol),
                Optional.ofNullable(version),
                Optional.of(80),
                TargetGroupFacts.INSTANCE,
                Optional.of("vpc-1"),
                Optional.ofNullable(path),
                List.of(),
                Optional.empty(),
                Optional.of(List.of(new TargetFacts(
                        "i-0001", Optional.of(80), "healthy", Optional.empty(), Optional.of("i-0001")))));
        HostFacts host = HostsBehind.of(List.of(group)).getFirst();

        assertThat(Measuring.of(Optional.of(Duration.ofSeconds(90)), List.of(group))
                        .on(host))
                .isEqualTo(asked);
        assertThat(Measuring.of(Optional.empty(), List.of(group)).on(host)).isEmpty();
    }

    @Test
    void only_an_answer_that_was_cut_is_fetched_by_itself() throws CollectFailure {
        FakeCloud cloud = Accounts.web(2);
        cloud.printed.put("i-0002", "x".repeat(20_000) + Accounts.END);
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(cloud.sent(AwsAction.GET_COMMAND_INVOCATION)).containsExactly("i-0002");
        assertThat(output(region, "i-0002")).hasValueSatisfying(output -> assertThat(output)
                .hasSize(20_000 + Accounts.END.length())
                .endsWith(Accounts.END));
        assertThat(region.gaps()).isEmpty();
    }

    @Test
    void an_answer_that_is_cut_even_then_is_kept_and_is_a_gap() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        cloud.printed.put("i-0001", "x".repeat(30_000) + Accounts.END);
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(output(region, "i-0001"))
                .hasValueSatisfying(output -> assertThat(output).hasSize(24_000));
        assertThat(region.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.cause().toString()).startsWith("the script's answer is not whole"));
    }

    @Test
    void a_cut_answer_that_may_not_be_fetched_is_kept_as_far_as_it_goes() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1).denying(AwsAction.GET_COMMAND_INVOCATION, "");
        cloud.printed.put("i-0001", "x".repeat(3_000) + Accounts.END);
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(output(region, "i-0001"))
                .hasValueSatisfying(output -> assertThat(output).contains("truncated"));
        assertThat(region.gaps()).extracting(GapFacts::action).containsExactly("ssm:GetCommandInvocation");
    }

    @ParameterizedTest
    @CsvSource({
        "Undeliverable, did not reach the host, amazon-ssm-agent",
        "Delivery Timed Out, did not reach the host, amazon-ssm-agent",
        "DeliveryTimedOut, did not reach the host, amazon-ssm-agent",
        "Execution Timed Out, did not end in time, load",
        "TimedOut, did not end in time, load",
        "Failed, the script failed (Failed), amazon-ssm-agent",
        "AccessDenied, refused, ssm:SendCommand",
        "RateExceeded, too many commands, pending",
        "Cancelled, stopped by somebody, run again",
        "SomethingNew, SomethingNew, Systems Manager",
    })
    void a_command_that_ended_badly_is_a_gap_with_its_remedy(String status, String cause, String remedy)
            throws CollectFailure {
        FakeCloud cloud = Accounts.web(2);
        cloud.statuses.put("i-0001", status);
        cloud.printed.put("i-0001", "");
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(region.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.about()).isEqualTo("i-0001");
            assertThat(gap.cause().toString()).contains(cause);
            assertThat(gap.remedy().toString()).contains(remedy);
        });
        assertThat(output(region, "i-0001")).isEmpty();
        assertThat(output(region, "i-0002")).isPresent();
    }

    @Test
    void what_a_failed_script_printed_is_kept_and_quoted() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        cloud.statuses.put("i-0001", "Failed");
        cloud.printed.put("i-0001", "\nsh: not found\u001b[31m\nmore");
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(region.gaps()).singleElement().satisfies(gap -> assertThat(
                        gap.cause().toString())
                .isEqualTo("the script failed (Failed): sh: not found [31m"));
        assertThat(output(region, "i-0001")).isPresent();
    }

    @Test
    void a_whole_answer_counts_whatever_the_exit_code() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        cloud.statuses.put("i-0001", "Failed");
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(region.gaps()).isEmpty();
        assertThat(output(region, "i-0001")).isPresent();
    }

    @Test
    void a_command_that_never_ends_is_given_up() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        cloud.pollsUntilEnded = Integer.MAX_VALUE;
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(region.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.cause().toString()).isEqualTo("no answer within 150 s"));
        assertThat(region.calls().took()).isBetween(HostAnswers.DELIVERY, HostAnswers.DELIVERY.multipliedBy(3));
    }

    @Test
    void an_invocation_that_does_not_exist_yet_is_asked_for_again() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1).failing(AwsAction.LIST_COMMAND_INVOCATIONS, "", Kind.NOT_YET, 2);
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(region.gaps()).isEmpty();
        assertThat(output(region, "i-0001")).isPresent();
    }

    @Test
    void an_instance_that_went_away_costs_no_other_answer() throws CollectFailure {
        FakeCloud cloud =
                Accounts.web(50).failing(AwsAction.SEND_COMMAND, "i-0017", Kind.NO_SUCH_INSTANCE, Integer.MAX_VALUE);
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(region.gaps()).extracting(GapFacts::about).containsExactly("i-0017");
        assertThat(region.hosts().stream().filter(host -> host.output().isPresent()))
                .hasSize(49);
    }

    @Test
    void denied_commands_are_a_gap_for_every_host() throws CollectFailure {
        RegionSnapshot region = Accounts.region(Accounts.web(2).denying(AwsAction.SEND_COMMAND, ""));
        assertThat(region.gaps())
                .extracting(GapFacts::about, GapFacts::action)
                .containsExactly(tuple("i-0001", "ssm:SendCommand"), tuple("i-0002", "ssm:SendCommand"));
    }

    @ParameterizedTest
    @CsvSource({
        "ConnectionLost, Linux, running, its SSM agent does not answer, restart amazon-ssm-agent",
        "ConnectionLost, Linux, stopped, the instance is stopped, start it",
        "Online, Windows, running, it runs Windows, timeout-chain.yaml",
        "none, none, running, Systems Manager does not manage, AmazonSSMManagedInstanceCore",
        "none, none, terminated, the instance is terminated, deregister it",
    })
    void a_host_that_cannot_be_asked_is_a_gap_and_is_not_asked(
            String ping, String platform, String state, String cause, String remedy) throws CollectFailure {
        FakeCloud cloud = Accounts.web(2);
        InstanceFacts first = cloud.instances.getFirst();
        cloud.instances.set(
                0, new InstanceFacts(first.id(), first.name(), first.type(), state, first.vpc(), first.interfaces()));
        cloud.managed.removeFirst();
        if (!ping.equals("none")) {
            cloud.managed.add(new HostCommands.Managed("i-0001", ping, Optional.of(platform)));
        }
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(region.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.about()).isEqualTo("i-0001");
            assertThat(gap.cause().toString()).startsWith(cause);
            assertThat(gap.remedy().toString()).contains(remedy);
        });
        assertThat(cloud.orders).flatExtracting(HostCommands.Order::instanceIds).containsExactly("i-0002");
    }
}
