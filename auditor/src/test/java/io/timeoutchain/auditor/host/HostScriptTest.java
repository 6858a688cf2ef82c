package io.timeoutchain.auditor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.timeoutchain.model.Evidence;
import io.timeoutchain.model.EvidenceKind;
import io.timeoutchain.model.Measurement;
import io.timeoutchain.product.linux.ShellScript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostScriptTest {

    static List<HostShell> shells() {
        return HostShell.installed().toList();
    }

    @Test
    void ports_stand_in_front_sorted_and_once() {
        assertThat(HostScript.bundled().text(List.of(8080, 80, 80)))
                .startsWith("PORTS='80 8080'\n")
                .endsWith(HostScript.bundled().body());
        assertThat(HostScript.bundled().text(List.of())).startsWith("PORTS=''\n");
    }

    /** HostTimersDocument of the module cdk-constructs packs the same file, made compact in the same way. */
    @Test
    void the_script_is_the_compact_text_of_its_one_file() throws IOException {
        assertThat(HostScript.bundled().body())
                .isEqualTo(ShellScript.compact(
                        Files.readString(Path.of("src/main/resources/io/timeoutchain/auditor/host/read-host.sh"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void what_is_no_port_is_refused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostScript.bundled().text(List.of(port)))
                .withMessageContaining(String.valueOf(port));
    }

    @Test
    void what_to_measure_stands_in_front_and_can_be_nothing_else() {
        assertThat(HostScript.bundled().text(List.of(80), "120 80/health?a=1 8443+tls/"))
                .startsWith("PORTS='80'\nMEASURE='120 80/health?a=1 8443+tls/'\n");
        for (String other : List.of("120", "80/", "120 80/'; reboot #", "120 80/$(reboot)", "120 x/", "120 80/ ")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HostScript.bundled().text(List.of(80), other));
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_server_of_this_test_is_measured_on_request(HostShell shell) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            Thread.startVirtualThread(() -> {
                try (Socket client = socket.accept()) {
                    client.getInputStream().read(new byte[1000]);
                    client.getOutputStream()
                            .write("HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno"
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException gone) {
                    // The script has seen enough.
                }
            });
            int port = socket.getLocalPort();
            assertThat(HostAnswer.decode(shell.read(List.of(port), "20 %d/health".formatted(port))))
                    .isInstanceOfSatisfying(HostAnswer.Complete.class, answer -> assertThat(
                                    HostReport.parse("here", answer.text()).measured())
                            .singleElement()
                            .satisfies(measured -> {
                                assertThat(measured.listener()).endsWith(":" + port);
                                assertThat(measured.path()).isEqualTo("/health");
                                assertThat(measured.status()).isEqualTo(404);
                                assertThat(measured.seen()).isInstanceOf(Measurement.Closed.class);
                            }));
        }
    }

    @Test
    void a_systems_manager_document_can_hold_it() {
        String body = HostScript.bundled().body();
        assertThat(body.length()).isBetween(10_000, 48_000);
        assertThat(body.contains("{{")).as("a Systems Manager parameter").isFalse();
        assertThat(HostScript.bundled().sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void it_never_runs_what_imports_an_application() {
        assertThat(HostScript.bundled().body())
                .doesNotContain("--print-config", "--check-config", "manage.py", "mktemp", "eval ");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void this_machine_is_read_with_the_listener_of_this_test(HostShell shell) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(HostAnswer.decode(shell.read(List.of(socket.getLocalPort()))))
                    .isInstanceOfSatisfying(HostAnswer.Complete.class, answer -> {
                        HostReport report = HostReport.parse("here", answer.text());
                        assertThat(report.gaps())
                                .noneMatch(gap -> gap.subject().toString().startsWith("line "));
                        assertThat(report.kernel()).containsKeys("net.ipv4.tcp_keepalive_time", "net.core.somaxconn");
                        assertThat(report.listenersOn(socket.getLocalPort()))
                                .singleElement()
                                .satisfies(listener -> {
                                    assertThat(listener.pid())
                                            .isEqualTo(ProcessHandle.current().pid());
                                    assertThat(report.process(listener.pid())
                                                    .orElseThrow()
                                                    .kind())
                                            .isEqualTo(HostProcess.Kind.OTHER);
                                });
                    });
        }
    }

    @Test
    void an_answer_too_long_for_run_command_goes_without_the_configuration_and_says_so() {
        StringBuilder answer = new StringBuilder("timeout-chain-host/1\nprocess\t7\tnginx\nnginx\t7\tdump\t\n");
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            answer.append("|server_name ")
                    .append(Long.toHexString(random.nextLong()))
                    .append(";\n");
        }
        answer.append("file\t7\t1795290911\t/n.conf\nsystemd\tyes\n");
        String packed = HostShell.any().run("pack", Map.of(), answer.toString());
        assertThat(packed.length()).isLessThan(1_000);
        assertThat(HostAnswer.decode(packed)).isInstanceOfSatisfying(HostAnswer.Complete.class, complete -> {
            HostReport report = HostReport.parse("host", complete.text());
            assertThat(report.systemd()).isTrue();
            assertThat(report.process(7).orElseThrow().nginx()).isEmpty();
            assertThat(report.gaps())
                    .singleElement()
                    .satisfies(gap -> assertThat(gap.subject().toString()).isEqualTo("nginx configuration on host"));
        });
    }

    @ParameterizedTest
    @MethodSource("shells")
    void evidence_of_several_logs_is_added_up(HostShell shell) {
        String packed = shell.run("pack", Map.of(), """
                timeout-chain-host/1
                evidence\tWORKER_TIMEOUT\t2\t1795290911\t1795290915
                evidence\tWORKER_TIMEOUT\t3\t1795290901\t1795290912
                """);
        assertThat(HostAnswer.decode(packed)).isInstanceOfSatisfying(HostAnswer.Complete.class, complete -> {
            HostReport report = HostReport.parse("host", complete.text());
            assertThat(report.evidence())
                    .containsExactly(new Evidence(
                            EvidenceKind.WORKER_TIMEOUT,
                            "host",
                            5,
                            Instant.ofEpochSecond(1_795_290_901),
                            Instant.ofEpochSecond(1_795_290_915)));
        });
    }

    @Test
    void a_unit_that_systemd_does_not_know_is_missing_not_default(@TempDir Path directory) throws IOException {
        Path systemctl = Files.writeString(directory.resolve("systemctl"), """
                #!/bin/sh
                for unit; do :; done
                case $unit in
                  shop*) state=loaded ;;
                  *) state=not-found ;;
                esac
                printf 'Id=%s\\nLoadState=%s\\nTimeoutStopUSec=1min 30s\\n' "$unit" "$state"
                """);
        assertThat(systemctl.toFile().setExecutable(true)).isTrue();
        HostShell shell = HostShell.any();
        String known = shell.run(
                "unit",
                Map.of("TIMEOUT_CHAIN_SYSTEMCTL", systemctl.toString(), "TIMEOUT_CHAIN_UNIT", "shop\\x2dapp.service"),
                "");
        assertThat(HostReport.parse("host", "timeout-chain-host/1\n" + known + "end\n")
                        .units())
                .isEqualTo(Map.of(
                        "shop\\x2dapp.service",
                        "Id=shop\\x2dapp.service\nLoadState=loaded\nTimeoutStopUSec=1min 30s\n"));
        String unknown = shell.run(
                "unit",
                Map.of("TIMEOUT_CHAIN_SYSTEMCTL", systemctl.toString(), "TIMEOUT_CHAIN_UNIT", "gone.service"),
                "");
        assertThat(unknown).isEqualTo("missing\tsystemd unit gone.service\tsystemctl show does not know it\n");
    }
}
