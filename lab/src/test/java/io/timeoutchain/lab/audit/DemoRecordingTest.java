package io.timeoutchain.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabAccount;
import io.timeoutchain.lab.LabTest;
import io.timeoutchain.lab.SampleAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The account that {@code demo} audits is a recording of the sample account. Recording it again must tell the same story;
 * {@code -Ddemo.record=true} replaces the recording.
 */
@LabTest
class DemoRecordingTest {

    private static final Path SHIPPED =
            Path.of("..", "auditor", "src", "main", "resources", "io", "timeoutchain", "auditor", "demo");

    @Test
    void the_recording_that_ships_tells_what_the_sample_account_tells(Lab lab, @TempDir Path folder)
            throws IOException {
        LabAccount account = SampleAccount.in(lab);
        Path snapshot = folder.resolve("snapshot.json");
        String configuration =
                SHIPPED.resolve("timeout-chain.yaml").toAbsolutePath().toString();

        Reported live = Reported.in(PackagedCli.with(lab)
                .audit(
                        lab,
                        account,
                        "--config",
                        configuration,
                        "--format",
                        "json",
                        "--save-snapshot",
                        snapshot.toString()));
        if (Boolean.getBoolean("demo.record")) {
            Files.copy(snapshot, SHIPPED.resolve("snapshot.json"), StandardCopyOption.REPLACE_EXISTING);
        }
        Reported shipped = Reported.in(PackagedCli.withoutCredentials()
                .run("audit", "--snapshot", recording(), "--config", configuration, "--format", "json"));

        assertThat(shipped.findingsByLoadBalancer()).isEqualTo(live.findingsByLoadBalancer());
        assertThat(shipped.undecided()).isEqualTo(live.undecided());
    }

    @Test
    void the_demo_shows_every_kind_of_defect_a_clean_chain_and_an_undecided_one() {
        PackagedCli.Run run = PackagedCli.withoutCredentials().run("demo", "--format", "json");

        Reported report = Reported.in(run);
        assertThat(run.exitCode()).isZero();
        assertThat(report.findings())
                .as("fan, funnel, silent drop, drain, drift")
                .anyMatch(finding -> finding.contains("callee-closes-first"))
                .anyMatch(finding -> finding.contains("caller-gives-up-first"))
                .anyMatch(finding -> finding.contains("silent-drop"))
                .anyMatch(finding -> finding.contains("drain-shorter-than-request"))
                .anyMatch(finding -> finding.contains("edited-not-reloaded"));
        assertThat(report.findingsByLoadBalancer().keySet())
                .as("shop is clean, legacy cannot be asked")
                .doesNotContain("shop", "legacy");
        assertThat(report.undecided()).isNotEmpty();
        assertThat(report.json().get("findings").findValues("evidence"))
                .as("logs speak for at least one")
                .anyMatch(evidence -> !evidence.isEmpty());
        assertThat(PackagedCli.withoutCredentials()
                        .run("audit", "--snapshot", recording())
                        .exitCode())
                .isEqualTo(1);
    }

    private static String recording() {
        return SHIPPED.resolve("snapshot.json").toAbsolutePath().toString();
    }
}
