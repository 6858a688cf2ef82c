package io.timeoutchain.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.lab.HostSpec;
import io.timeoutchain.lab.InstanceSpec;
import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabAccount;
import io.timeoutchain.lab.LabHost;
import io.timeoutchain.lab.LabService;
import io.timeoutchain.lab.LabTest;
import io.timeoutchain.lab.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each chain yields exactly the findings and gaps that it should, and no more. */
@LabTest
class AuditOfRealHostsTest {

    @Test
    void a_correct_chain_is_clean(Lab lab) {
        try (LabHost host = lab.host(Chains.fitting())) {
            LabAccount account = behindIdle(lab, 60, 80, host);

            PackagedCli.Run run = PackagedCli.with(lab).audit(lab, account, "--format", "json", "--fail-on", "info");

            Reported report = Reported.in(run);
            assertThat(report.findings()).isEmpty();
            assertThat(report.gaps()).isEmpty();
            assertThat(report.undecided()).isEmpty();
            assertThat(report.total("pass")).isPositive();
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void nginx_that_keeps_connections_30_s_behind_an_idle_timeout_of_60_s_closes_first(Lab lab) {
        try (LabHost host = lab.host(Chains.fittingBut("keepalive_timeout 30s;"))) {
            PackagedCli.Run run = audit(lab, behindIdle(lab, 60, 80, host));

            Reported report = Reported.in(run);
            assertThat(report.findings()).containsExactly("high callee-closes-first alb>nginx");
            assertThat(report.finding("callee-closes-first").get("observed").findValuesAsText("text"))
                    .containsExactly("60 s", "30 s");
            assertThat(report.finding("callee-closes-first").get("observed").findValuesAsText("source"))
                    .anyMatch(source -> source.matches("/etc/nginx/nginx\\.conf:\\d+"));
            assertThat(report.gaps()).isEmpty();
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void raising_everything_to_300_s_breaks_every_pair_by_making_it_equal(Lab lab) {
        HostSpec spec = Chains.fittingBut(
                        "keepalive_timeout 300s;",
                        "keepalive_min_timeout 300s;",
                        "client_header_timeout 300s;",
                        "client_body_timeout 300s;",
                        "proxy_read_timeout 300s;")
                .gunicorn("--timeout", "300", "--graceful-timeout", "300");
        try (LabHost host = lab.host(spec)) {
            PackagedCli.Run run = audit(lab, behindIdle(lab, 300, 80, host));

            Reported report = Reported.in(run);
            assertThat(report.findings())
                    .containsExactly(
                            "high callee-closes-first alb>nginx",
                            "high caller-gives-up-first alb>nginx",
                            "high caller-gives-up-first nginx>gunicorn",
                            "low reload-drops-idle alb>nginx",
                            "medium callee-cuts-upload alb>nginx",
                            "medium drain-shorter-than-request ->-",
                            "medium killed-before-drained ->gunicorn");
            assertThat(report.gaps()).isEmpty();
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void the_defaults_of_alb_nginx_and_gunicorn_do_not_fit(Lab lab) {
        HostSpec spec = Chains.quiet(HostSpec.debian()).nginxProxying().gunicorn();
        try (LabHost host = lab.host(spec)) {
            Reported report = Reported.in(audit(lab, behindIdle(lab, 60, 80, host)));

            assertThat(report.findings())
                    .containsExactly(
                            "low connect-outlasts-caller nginx>gunicorn",
                            "low reload-drops-idle alb>nginx",
                            "medium callee-cuts-upload alb>nginx",
                            "medium caller-gives-up-first alb>nginx",
                            "medium killed-before-drained ->gunicorn");
            assertThat(report.gaps()).isEmpty();
            assertThat(report.finding("caller-gives-up-first").get("confidence").asText())
                    .isEqualTo("medium");
        }
    }

    @Test
    void gunicorn_threads_directly_behind_the_alb_close_after_2_s_and_never_end_a_request(Lab lab) {
        HostSpec spec = Chains.quiet(HostSpec.debian())
                .gunicorn("--worker-class", "gthread", "--threads", "4", "--graceful-timeout", "70");
        try (LabHost host = lab.host(spec)) {
            Reported report = Reported.in(audit(lab, behindIdle(lab, 60, 8000, host)));

            assertThat(report.findings())
                    .containsExactly("high callee-closes-first alb>gunicorn", "medium unbounded-work alb>gunicorn");
            assertThat(report.finding("callee-closes-first").get("observed").findValuesAsText("text"))
                    .containsExactly("60 s", "2 s");
            assertThat(report.gaps()).isEmpty();
        }
    }

    @Test
    void gunicorn_sync_workers_directly_behind_the_alb_close_no_connection_early_but_need_a_proxy(Lab lab) {
        HostSpec spec = Chains.quiet(HostSpec.debian()).gunicorn("--timeout", "40", "--graceful-timeout", "45");
        try (LabHost host = lab.host(spec)) {
            PackagedCli.Run run = audit(lab, behindIdle(lab, 60, 8000, host));

            Reported report = Reported.in(run);
            assertThat(report.findings()).containsExactly("low sync-worker-faces-balancer alb>gunicorn");
            assertThat(report.gaps()).isEmpty();
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void two_hosts_with_different_timers_disagree(Lab lab) {
        List<LabHost> hosts = lab.hosts(Chains.fitting(), Chains.fittingBut("keepalive_timeout 90s;"));
        try (LabHost one = hosts.getFirst();
                LabHost other = hosts.getLast()) {
            Reported report = Reported.in(audit(lab, behindIdle(lab, 60, 80, one, other)));

            assertThat(report.findings()).containsExactly("medium hosts-disagree ->-");
            assertThat(report.finding("hosts-disagree").get("hosts")).hasSize(2);
            assertThat(report.finding("hosts-disagree").get("because").asText())
                    .contains("keepalive_timeout", "75 s", "90 s");
            assertThat(report.gaps()).isEmpty();
        }
    }

    @Test
    void what_was_edited_and_not_reloaded_is_a_finding_and_tells_nothing_about_the_rest(Lab lab) {
        try (LabHost host = lab.host(Chains.fitting())) {
            String edited = host.read(HostSpec.NGINX_CONF).replace("keepalive_timeout 75s;", "keepalive_timeout 80s;");
            host.write(HostSpec.NGINX_CONF, edited);
            // The clock of files and processes ticks in seconds: an edit within the same second could not be told.
            host.shell("touch -d '+5 seconds' " + HostSpec.NGINX_CONF);

            PackagedCli.Run run = audit(lab, behindIdle(lab, 60, 80, host));

            Reported report = Reported.in(run);
            assertThat(report.findings()).containsExactly("medium edited-not-reloaded ->nginx");
            assertThat(report.gaps()).singleElement().satisfies(gap -> assertThat(gap)
                    .startsWith("configuration of nginx on i-"));
            assertThat(report.undecided())
                    .contains("callee-closes-first", "caller-gives-up-first", "callee-cuts-upload");
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void an_instance_that_systems_manager_cannot_reach_is_told_and_never_passed(Lab lab) {
        LabAccount account = lab.account();
        account.service(ServiceSpec.application("silent").to(80, account.instance(InstanceSpec.connectionLost())));

        PackagedCli.Run run = audit(lab, account);

        Reported report = Reported.in(run);
        assertThat(report.findings()).isEmpty();
        assertThat(report.gaps()).singleElement().satisfies(gap -> assertThat(gap)
                .contains("host i-"));
        assertThat(report.undecided()).contains("callee-closes-first", "caller-gives-up-first", "edited-not-reloaded");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(audit(lab, account, "--allow-undecided").exitCode()).isZero();
    }

    @Test
    void a_denied_target_group_leaves_its_rules_open_and_names_the_missing_action(Lab lab) {
        try (LabHost host = lab.host(Chains.fitting())) {
            LabAccount account = behindIdle(lab, 60, 80, host);
            lab.bridge().faults().deny("elasticloadbalancing:DescribeTargetGroupAttributes");

            PackagedCli.Run run = audit(lab, account);

            Reported report = Reported.in(run);
            assertThat(report.findings()).isEmpty();
            assertThat(report.gaps()).hasSize(1);
            assertThat(report.remedies()).singleElement().satisfies(remedy -> assertThat(remedy)
                    .contains("elasticloadbalancing:DescribeTargetGroupAttributes"));
            assertThat(report.undecided()).containsExactly("drain-shorter-than-request", "value-out-of-range");
            assertThat(run.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void an_audit_calls_only_what_its_policy_allows(Lab lab) {
        try (LabHost host = lab.host(Chains.fitting())) {
            LabAccount account = behindIdle(lab, 60, 80, host);
            account.service(ServiceSpec.network("passing").to(80, account.instance(host)));

            assertThat(audit(lab, account).exitCode()).isEqualTo(3);
            PackagedCli.Run policy = PackagedCli.withoutCredentials().run("policy", "--region", account.region());

            assertThat(policy.exitCode()).isZero();
            assertThat(lab.bridge().calls()).isNotEmpty().allSatisfy(call -> assertThat(policy.out())
                    .contains('"' + call.action() + '"'));
            assertThat(lab.bridge().calls())
                    .as("an NLB's listener has attributes that matter")
                    .anyMatch(call -> call.action().equals("elasticloadbalancing:DescribeListenerAttributes"));
        }
    }

    @Test
    void a_saved_snapshot_gives_the_same_report_byte_for_byte(Lab lab, @TempDir Path folder) throws IOException {
        Path snapshot = folder.resolve("snapshot.json");
        try (LabHost host = lab.host(Chains.fittingBut("keepalive_timeout 30s;"))) {
            LabAccount account = behindIdle(lab, 60, 80, host);
            for (String format : List.of("json", "text")) {
                PackagedCli.Run live = auditAs(format, lab, account, "--save-snapshot", snapshot.toString());
                PackagedCli.Run replayed = PackagedCli.withoutCredentials()
                        .run("audit", "--snapshot", snapshot.toString(), "--format", format);

                assertThat(Files.size(snapshot)).isPositive();
                assertThat(replayed.out()).isEqualTo(live.out());
                assertThat(replayed.exitCode()).isEqualTo(live.exitCode()).isEqualTo(1);
            }
        }
    }

    private static LabAccount behindIdle(Lab lab, int idle, int port, LabHost... hosts) {
        LabAccount account = lab.account();
        String[] instances = List.of(hosts).stream().map(account::instance).toArray(String[]::new);
        LabService service = account.service(ServiceSpec.application("shop")
                .idleTimeout(Duration.ofSeconds(idle))
                .to(port, instances));
        assertThat(service.instanceIds()).hasSize(hosts.length);
        return account;
    }

    private static PackagedCli.Run audit(Lab lab, LabAccount account, String... more) {
        return auditAs("json", lab, account, more);
    }

    private static PackagedCli.Run auditAs(String format, Lab lab, LabAccount account, String... more) {
        return PackagedCli.with(lab)
                .audit(
                        lab,
                        account,
                        Stream.concat(Stream.of("--format", format), Stream.of(more))
                                .toArray(String[]::new));
    }
}
