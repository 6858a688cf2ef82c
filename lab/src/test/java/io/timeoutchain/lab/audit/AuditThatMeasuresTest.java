package io.timeoutchain.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.timeoutchain.lab.HostImage;
import io.timeoutchain.lab.HostSpec;
import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabAccount;
import io.timeoutchain.lab.LabHost;
import io.timeoutchain.lab.LabTest;
import io.timeoutchain.lab.ServiceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit --measure} against real servers: what it confirms, what it contradicts, and what it finds out alone. */
@LabTest
class AuditThatMeasuresTest {

    @Test
    void a_keep_alive_that_is_in_force_is_marked_as_measured_and_nothing_else_changes(Lab lab, @TempDir Path folder) {
        Path snapshot = folder.resolve("snapshot.json");
        try (LabHost host = lab.host(Chains.fittingBut("keepalive_timeout 3s;"))) {
            LabAccount account = account(lab, 80, host);
            PackagedCli.Run run = PackagedCli.with(lab)
                    .audit(lab, account, "--measure=20s", "--format", "json", "--save-snapshot", snapshot.toString());

            Reported report = Reported.in(run);
            assertThat(report.findings()).containsExactly("high callee-closes-first alb>nginx");
            assertThat(report.gaps()).isEmpty();
            JsonNode keepAlive = observed(report, "callee-closes-first", "nginx");
            assertThat(keepAlive.get("reading").asText()).isEqualTo("measured");
            assertThat(keepAlive.get("text").asText()).isEqualTo("3 s");
            assertThat(keepAlive.get("source").asText())
                    // nginx sets its timer by a clock that it reads once a round: on a busy machine that is a moment
                    // early.
                    .containsPattern("GET / at 0\\.0\\.0\\.0:80, closed after (2\\.[5-9]|3|4\\.[0-4])");
            assertThat(PackagedCli.withoutCredentials()
                            .run("audit", "--snapshot", snapshot.toString(), "--format", "json")
                            .out())
                    .isEqualTo(run.out());
        }
    }

    @Test
    void an_application_that_overrides_its_arguments_is_a_contradiction(Lab lab) {
        // The class sets what no argument and no file says: the process tells of its arguments alone.
        HostSpec spec = Chains.quiet(HostSpec.debian())
                .file("/srv/site/boot.py", """
                        from gunicorn.app.wsgiapp import WSGIApplication

                        class Shop(WSGIApplication):
                            def load_config(self):
                                super().load_config()
                                self.cfg.set("keepalive", 2)

                        Shop("%(prog)s").run()
                        """)
                .file("/srv/site/gunicorn", """
                        #!/opt/app/bin/python3
                        import runpy
                        runpy.run_path("/srv/site/boot.py")
                        """)
                .application(List.of(
                        "/opt/app/bin/python3",
                        "/srv/site/gunicorn",
                        "--bind",
                        "0.0.0.0:8000",
                        "--worker-class",
                        "gthread",
                        "--threads",
                        "4",
                        "--keep-alive",
                        "75",
                        "--graceful-timeout",
                        "70",
                        "shop:application"));
        try (LabHost host = lab.host(spec)) {
            LabAccount account = account(lab, 8000, host);
            Reported believed = Reported.in(audit(lab, account));
            Reported measured = Reported.in(audit(lab, account, "--measure=20s"));

            assertThat(believed.findings()).doesNotContain("high callee-closes-first alb>gunicorn");
            assertThat(measured.findings())
                    .contains("medium measured-otherwise ->gunicorn", "high callee-closes-first alb>gunicorn");
            assertThat(measured.finding("measured-otherwise").get("observed").findValuesAsText("text"))
                    .hasSize(2)
                    .startsWith("75 s");
            assertThat(measured.finding("measured-otherwise").get("observed").findValuesAsText("reading"))
                    .containsExactly("stated", "measured");
        }
    }

    @Test
    void a_server_that_nobody_reads_is_judged_by_what_was_measured(Lab lab) {
        HostSpec spec = Chains.quiet(HostSpec.debian().on(HostImage.NEW_NGINX))
                .file("/srv/site/plain.py", """
                        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

                        class Plain(BaseHTTPRequestHandler):
                            protocol_version = "HTTP/1.1"
                            timeout = 4

                            def do_GET(self):
                                self.send_response(200)
                                self.send_header("Content-Length", "2")
                                self.end_headers()
                                self.wfile.write(b"ok")

                        ThreadingHTTPServer(("0.0.0.0", 8000), Plain).serve_forever()
                        """)
                .application(List.of("python3", "/srv/site/plain.py"));
        try (LabHost host = lab.host(spec)) {
            LabAccount account = account(lab, 8000, host);
            Reported unmeasured = Reported.in(audit(lab, account));
            Reported measured = Reported.in(audit(lab, account, "--measure=20s"));

            assertThat(unmeasured.findings()).isEmpty();
            assertThat(unmeasured.undecided()).contains("callee-closes-first");
            assertThat(measured.findings()).containsExactly("high callee-closes-first alb>unknown");
            assertThat(observed(measured, "callee-closes-first", "unknown")
                            .get("text")
                            .asText())
                    .isEqualTo("4 s");
            assertThat(measured.undecided())
                    .doesNotContain("callee-closes-first")
                    .contains("caller-gives-up-first");
        }
    }

    private static JsonNode observed(Reported report, String rule, String party) {
        for (JsonNode seen : report.finding(rule).get("observed")) {
            if (seen.get("party").asText().equals(party)) {
                return seen;
            }
        }
        throw new AssertionError("nothing was observed of " + party + " by " + rule);
    }

    private static LabAccount account(Lab lab, int port, LabHost host) {
        LabAccount account = lab.account();
        account.service(ServiceSpec.application("shop")
                .idleTimeout(Duration.ofSeconds(60))
                .to(port, account.instance(host)));
        return account;
    }

    private static PackagedCli.Run audit(Lab lab, LabAccount account, String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--format";
        arguments[1] = "json";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return PackagedCli.with(lab).audit(lab, account, arguments);
    }
}
