package io.timeoutchain.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.lab.HostImage;
import io.timeoutchain.lab.HostSpec;
import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabAccount;
import io.timeoutchain.lab.LabHost;
import io.timeoutchain.lab.LabTest;
import io.timeoutchain.lab.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code derive} writes, put into force on a host and a load balancer, is what {@code audit} finds clean. */
@LabTest
class DerivedPlanTest {

    private static final Pattern ATTRIBUTE = Pattern.compile("Key=([a-z_.]+),Value=(\\d+)");

    @ParameterizedTest
    @ValueSource(strings = {"30s", "5m"})
    void a_derived_plan_is_clean_on_real_hosts(String longestRequest, Lab lab, @TempDir Path plan) throws IOException {
        PackagedCli.Run derived = PackagedCli.withoutCredentials()
                .run("derive", "--longest-request", longestRequest, "--no-systemd", "--directory", plan.toString());
        assertThat(derived.exitCode()).isZero();

        HostSpec spec = HostSpec.debian()
                .on(HostImage.NEW_NGINX)
                .nginx("""
                        user www-data;
                        pid /run/nginx.pid;
                        error_log /var/log/nginx/error.log;
                        events {}
                        http {
                            include /etc/nginx/conf.d/*.conf;
                        }
                        """)
                .file("/etc/nginx/conf.d/app.conf", Files.readString(plan.resolve("etc/nginx/conf.d/app.conf")))
                .file("/etc/gunicorn.conf.py", Files.readString(plan.resolve("etc/gunicorn.conf.py")))
                .application(List.of("/opt/app/bin/gunicorn", "-c", "/etc/gunicorn.conf.py", "shop:application"));
        for (String line : Files.readAllLines(plan.resolve("etc/sysctl.d/90-timeout-chain.conf"))) {
            String[] setting = line.split(" = ", 2);
            spec = spec.sysctl(setting[0], setting[1]);
        }
        ServiceSpec service = ServiceSpec.application("derived");
        Matcher attributes = ATTRIBUTE.matcher(Files.readString(plan.resolve("aws.sh")));
        while (attributes.find()) {
            service = attributes.group(1).startsWith("deregistration")
                    ? service.targetGroupAttribute(attributes.group(1), attributes.group(2))
                    : service.attribute(attributes.group(1), attributes.group(2));
        }
        try (LabHost host = lab.host(spec)) {
            LabAccount account = lab.account();
            account.service(service.to(80, account.instance(host)));

            PackagedCli.Run run = PackagedCli.with(lab).audit(lab, account, "--format", "json", "--fail-on", "info");

            Reported report = Reported.in(run);
            assertThat(report.findings()).isEmpty();
            assertThat(report.gaps()).isEmpty();
            assertThat(run.exitCode()).isZero();
        }
    }
}
