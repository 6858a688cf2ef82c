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

            PackagedCli.Run run = PackagedCli.with(lab).audit(lab, account, "--publish", "security-hub");
            PackagedCli.Run again = PackagedCli.with(lab).audit(lab, account, "--publish", "security-hub");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).contains("Security Hub in %s took 1 findings.".formatted(account.region()));
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
}
