package io.timeoutchain.lab.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.timeoutchain.auditor.measure.Answer;
import io.timeoutchain.auditor.measure.IdleConnection;
import io.timeoutchain.auditor.measure.LiveServer;
import io.timeoutchain.lab.HostImage;
import io.timeoutchain.lab.HostSpec;
import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabHost;
import io.timeoutchain.lab.LabTest;
import io.timeoutchain.lab.Looks;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stand-in does what the attributes of the load balancer say, measured from outside. */
@LabTest
final class StandInTest {

    private static final double SCALE = 0.05;
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Stack STACK = new Stack(
            HostImage.BOOKWORM,
            Map.of(),
            Map.of("alb", Map.of("idle_timeout.timeout_seconds", "60", "client_keep_alive.seconds", "120")),
            Map.of());

    @Test
    void its_timers_are_those_of_the_attributes() {
        try (LabHost host = Lab.loneHost(HostSpec.debian()
                .nginx(conf(STACK, SCALE))
                .gunicorn("--worker-class", "gthread", "--threads", "4", "--keep-alive", "60"))) {
            URI address = host.http(80);

            Looks.upToThree(() -> assertThat(LiveServer.at(address).idleConnection(PATIENCE))
                    .as("idle timeout towards clients")
                    .asInstanceOf(type(IdleConnection.Ended.class))
                    .satisfies(
                            ended -> assertThat(ended.after()).isBetween(IDLE.minusMillis(200), IDLE.plusMillis(200))));
            Looks.upToThree(() -> assertThat(
                            LiveServer.at(address.resolve("/slow?seconds=9")).answer(PATIENCE))
                    .as("idle timeout while a target is silent")
                    .asInstanceOf(type(Answer.Given.class))
                    .satisfies(given -> {
                        assertThat(given.status()).isEqualTo(504);
                        assertThat(given.after()).isBetween(IDLE.minusMillis(200), IDLE.plusMillis(700));
                    }));
        }
    }

    @Test
    void it_says_so_when_a_connection_has_reached_its_age() {
        Stack aged = new Stack(
                HostImage.BOOKWORM,
                Map.of(),
                Map.of("alb", Map.of("idle_timeout.timeout_seconds", "600", "client_keep_alive.seconds", "60")),
                Map.of());
        try (LabHost host =
                Lab.loneHost(HostSpec.debian().nginx(conf(aged, 0.01)).gunicorn())) {
            String headers = host.shell("curl -s -D - -o /dev/null http://127.0.0.1/slow?seconds=1"
                            + " -o /dev/null http://127.0.0.1/health")
                    .stdout();

            String[] responses = headers.split("(?=HTTP/1.1 )");
            assertThat(responses).hasSize(2);
            assertThat(responses[0]).contains("Connection: keep-alive");
            assertThat(responses[1]).contains("Connection: close");
        }
    }

    @Test
    void it_waits_ten_seconds_for_a_target_that_takes_no_connection() {
        try (LabHost host =
                Lab.loneHost(HostSpec.debian().nginx(conf(STACK, SCALE)).gunicorn())) {
            host.shell(BACKLOG_FULL);

            Looks.upToThree(() -> assertThat(LiveServer.at(host.http(80)).answer(PATIENCE))
                    .asInstanceOf(type(Answer.Given.class))
                    .satisfies(given -> {
                        assertThat(given.status()).isEqualTo(504);
                        assertThat(given.after()).isBetween(Duration.ofMillis(400), Duration.ofMillis(1200));
                    }));
        }
    }

    /** In gunicorn's place it listens and accepts nobody: once the backlog is full, the kernel leaves further attempts without an answer. */
    private static final String BACKLOG_FULL = """
            cat >/tmp/full.py <<'END'
            import socket, time
            server = socket.socket()
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(("127.0.0.1", 8000))
            server.listen(0)
            waiting = [socket.socket() for _ in range(4)]
            for one in waiting:
                one.setblocking(False)
                one.connect_ex(("127.0.0.1", 8000))
            open("/tmp/full", "w").close()
            time.sleep(60)
            END
            pkill gunicorn
            while pgrep gunicorn >/dev/null; do sleep 0.1; done
            nohup python3 /tmp/full.py </dev/null >/dev/null 2>&1 &
            until [ -e /tmp/full ]; do sleep 0.1; done
            sleep 0.3
            """;

    /** The stand-in on the port that is reached from outside, in front of the host's gunicorn. */
    private static String conf(Stack stack, double scale) {
        return StandIn.conf(stack, scale, List.of("127.0.0.1:8000"), "/tmp")
                .replaceFirst("listen [^;]*;", "listen 80;");
    }
}
