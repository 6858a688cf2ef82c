package io.timeoutchain.auditor.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.timeoutchain.auditor.collect.CallFailed.Kind;
import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import io.timeoutchain.auditor.snapshot.ListenerFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.RuleFacts;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CollectTest {

    private static final CollectOptions NO_HOSTS = CollectOptions.DEFAULT.withoutHosts();

    @Test
    void a_chain_is_collected_from_the_balancer_to_the_host() throws CollectFailure {
        FakeCloud cloud = Accounts.web(2);
        Snapshot snapshot = Accounts.collect(cloud, CollectOptions.DEFAULT).snapshot();
        RegionSnapshot region = snapshot.regions().getFirst();

        assertThat(snapshot.account()).isEqualTo("123456789012");
        assertThat(region.gaps()).isEmpty();
        LoadBalancerFacts balancer = region.loadBalancers().getFirst();
        assertThat(balancer.attributes()).contains(Map.of("idle_timeout.timeout_seconds", "60"));
        ListenerFacts listener = balancer.listeners().orElseThrow().getFirst();
        assertThat(listener.rules()).extracting(RuleFacts::priority).containsExactly("9", "10", "default");
        TargetGroupFacts group = region.targetGroups().getFirst();
        assertThat(group.attributes()).contains(Map.of("deregistration_delay.timeout_seconds", "300"));
        assertThat(group.targets().orElseThrow())
                .extracting(TargetFacts::instanceId)
                .containsExactly(Optional.of("i-0001"), Optional.of("i-0002"));
        assertThat(region.instances()).extracting(InstanceFacts::id).containsExactly("i-0001", "i-0002");
        assertThat(region.instanceTypes())
                .extracting(InstanceTypeFacts::type)
                .as("the whole family, so that the next size is known")
                .containsExactly("m7i.large", "m7i.xlarge");
        assertThat(region.hosts()).allSatisfy(host -> {
            assertThat(host.ports()).containsExactly(80);
            assertThat(host.output())
                    .hasValueSatisfying(output -> assertThat(output).endsWith(Accounts.END));
        });
    }

    @Test
    void two_runs_on_the_same_account_give_the_same_text() throws CollectFailure {
        String once = new SnapshotCodec()
                .encode(Accounts.collect(Accounts.web(60), CollectOptions.DEFAULT)
                        .snapshot());
        FakeCloud shuffled = Accounts.web(60);
        Collections.reverse(shuffled.instances);
        Collections.reverse(shuffled.managed);
        Collections.reverse(shuffled.types);
        shuffled.targets.computeIfPresent(Accounts.groupArn("web"), (arn, targets) -> targets.reversed());
        String again = new SnapshotCodec()
                .encode(Accounts.collect(shuffled, CollectOptions.DEFAULT).snapshot());
        assertThat(withoutTimes(again)).isEqualTo(withoutTimes(once));
    }

    private static String withoutTimes(String json) {
        return json.replaceAll("\"(took|takenAt)\" : \"[^\"]*\"", "");
    }

    @Test
    void every_page_is_read() throws CollectFailure {
        FakeCloud cloud = Accounts.web(5);
        for (String name : List.of("a", "b", "c")) {
            cloud.balancers.add(Accounts.balancer(name, LoadBalancerFacts.APPLICATION));
            cloud.groups.add(Accounts.group(name, TargetGroupFacts.INSTANCE, name));
        }
        cloud.pageSize = 2;
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(region.loadBalancers()).hasSize(4);
        assertThat(region.targetGroups()).hasSize(4);
        assertThat(region.loadBalancers()
                        .getLast()
                        .listeners()
                        .orElseThrow()
                        .getFirst()
                        .rules())
                .hasSize(3);
        assertThat(region.instances()).hasSize(5);
        assertThat(region.hosts()).hasSize(5).allMatch(host -> host.output().isPresent());
        assertThat(cloud.sent(AwsAction.DESCRIBE_LOAD_BALANCERS)).hasSize(2);
        assertThat(region.gaps()).isEmpty();
    }

    @Test
    void no_call_is_made_whose_answer_nobody_uses() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        cloud.balancers.add(Accounts.balancer("tcp", LoadBalancerFacts.NETWORK));
        cloud.listeners.put(
                Accounts.balancerArn("tcp"),
                List.of(Accounts.listener("tcp", "TCP", 443, "tcp"), Accounts.listener("udp", "UDP", 53, "tcp")));
        cloud.groups.add(Accounts.group("tcp", TargetGroupFacts.INSTANCE, "tcp"));
        cloud.groups.add(Accounts.group("unattached", TargetGroupFacts.INSTANCE));
        RegionSnapshot region = Accounts.region(cloud);

        assertThat(cloud.sent(AwsAction.DESCRIBE_LISTENER_ATTRIBUTES)).containsExactly(Accounts.listenerArn("tcp"));
        assertThat(cloud.sent(AwsAction.DESCRIBE_RULES)).containsExactly(Accounts.listenerArn("web"));
        assertThat(cloud.sent(AwsAction.DESCRIBE_TARGET_GROUP_ATTRIBUTES))
                .containsExactlyInAnyOrder(Accounts.groupArn("tcp"), Accounts.groupArn("web"));
        assertThat(cloud.sent(AwsAction.DESCRIBE_TAGS)).isEmpty();
        assertThat(cloud.sent(AwsAction.GET_COMMAND_INVOCATION)).isEmpty();
        assertThat(region.loadBalancers().getFirst().listeners().orElseThrow())
                .extracting(listener -> listener.attributes().isPresent())
                .containsExactly(false, true);
    }

    @Test
    void one_denied_attribute_call_costs_that_answer_alone() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        cloud.groups.add(Accounts.group("other", TargetGroupFacts.INSTANCE, "web"));
        cloud.denying(AwsAction.DESCRIBE_TARGET_GROUP_ATTRIBUTES, "other");
        RegionSnapshot region = Accounts.region(cloud);

        assertThat(region.targetGroups())
                .extracting(group -> group.attributes().isPresent())
                .containsExactly(false, true);
        assertThat(region.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.about()).isEqualTo(Accounts.groupArn("other"));
            assertThat(gap.action()).isEqualTo("elasticloadbalancing:DescribeTargetGroupAttributes");
            assertThat(gap.remedy().toString()).contains("allow elasticloadbalancing:DescribeTargetGroupAttributes");
        });
        assertThat(region.hosts()).singleElement().satisfies(host -> assertThat(host.output())
                .isPresent());
    }

    @ParameterizedTest
    @EnumSource(
            value = AwsAction.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "DESCRIBE_LOAD_BALANCERS",
                "DESCRIBE_TAGS",
                "DESCRIBE_REGIONS",
                "DESCRIBE_LISTENER_ATTRIBUTES",
                "GET_COMMAND_INVOCATION",
                "GET_CALLER_IDENTITY",
                "ASSUME_ROLE",
                "BATCH_IMPORT_FINDINGS",
                "GET_FINDINGS"
            })
    void whatever_is_denied_is_a_gap_naming_its_action_and_the_rest_goes_on(AwsAction action) throws CollectFailure {
        RegionSnapshot region = Accounts.region(Accounts.web(1).denying(action, ""));
        assertThat(region.gaps()).isNotEmpty().extracting(GapFacts::action).contains(action.iamName());
        assertThat(region.loadBalancers()).hasSize(1);
    }

    @Test
    void denied_rules_leave_the_default_rule_that_the_listener_told() throws CollectFailure {
        RegionSnapshot region = Accounts.region(Accounts.web(1).denying(AwsAction.DESCRIBE_RULES, ""));
        assertThat(region.loadBalancers()
                        .getFirst()
                        .listeners()
                        .orElseThrow()
                        .getFirst()
                        .rules())
                .containsExactly(new RuleFacts(
                        Accounts.listenerArn("web"), RuleFacts.DEFAULT, List.of(Accounts.groupArn("web"))));
        assertThat(region.gaps()).extracting(GapFacts::about).containsExactly(Accounts.listenerArn("web"));
    }

    @Test
    void a_throttled_run_ends_well_and_counts_what_was_refused() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1).failing(AwsAction.DESCRIBE_TARGET_HEALTH, "", Kind.THROTTLED, 3);
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(region.gaps()).isEmpty();
        assertThat(region.calls().throttled()).isEqualTo(3);
        // All calls but the one for the account, which is of no region.
        assertThat(region.calls().made()).isEqualTo(cloud.sent.size() - 1);
    }

    @Test
    void the_plan_is_told_before_the_facts_are_read() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Progress progress = new Progress() {
            @Override
            public void planned(int calls, Duration estimate) {
                told.add("planned " + calls + " after " + (cloud.sent.size() - 1) + ", " + estimate);
            }

            @Override
            public void step(String region, String name, int done, int total) {
                told.add(name + " " + done + "/" + total);
            }

            @Override
            public void call(String region, AwsAction action, Duration took, Optional<CallFailed> failure) {}
        };
        Quotas slow = new Quotas(
                new Quota(1, 0.5),
                new Quota(100, 20),
                new Quota(10, 5),
                new Quota(10, 5),
                new Quota(30, 10),
                new Quota(6, 3));
        CollectOptions options = NO_HOSTS.withQuotas(slow);
        RegionSnapshot region = new Collect(
                        cloud, options, Accounts.QUESTION, progress, new FakeTime(), "0.1.0", new Stop())
                .snapshot()
                .regions()
                .getFirst();
        // Two to list; attributes, listeners and two times rules; attributes and health of the group; two of EC2.
        assertThat(told.getFirst()).isEqualTo("planned 10 after 2, PT10S");
        assertThat(told).contains("listeners and rules 1/1");
        assertThat(region.calls().planned()).isEqualTo(10);
        assertThat(region.calls().took()).isGreaterThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"web, web", "w?b, web", "*b, web", "WEB, ''", "we, ''", "arn:*/app/web, web", "w.b, ''"})
    void load_balancers_are_chosen_by_name_pattern_or_arn(String pattern, String chosen) throws CollectFailure {
        RegionSnapshot region = Accounts.region(Accounts.web(0), NO_HOSTS.withLoadBalancers(List.of(pattern)));
        assertThat(region.loadBalancers().stream().map(LoadBalancerFacts::name).toList())
                .isEqualTo(chosen.isEmpty() ? List.of() : List.of(chosen));
        assertThat(region.gaps()).hasSize(chosen.isEmpty() ? 1 : 0);
    }

    @Test
    void a_name_that_nothing_has_is_a_gap_although_others_matched() throws CollectFailure {
        RegionSnapshot region =
                Accounts.region(Accounts.web(1), NO_HOSTS.withLoadBalancers(List.of("web", "misspelt")));
        assertThat(region.loadBalancers()).hasSize(1);
        assertThat(region.gaps()).extracting(GapFacts::about).contains("misspelt");
    }

    @ParameterizedTest
    @CsvSource({"19, 1", "20, 1", "21, 2"})
    void tags_are_asked_for_twenty_at_a_time(int balancers, int questions) throws CollectFailure {
        FakeCloud cloud = new FakeCloud();
        for (int i = 0; i < balancers; i++) {
            cloud.balancers.add(Accounts.balancer("lb" + i, LoadBalancerFacts.APPLICATION));
        }
        cloud.tags.put(Accounts.balancerArn("lb3"), Map.of("team", "web", "stage", "live"));
        cloud.tags.put(Accounts.balancerArn("lb4"), Map.of("team", "web"));
        RegionSnapshot region = Accounts.region(cloud, NO_HOSTS.withTags(Map.of("team", "web", "stage", "live")));
        assertThat(region.loadBalancers()).extracting(LoadBalancerFacts::name).containsExactly("lb3");
        assertThat(cloud.sent(AwsAction.DESCRIBE_TAGS)).hasSize(questions);
    }

    @Test
    void denied_tags_leave_a_gap_for_each_load_balancer_that_may_be_in_scope() throws CollectFailure {
        FakeCloud cloud = Accounts.web(1).denying(AwsAction.DESCRIBE_TAGS, "");
        RegionSnapshot region = Accounts.region(cloud, NO_HOSTS.withTags(Map.of("team", "web")));
        assertThat(region.loadBalancers()).isEmpty();
        assertThat(region.gaps()).extracting(GapFacts::about).containsExactly(Accounts.balancerArn("web"));
    }

    @Test
    void an_address_is_the_instance_that_has_it_in_the_groups_own_network() throws CollectFailure {
        FakeCloud cloud = Accounts.web(0);
        cloud.groups.add(Accounts.group("ip", TargetGroupFacts.IP, "web"));
        cloud.targets.put(
                Accounts.groupArn("ip"), List.of(Accounts.target("10.0.0.7", 8080), Accounts.target("fd00::1", 8080)));
        cloud.instances.add(Accounts.instance("i-elsewhere", "vpc-2", "10.0.0.7"));
        cloud.instances.add(Accounts.instance("i-here", "vpc-1", "10.0.0.7"));
        RegionSnapshot region = Accounts.region(cloud, NO_HOSTS);

        assertThat(region.targetGroups().getFirst().targets().orElseThrow())
                .extracting(TargetFacts::instanceId)
                .containsExactly(Optional.of("i-here"), Optional.empty());
        assertThat(region.instances()).extracting(InstanceFacts::id).containsExactly("i-here");
        assertThat(region.hosts()).singleElement().satisfies(host -> assertThat(host.ports())
                .containsExactly(8080));
        assertThat(region.gaps())
                .extracting(GapFacts::about)
                .as("the address that nobody has, and the host that was not asked")
                .containsExactly("fd00::1", "i-here");
    }

    @Test
    void an_address_that_could_not_be_looked_up_is_not_said_to_be_nobodys() throws CollectFailure {
        FakeCloud cloud = Accounts.web(0);
        cloud.groups.add(Accounts.group("ip", TargetGroupFacts.IP, "web"));
        cloud.targets.put(Accounts.groupArn("ip"), List.of(Accounts.target("10.0.0.7", 8080)));
        RegionSnapshot region = Accounts.region(cloud.denying(AwsAction.DESCRIBE_INSTANCES, ""), NO_HOSTS);
        assertThat(region.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.about()).isEqualTo("10.0.0.7");
            assertThat(gap.cause().toString()).startsWith("DENIED");
        });
    }

    @Test
    void a_function_has_no_host_and_leaves_no_gap() throws CollectFailure {
        FakeCloud cloud = new FakeCloud();
        cloud.balancers.add(Accounts.balancer("web", LoadBalancerFacts.APPLICATION));
        cloud.groups.add(Accounts.group("fn", "lambda", "web"));
        cloud.targets.put(
                Accounts.groupArn("fn"),
                List.of(new TargetFacts("arn:fn", Optional.empty(), "healthy", Optional.empty(), Optional.empty())));
        RegionSnapshot region = Accounts.region(cloud);
        assertThat(region.hosts()).isEmpty();
        assertThat(region.gaps()).isEmpty();
        assertThat(cloud.sent(AwsAction.DESCRIBE_INSTANCES)).isEmpty();
    }

    @Test
    void an_instance_that_ec2_does_not_list_is_a_gap() throws CollectFailure {
        FakeCloud cloud = Accounts.web(2);
        cloud.instances.removeFirst();
        RegionSnapshot region = Accounts.region(cloud, NO_HOSTS);
        assertThat(region.gaps())
                .filteredOn(gap -> gap.action().equals("ec2:DescribeInstances"))
                .extracting(GapFacts::about)
                .containsExactly("i-0001");
    }

    @ParameterizedTest
    @CsvSource({"199, 1", "200, 1", "201, 2"})
    void instances_are_asked_for_two_hundred_at_a_time(int hosts, int questions) throws CollectFailure {
        FakeCloud cloud = Accounts.web(hosts);
        assertThat(Accounts.region(cloud, NO_HOSTS).instances()).hasSize(hosts);
        assertThat(cloud.sent(AwsAction.DESCRIBE_INSTANCES)).hasSize(questions);
    }

    @Test
    void hosts_left_out_on_demand_are_gaps_and_are_not_asked() throws CollectFailure {
        FakeCloud cloud = Accounts.web(2);
        RegionSnapshot region = Accounts.region(cloud, NO_HOSTS);
        assertThat(region.gaps())
                .hasSize(2)
                .allSatisfy(gap -> assertThat(gap.cause().toString()).contains("--no-hosts"));
        assertThat(cloud.sent(AwsAction.DESCRIBE_INSTANCE_INFORMATION)).isEmpty();
        assertThat(cloud.orders).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"NO_CREDENTIALS", "EXPIRED", "BAD_CREDENTIALS"})
    void without_usable_credentials_nothing_else_is_tried(Kind kind) {
        FakeCloud cloud = Accounts.web(1).failing(AwsAction.GET_CALLER_IDENTITY, "", kind, 1);
        assertThatExceptionOfType(CollectFailure.class)
                .isThrownBy(
                        () -> Accounts.collect(cloud, CollectOptions.DEFAULT).snapshot())
                .withMessageContaining("credentials")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(CollectFailure.Kind.NO_ACCESS));
        assertThat(cloud.sent).hasSize(1);
    }

    @Test
    void an_account_that_may_not_be_asked_for_is_taken_from_an_arn() throws CollectFailure {
        FakeCloud cloud = Accounts.web(0).denying(AwsAction.GET_CALLER_IDENTITY, "");
        assertThat(Accounts.collect(cloud, NO_HOSTS).snapshot().account()).isEqualTo("123456789012");
        cloud.balancers.clear();
        assertThat(Accounts.collect(cloud, NO_HOSTS).snapshot().account()).isEqualTo("unknown");
    }

    @Test
    void a_region_that_cannot_be_listed_is_a_gap_while_another_can() throws CollectFailure {
        FakeCloud cloud = Accounts.web(0).failing(AwsAction.DESCRIBE_LOAD_BALANCERS, "", Kind.DENIED, 1);
        cloud.regions = List.of("eu-central-1", "eu-west-1");
        List<RegionSnapshot> regions =
                Accounts.collect(cloud, NO_HOSTS.withAllRegions()).snapshot().regions();
        assertThat(regions).extracting(RegionSnapshot::region).containsExactly("eu-central-1", "eu-west-1");
        assertThat(regions.stream().flatMap(region -> region.gaps().stream()))
                .singleElement()
                .satisfies(gap -> assertThat(cloud.regions).contains(gap.about()));
        assertThat(regions.stream().flatMap(region -> region.loadBalancers().stream()))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, check the network",
        "DENIED, allow elasticloadbalancing:DescribeLoadBalancers",
        "THROTTLED, run again"
    })
    void where_no_region_can_be_listed_there_is_nothing_to_report(Kind kind, String advice) {
        FakeCloud cloud = Accounts.web(0).failing(AwsAction.DESCRIBE_LOAD_BALANCERS, "", kind, Integer.MAX_VALUE);
        assertThatExceptionOfType(CollectFailure.class)
                .isThrownBy(() -> Accounts.collect(cloud, NO_HOSTS).snapshot())
                .withMessageStartingWith("The load balancers of eu-central-1 could not be listed (" + kind)
                .withMessageContaining(advice)
                .withMessageEndingWith(".");
    }

    @Test
    void a_fault_of_ours_is_not_taken_for_a_gap() {
        HostQuestion faulty = new HostQuestion() {
            @Override
            public String script(SortedSet<Integer> ports, String measure) {
                throw new IllegalArgumentException("fault");
            }

            @Override
            public boolean isComplete(String output) {
                return true;
            }
        };
        Collect collect = new Collect(
                Accounts.web(1), CollectOptions.DEFAULT, faulty, Progress.SILENT, new FakeTime(), "0.1.0", new Stop());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(collect::snapshot)
                .withRootCauseInstanceOf(IllegalArgumentException.class);
    }
}
