package io.timeoutchain.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabAccount;
import io.timeoutchain.lab.LabClient;
import io.timeoutchain.lab.LabHost;
import io.timeoutchain.lab.LabTest;
import io.timeoutchain.lab.ServiceSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/** {@code audit --publish security-hub}, against the emulated Security Hub. */
@LabTest
class SecurityHubTest {

    private static List<AwsSecurityFinding> inTheHub(Lab lab, LabAccount account) {
        try (SecurityHubClient hub = LabClient.of(SecurityHubClient.builder(), lab, account)) {
            return hub.getFindings().findings();
        }
    }

    @Test
    void what_an_audit_finds_stands_in_security_hub_once_however_often_it_is_published(Lab lab) {
        try (LabHost host = lab.host(Chains.fittingBut("keepalive_timeout 30s;"))) {
            LabAccount account = lab.account();
            account.service(ServiceSpec.application("shop").to(80, account.instance(host)));

            PackagedCli.with(lab).audit(lab, account);
            assertThat(inTheHub(lab, account)).as("nobody asked to publish").isEmpty();

            PackagedCli.Run run = publish(lab, account);
            PackagedCli.Run again = publish(lab, account);

            assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).contains("Security Hub in %s: 1 imported, 0 archived.".formatted(account.region()));
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(inTheHub(lab, account)).singleElement().satisfies(finding -> {
                assertThat(finding.generatorId()).isEqualTo("timeout-chain/callee-closes-first");
                assertThat(finding.productArn()).contains(":securityhub:" + account.region() + ":");
                assertThat(finding.severity().labelAsString()).isEqualTo("HIGH");
                assertThat(finding.compliance().statusAsString()).isEqualTo("FAILED");
                assertThat(finding.resources().getFirst().id()).contains(":loadbalancer/app/shop/");
                assertThat(finding.remediation().recommendation().text()).contains("keepalive_timeout");
                assertThat(finding.productFields()).containsEntry("timeout-chain/LoadBalancer", "shop");
            });
        }
    }

    /** The emulator knows no filter for findings: what is not ours is told apart here. */
    @Test
    void what_is_repaired_is_archived_and_left_alone_from_then_on(Lab lab) {
        try (LabHost host = lab.host(Chains.fittingBut("keepalive_timeout 30s;"))) {
            LabAccount account = lab.account();
            account.service(ServiceSpec.application("shop").to(80, account.instance(host)));
            publish(lab, account);
            AwsSecurityFinding published = inTheHub(lab, account).getFirst();
            AwsSecurityFinding foreign =
                    published.copy(other -> other.id("somebody/1").generatorId("somebody/else"));
            try (SecurityHubClient hub = LabClient.of(SecurityHubClient.builder(), lab, account)) {
                hub.batchImportFindings(request -> request.findings(foreign));
            }

            Chains.edit(host, "keepalive_timeout 30s;", "keepalive_timeout 75s;");
            PackagedCli.Run repaired = publish(lab, account);

            assertThat(repaired.exitCode()).as(repaired.err()).isZero();
            assertThat(repaired.err())
                    .contains("Security Hub in %s: 0 imported, 1 archived.".formatted(account.region()));
            List<AwsSecurityFinding> then = inTheHub(lab, account);
            assertThat(then).containsExactlyInAnyOrder(foreign, published.copy(gone -> gone.recordState("ARCHIVED")
                    .updatedAt(updated(then, published.id()))));

            PackagedCli.Run again = publish(lab, account);

            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(again.err()).contains("There was nothing to publish to Security Hub, and nothing to archive.");
            assertThat(inTheHub(lab, account)).isEqualTo(then);
        }
    }

    private static PackagedCli.Run publish(Lab lab, LabAccount account) {
        return PackagedCli.with(lab).audit(lab, account, "--publish", "security-hub");
    }

    private static String updated(List<AwsSecurityFinding> findings, String id) {
        return findings.stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow()
                .updatedAt();
    }
}
