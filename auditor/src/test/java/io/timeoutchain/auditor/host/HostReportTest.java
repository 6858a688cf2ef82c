package io.timeoutchain.auditor.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.EvidenceKind;
import io.timeoutchain.model.Gap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostReportTest {

    private static HostReport report(String... lines) {
        return HostReport.parse("i-0abc", "timeout-chain-host/1\n" + String.join("\n", lines) + "\nend\n");
    }

    /** nginx 1.22.1 and gunicorn 27.0.1 on Debian 12, with secrets planted wherever such hosts hold them. */
    private static String recorded() throws IOException {
        try (var stream = HostReportTest.class.getResourceAsStream("recorded-answer.txt")) {
            assertThat(stream).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void a_recorded_host_is_read_without_a_gap_of_ours() throws IOException {
        assertThat(HostAnswer.decode(recorded())).isInstanceOfSatisfying(HostAnswer.Complete.class, answer -> {
            assertThat(answer.text()).doesNotContain("PLANTED");
            HostReport report = HostReport.parse("i-0abc", answer.text());
            assertThat(report.gaps())
                    .extracting(gap -> gap.subject().toString())
                    .containsExactly("listener on port 18081 on i-0abc");
            assertThat(report.kernel()).containsEntry("net.ipv4.tcp_keepalive_time", "7200");
            assertThat(report.machine()).containsEntry("cpus", "2").containsKey("memory-available-kb");
            assertThat(report.evidence())
                    .extracting(evidence -> evidence.kind())
                    .containsExactlyInAnyOrder(EvidenceKind.WORKER_TIMEOUT, EvidenceKind.UPSTREAM_CLOSED_EARLY);

            Listener front = report.listenersOn(18_080).getFirst();
            HostProcess nginx = report.process(front.pid()).orElseThrow();
            assertThat(nginx.kind()).isEqualTo(HostProcess.Kind.NGINX);
            assertThat(nginx.version()).contains("nginx/1.22.1");
            assertThat(nginx.workers()).hasValue(2);
            NginxDump dump = nginx.nginx().orElseThrow();
            assertThat(dump.failure()).isEmpty();
            assertThat(dump.files()).hasSize(3);
            assertThat(dump.text())
                    .contains("# configuration file /tmp/hostlab/nginx/sites-enabled/shop.conf:\nmap $http_upgrade")
                    .contains("keepalive_timeout 55s;\n}\nserver {");

            Listener back = report.listenersOn(18_000).getFirst();
            HostProcess gunicorn = report.process(back.pid()).orElseThrow();
            assertThat(gunicorn.version()).contains("27.0.1");
            assertThat(gunicorn.gunicornArguments()).contains("--graceful-timeout 20 @redacted @redacted");
            assertThat(gunicorn.environment()).isEqualTo(Map.of("PORT", "8000"));
            GunicornFile file = gunicorn.gunicornFile().orElseThrow();
            assertThat(file.lines())
                    .contains(new NumberedLine(7, "timeout = 30"), new NumberedLine(12, "timeout = @redacted"));
        });
    }

    @Test
    void a_typical_host_fits_into_one_listing_of_fifty() throws IOException {
        assertThat(recorded()).hasSizeLessThan(2_400);
    }

    @Test
    void empty_lines_of_a_configuration_come_back() {
        HostReport report = report(
                "process\t7\tnginx",
                "nginx\t7\tfiles\thost not found in upstream",
                "|http {",
                "~3",
                "|send_timeout 5s;",
                "|}");
        NginxDump dump = report.processes().getFirst().nginx().orElseThrow();
        assertThat(dump.text()).isEqualTo("http {\n\n\n\nsend_timeout 5s;\n}\n");
        assertThat(dump.failure()).contains("host not found in upstream");
    }

    @Test
    void escaped_bytes_are_read_as_utf_8() {
        HostReport report =
                report("process\t7\tgunicorn", "of\t7\tcwd\t/srv/\\xc3\\xa9t\\xc3\\xa9", "of\t7\tname\t\\xff");
        assertThat(report.processes().getFirst().directory()).contains("/srv/été");
        assertThat(report.processes().getFirst().name()).isEqualTo("\ufffd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "surprise\t1",
                "time\tyesterday",
                "time\t99999999999",
                "time",
                "kernel\tkey",
                "listen\ttcp\tnowhere\t7",
                "listen\tudp\t0.0.0.0:80\t7",
                "listen\ttcp\t0.0.0.0:80\t-7",
                "process\t7\tnginx\textra",
                "process\t7\tapache",
                "of\t8\tname\tx",
                "of\t7",
                "nginx\t8\tdump\t",
                "nginx\t7\tmaybe\t",
                "|a line of nothing",
                "~5",
                "~",
                "file\t7\t1795290913\t/x",
                "line\t7\t3\ttimeout = 30",
                "evidence\tRUMOUR\t1\t1795290913\t1795290913",
                "evidence\tWORKER_TIMEOUT\t0\t1795290913\t1795290913",
                "log\tcat\t1795290913\t/x",
                "systemd\tperhaps",
                "kernel\tnet.x\tbad \\escape",
                "kernel\tnet.x\tcolour \u001b[31m",
                "kernel\tnet.x\té",
                "timeout-chain-host/1",
            })
    void a_line_that_is_not_understood_costs_that_line(String line) {
        HostReport report = report("systemd\tyes", line, "kernel\tnet.ipv4.tcp_keepalive_time\t7200");
        assertThat(report.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.subject().toString()).isEqualTo("line 3 of the answer of i-0abc");
            assertThat(gap.cause().toString()).matches("[ -~…]+");
        });
        assertThat(report.kernel()).containsEntry("net.ipv4.tcp_keepalive_time", "7200");
        assertThat(report.systemd()).isTrue();
    }

    @Test
    void a_huge_line_costs_that_line() {
        HostReport report = report("kernel\tx\t" + "y".repeat(1_000_000), "systemd\tyes");
        assertThat(report.gaps()).hasSize(1);
        assertThat(report.systemd()).isTrue();
    }

    @Test
    void empty_lines_cannot_be_multiplied_without_end() {
        HostReport report =
                report("process\t7\tnginx", "nginx\t7\tdump\t", "~900000", "~900000", "~2147483647", "~2147483647");
        assertThat(report.gaps()).hasSize(3);
        assertThat(report.processes().getFirst().nginx().orElseThrow().text()).hasSize(900_000);
    }

    @Test
    void many_bad_lines_are_told_in_one() {
        HostReport report = report("x\n".repeat(5_000));
        assertThat(report.gaps()).hasSize(21);
        assertThat(report.gaps().getLast().cause().toString()).startsWith("4980 more lines");
    }

    @Test
    void a_missing_end_is_a_gap() {
        assertThat(HostReport.parse("i-0abc", "timeout-chain-host/1\nsystemd\tno\n")
                        .gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.subject().toString()).isEqualTo("the end of the answer of i-0abc"));
    }

    @Test
    void what_the_script_could_not_obtain_is_a_gap_with_a_remedy_and_without_raw_bytes() {
        HostReport report = report("missing\tversion of nginx (process 7)\tits own -V said nothing\\x1b[2J");
        assertThat(report.gaps())
                .containsExactly(new Gap(
                        "version of nginx (process 7) on i-0abc",
                        "its own -V said nothing\\x1b[2J",
                        "make it readable on the host, or declare the setting in timeout-chain.yaml"));
    }

    @Test
    void a_file_that_ends_too_early_is_a_gap_that_names_its_line() {
        HostReport report =
                report("process\t7\tnginx", "nginx\t7\tfiles\tunexpected", "broken\t7\t/etc/nginx/x.conf\t12");
        assertThat(report.gaps()).singleElement().satisfies(gap -> assertThat(
                        gap.subject().toString())
                .isEqualTo("the rest of /etc/nginx/x.conf after line 12 on i-0abc"));
    }

    @Test
    void systemd_units_are_given_as_systemctl_shows_them() {
        HostReport report = report(
                "systemd\tyes",
                "unit\tshop\\x5cx2dapp.service\tTimeoutStopUSec\t1min 30s",
                "unit\tshop\\x5cx2dapp.service\tMainPID\t7\\x0aTimeoutStopUSec=infinity");
        assertThat(report.units())
                .isEqualTo(Map.of(
                        "shop\\x2dapp.service", "TimeoutStopUSec=1min 30s\nMainPID=7 TimeoutStopUSec=infinity\n"));
    }

    @Test
    void a_process_keeps_all_that_is_said_of_it() {
        HostReport report = report(
                "process\t7\tgunicorn",
                "of\t7\tname\tgunicorn",
                "of\t7\tstarted\t1795290911",
                "of\t7\tcontainer\tyes",
                "of\t7\tunit\tshop.service",
                "of\t7\tworkers\t3",
                "of\t7\tworkers-since\t1795290912",
                "of\t7\tworker-rss-kb\t100",
                "of\t7\tworker-peak-kb\t4194304",
                "of\t7\targv\tgunicorn\t-w\t3",
                "of\t7\tcmdargs\t--bind\tunix:/run/it's.sock",
                "of\t7\tenv\tWEB_CONCURRENCY\t3",
                "of\t7\thidden\tenvironment\tit is not there",
                "of\t7\thidden\teverything\tit is not there",
                "line\t7\t4\ttimeout = 1",
                "config\t7\t1795290911\t/srv/gunicorn.conf.py",
                "line\t7\t5\texec(\"@redacted\")");
        HostProcess process = report.process(7).orElseThrow();
        assertThat(process.started()).contains(Instant.ofEpochSecond(1_795_290_911));
        assertThat(process.inContainer()).isTrue();
        assertThat(process.unit()).contains("shop.service");
        assertThat(process.workerResident()).hasValue(102_400);
        assertThat(process.workerPeak()).hasValue(4_294_967_296L);
        assertThat(process.argv()).containsExactly("gunicorn", "-w", "3");
        assertThat(process.gunicornArguments()).isEqualTo(Optional.of("--bind 'unix:/run/it'\"'\"'s.sock'"));
        assertThat(process.hidden()).isEqualTo(Map.of(HostProcess.Part.ENVIRONMENT, "it is not there"));
        assertThat(process.gunicornFile().orElseThrow().lines())
                .containsExactly(new NumberedLine(5, "exec(\"@redacted\")"));
        assertThat(report.gaps()).hasSize(2);
    }
}
