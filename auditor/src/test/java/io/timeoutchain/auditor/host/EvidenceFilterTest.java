package io.timeoutchain.auditor.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Counting known lines in logs. */
class EvidenceFilterTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    static List<HostShell> shells() {
        return HostShell.installed().toList();
    }

    private static String counted(HostShell shell, String source, String zone, String... lines) {
        return shell.run(
                        "evidence",
                        Map.of(
                                "TIMEOUT_CHAIN_NOW", String.valueOf(NOW.getEpochSecond()),
                                "TIMEOUT_CHAIN_ZONE", zone,
                                "TIMEOUT_CHAIN_SOURCE", source),
                        String.join("\n", lines) + "\n")
                .strip();
    }

    private static String found(String kind, int count, String first, String last) {
        return String.join(
                "\t",
                "evidence",
                kind,
                String.valueOf(count),
                String.valueOf(Instant.parse(first).getEpochSecond()),
                String.valueOf(Instant.parse(last).getEpochSecond()));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void lines_of_the_last_day_are_counted_with_first_and_last_time(HostShell shell) {
        String line =
                " [error] 7#7: *1 upstream prematurely closed connection while reading response header from upstream,"
                        + " client: 10.0.0.1, server: _, request: \"GET / HTTP/1.1\"";
        assertThat(counted(
                        shell,
                        "nginx",
                        "+0000",
                        "2026/11/20 11:59:59" + line,
                        "2026/11/20 12:00:00" + line,
                        "2026/11/21 08:00:00" + line,
                        "2026/11/21 09:30:00" + line,
                        "no time" + line))
                .isEqualTo(found("UPSTREAM_CLOSED_EARLY", 3, "2026-11-20T12:00:00Z", "2026-11-21T09:30:00Z"));
    }

    @Test
    void nginx_speaks_local_time() {
        assertThat(
                        counted(
                                HostShell.any(),
                                "nginx",
                                "-0530",
                                "2026/11/21 01:00:00 [error] 7#7: *1 no live upstreams while connecting to upstream, client: x"))
                .isEqualTo(found("NO_LIVE_UPSTREAMS", 1, "2026-11-21T06:30:00Z", "2026-11-21T06:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UPSTREAM_RESET              | recv() failed (104: Connection reset by peer) while reading response header from upstream
                    UPSTREAM_READ_TIMED_OUT     | upstream timed out (110: Connection timed out) while reading response header from upstream
                    UPSTREAM_CONNECT_TIMED_OUT  | upstream timed out (110: Connection timed out) while connecting to upstream
                    UPSTREAM_BACKLOG_FULL       | connect() to unix:/run/a.sock failed (11: Resource temporarily unavailable) while connecting to upstream
                    CALLER_CLOSED_EARLY         | epoll_wait() reported that client prematurely closed connection, so upstream connection is closed too
                    REQUEST_READ_TIMED_OUT      | client timed out (110: Connection timed out) while reading client request headers
                    OUT_OF_CONNECTIONS          | 768 worker_connections are not enough, reusing connections
                    """)
    void nginx_lines_have_a_kind(String kind, String message) {
        String time = "2026-11-21T08:00:00Z";
        assertThat(counted(
                        HostShell.any(),
                        "nginx",
                        "+0000",
                        "2026/11/21 08:00:00 [error] 7#7: *1 " + message + ", client: x"))
                .isEqualTo(found(kind, 1, time, time));
    }

    @Test
    void what_a_request_says_is_no_evidence() {
        assertThat(counted(
                        HostShell.any(),
                        "nginx",
                        "+0000",
                        "2026/11/21 08:00:00 [error] 7#7: *1 open() \"/x\" failed, client: 1.2.3.4,"
                                + " request: \"GET /upstream prematurely closed connection HTTP/1.1\""))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void gunicorn_is_understood_in_its_log_and_in_the_journal(HostShell shell) {
        assertThat(counted(
                                shell,
                                "gunicorn",
                                "+0000",
                                "[2026-11-21 10:00:00 +0200] [7] [CRITICAL] WORKER TIMEOUT (pid:9)",
                                "2026-11-21T09:00:00+00:00 web gunicorn[7]: [CRITICAL] WORKER TIMEOUT (pid:9)",
                                "2026-11-21T09:00:01+0000 web gunicorn[7]: Worker (pid:9) was sent SIGKILL! Perhaps out of memory?")
                        .lines())
                .containsExactlyInAnyOrder(
                        found("WORKER_TIMEOUT", 2, "2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z"),
                        found("WORKER_KILLED", 1, "2026-11-21T09:00:01Z", "2026-11-21T09:00:01Z"));
    }

    @Test
    void the_kernel_counts_a_kill_once() {
        assertThat(
                        counted(
                                HostShell.any(),
                                "kernel",
                                "+0000",
                                "2026-11-21T09:00:00+00:00 web kernel: oom-kill:constraint=CONSTRAINT_NONE,task=gunicorn",
                                "2026-11-21T09:00:00+00:00 web kernel: Out of memory: Killed process 9 (gunicorn) total-vm:1kB"))
                .isEqualTo(found("OUT_OF_MEMORY_KILL", 1, "2026-11-21T09:00:00Z", "2026-11-21T09:00:00Z"));
    }
}
