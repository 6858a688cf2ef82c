package io.timeoutchain.auditor.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every server here acts at once, or within a second where the time itself is what is measured. */
final class LiveServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);

    /** Time enough for the response itself, on a busy machine too. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void a_close_is_timed_from_the_last_byte_of_the_response() throws Exception {
        IdleConnection seen = idleAfter(LONG, socket -> {
            say(socket, OK);
            pause(socket, SECOND);
        });

        assertThat(seen).asInstanceOf(type(IdleConnection.Ended.class)).satisfies(ended -> {
            assertThat(ended.after()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(6));
            assertThat(ended.ending()).isEqualTo(Ending.CLOSED);
            assertThat(ended.status()).isEqualTo(200);
            assertThat(ended.parting()).isEmpty();
        });
    }

    @Test
    void a_reset_is_told_from_a_close() throws Exception {
        IdleConnection seen = idleAfter(LONG, socket -> {
            say(socket, OK);
            socket.setSoLinger(true, 0);
        });

        assertThat(seen)
                .asInstanceOf(type(IdleConnection.Ended.class))
                .extracting(IdleConnection.Ended::ending)
                .isEqualTo(Ending.RESET);
    }

    @Test
    void what_a_server_says_before_it_closes_is_kept() throws Exception {
        IdleConnection seen = idleAfter(
                LONG, socket -> say(socket, OK + "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"));

        assertThat(seen)
                .asInstanceOf(type(IdleConnection.Ended.class))
                .extracting(IdleConnection.Ended::parting)
                .isEqualTo(Optional.of("HTTP/1.1 408 Request Timeout"));
    }

    @Test
    void a_connection_that_outlives_the_wait_is_still_open() throws Exception {
        IdleConnection seen = idleAfter(SECOND, socket -> {
            say(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
            pause(socket, LONG);
        });

        assertThat(seen).asInstanceOf(type(IdleConnection.StillOpen.class)).satisfies(open -> assertThat(open.waited())
                .isGreaterThanOrEqualTo(SECOND));
    }

    @Test
    void an_announced_close_is_no_keep_alive() throws Exception {
        assertThat(idleAfter(LONG, socket -> say(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok")))
                .isEqualTo(new IdleConnection.Announced("Connection: close", 200));
        assertThat(idleAfter(LONG, socket -> say(socket, "HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n")))
                .isEqualTo(new IdleConnection.Announced("HTTP/1.0", 404));
        assertThat(idleAfter(LONG, socket -> say(socket, "HTTP/1.1 200 OK\r\n\r\nhow long?")))
                .isEqualTo(new IdleConnection.Announced("a body without a length", 200));
    }

    @Test
    void interim_responses_and_bodyless_ones_are_understood() throws Exception {
        IdleConnection seen = idleAfter(
                LONG,
                socket -> say(socket, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"));

        assertThat(seen)
                .asInstanceOf(type(IdleConnection.Ended.class))
                .extracting(IdleConnection.Ended::status)
                .isEqualTo(204);
    }

    @Test
    void what_cannot_be_observed_is_a_gap_with_its_reason() throws Exception {
        assertThat(idleAfter(LONG, socket -> say(socket, "SSH-2.0-OpenSSH_9.2\r\n")))
                .asInstanceOf(type(IdleConnection.Unobserved.class))
                .satisfies(unobserved ->
                        assertThat(unobserved.gap().cause().toString()).contains("not HTTP/1.x"));
        assertThat(idleAfter(LONG, socket -> say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok")))
                .asInstanceOf(type(IdleConnection.Unobserved.class))
                .satisfies(unobserved ->
                        assertThat(unobserved.gap().cause().toString()).contains("within the response"));
        assertThat(idleAfter(SHORT, socket -> pause(socket, LONG)))
                .asInstanceOf(type(IdleConnection.Unobserved.class))
                .satisfies(unobserved ->
                        assertThat(unobserved.gap().cause().toString()).contains("did not answer within 0.15 s"));
        assertThat(LiveServer.at(URI.create("http://127.0.0.1:" + freePort())).idleConnection(LONG))
                .isInstanceOf(IdleConnection.Unobserved.class);
    }

    @Test
    void an_answer_is_timed_and_its_status_told() throws Exception {
        Answer seen = answerAfter(LONG, socket -> {
            pause(socket, SECOND);
            say(socket, "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n");
        });

        assertThat(seen).asInstanceOf(type(Answer.Given.class)).satisfies(given -> {
            assertThat(given.status()).isEqualTo(504);
            assertThat(given.after()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(6));
        });
    }

    @Test
    void silence_and_a_refusal_are_no_answers() throws Exception {
        assertThat(answerAfter(SHORT, socket -> pause(socket, LONG))).isInstanceOf(Answer.Awaited.class);
        assertThat(answerAfter(LONG, socket -> {}))
                .asInstanceOf(type(Answer.Refused.class))
                .extracting(Answer.Refused::ending)
                .isEqualTo(Ending.CLOSED);
        assertThat(answerAfter(LONG, socket -> socket.setSoLinger(true, 0)))
                .asInstanceOf(type(Answer.Refused.class))
                .extracting(Answer.Refused::ending)
                .isEqualTo(Ending.RESET);
        assertThat(LiveServer.at(URI.create("http://127.0.0.1:" + freePort())).answer(LONG))
                .isInstanceOf(Answer.Unobserved.class);
    }

    @Test
    void an_address_that_is_no_web_server_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiveServer.at(URI.create("ftp://example.com/")))
                .withMessageContaining("http:// or https://");
        assertThatIllegalArgumentException().isThrownBy(() -> LiveServer.at(URI.create("http:///path")));
    }

    /** What a server does on its one connection, after it has read the request; then it closes. */
    private interface Conduct {
        void on(Socket socket) throws IOException;
    }

    private static IdleConnection idleAfter(Duration max, Conduct conduct) throws Exception {
        try (ServerSocket server = listening(conduct)) {
            return LiveServer.at(address(server)).idleConnection(max);
        }
    }

    private static Answer answerAfter(Duration max, Conduct conduct) throws Exception {
        try (ServerSocket server = listening(conduct)) {
            return LiveServer.at(address(server)).answer(max);
        }
    }

    private static ServerSocket listening(Conduct conduct) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                while (!"".equals(request.readLine())) {
                    // The header is all there is of a GET.
                }
                conduct.on(socket);
            } catch (IOException gone) {
                // The client has seen enough.
            }
        });
        return server;
    }

    private static URI address(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/path?query");
    }

    private static int freePort() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            return server.getLocalPort();
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits, or until the client goes. */
    private static void pause(Socket socket, Duration time) throws IOException {
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        try {
            socket.getInputStream().read();
        } catch (SocketTimeoutException over) {
            // That was the pause.
        }
    }
}
