package io.timeoutchain.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabAccount;
import io.timeoutchain.lab.LabHost;
import io.timeoutchain.lab.LabTest;
import io.timeoutchain.lab.ServiceSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packed function, run after run, against real hosts and the emulated S3, SNS and CloudWatch. */
@LabTest
@Timeout(180)
class ScheduledAuditTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_message_comes_for_what_is_new_or_fixed_and_for_nothing_else(Lab lab) throws Exception {
        try (LabHost host = lab.host(Chains.fittingBut("keepalive_timeout 30s;"))) {
            LabAccount account = lab.account();
            account.service(ServiceSpec.application("shop").to(80, account.instance(host)));
            PackagedFunction function = PackagedFunction.in(lab, account, folder);

            JsonNode first = function.call("2026-11-21T06:00:00Z").outcome();

            assertThat(first.path("fresh").asInt()).isEqualTo(1);
            assertThat(function.news()).singleElement().satisfies(news -> {
                assertThat(news.subject()).isEqualTo("Timeout Chain: 1 new (1 high)");
                assertThat(news.body())
                        .contains("callee-closes-first", "Repair: nginx keepalive_timeout from 30 s to 65 s");
            });
            assertThat(function.keys())
                    .containsExactly(
                            "latest/own/baseline.json",
                            "latest/own/report.json",
                            "latest/own/snapshot.json",
                            "runs/2026/11/21/060000Z/own/report.json",
                            "runs/2026/11/21/060000Z/own/snapshot.json");
            assertThat(function.metric("Findings", Map.of("Severity", "high"))).containsExactly(1.0, 1.0, 1.0);

            // The same run once more, as Lambda repeats one of which it does not know the end.
            assertThat(function.call("2026-11-21T06:00:00Z")
                            .outcome()
                            .path("told")
                            .asBoolean())
                    .isFalse();

            Chains.edit(host, "keepalive_timeout 30s;", "keepalive_timeout 75s;");
            Chains.edit(host, "proxy_read_timeout 50s;", "proxy_read_timeout 35s;");
            JsonNode second = function.call("2026-11-22T06:00:00Z").outcome();

            assertThat(second.path("fresh").asInt()).isEqualTo(1);
            assertThat(second.path("fixed").asInt()).isEqualTo(1);
            assertThat(function.news()).singleElement().satisfies(news -> {
                assertThat(news.subject()).isEqualTo("Timeout Chain: 1 new (1 high), 1 fixed");
                assertThat(news.body())
                        .containsSubsequence("NEW\n", "caller-gives-up-first", "FIXED\n", "callee-closes-first");
            });
            assertThat(new Reported(function.object("latest/own/report.json")).findings())
                    .containsExactly("high caller-gives-up-first nginx>gunicorn");

            JsonNode third = function.call("2026-11-23T06:00:00Z").outcome();

            assertThat(third.path("told").asBoolean()).isFalse();
            assertThat(function.news()).isEmpty();
            assertThat(function.keys()).hasSize(9);
            assertThat(function.metric("Ran", Map.of())).containsExactly(4.0, 1.0, 1.0);
            assertThat(function.metric("Findings", Map.of("Severity", "high"))).containsExactly(4.0, 1.0, 1.0);
            assertThat(function.metric("Findings", Map.of("Severity", "low"))).containsExactly(4.0, 0.0, 0.0);
            assertThat(function.metric("Undecided", Map.of())).containsExactly(4.0, 0.0, 0.0);
        }
    }

    @Test
    void a_run_that_may_list_nothing_fails_and_leaves_a_gap_and_no_heartbeat(Lab lab) throws Exception {
        LabAccount account = lab.account();
        PackagedFunction function = PackagedFunction.in(lab, account, folder);
        lab.bridge().faults().deny("elasticloadbalancing:DescribeLoadBalancers");

        PackagedFunction.Answer answer = function.call("2026-11-21T06:00:00Z");

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).contains("Nothing could be audited.", "elasticloadbalancing:DescribeLoadBalancers");
        assertThat(function.object("latest/own/report.json").path("gaps")).hasSize(1);
        assertThat(function.metric("Gaps", Map.of())).containsExactly(1.0, 1.0, 1.0);
        assertThat(function.metric("Ran", Map.of())).isEmpty();
        assertThat(function.news()).isEmpty();
    }
}
