package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeasureCommandTest {

    private static final Schema SCHEMA = Schema.of("measure-1");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return TimeoutChain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("measure"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private JsonNode json() throws IOException {
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(SCHEMA.violations(json)).isEmpty();
        assertThat(SCHEMA.unnamed(json)).isEmpty();
        return json;
    }

    @Test
    void a_close_is_told_with_its_time_and_status() throws Exception {
        try (ServerSocket server = saying(OK, Duration.ofMillis(100))) {
            assertThat(run(address(server))).isEqualTo(ExitCode.CLEAN);
        }
        assertThat(out.toString())
                .matches(
                        "keep-alive      \\d+(\\.\\d+)? s: the server closed the idle connection \\(response 200\\)\\R");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void what_was_measured_is_told_in_japanese() throws Exception {
        try (ServerSocket server = saying(OK, Duration.ofMillis(100))) {
            assertThat(run(address(server), "--lang", "ja")).isEqualTo(ExitCode.CLEAN);
        }
        assertThat(out.toString()).matches("キープアライブ  [0-9.]+ 秒: サーバーがアイドル接続をクローズしました（応答 200）\\R");
        try (ServerSocket server = saying("", Duration.ZERO)) {
            assertThat(run(address(server), "--response", "/slow", "--lang", "ja"))
                    .isEqualTo(ExitCode.UNDECIDED);
        }
        assertThat(out.toString()).contains("応答の上限").contains("サーバーが応答せずに接続をクローズしました");
        assertThat(run("ftp://example.com/", "--lang", "ja")).isEqualTo(ExitCode.USAGE);
        assertThat(out + "" + err).doesNotContainPattern(Ran.ENGLISH);
    }

    @Test
    void what_is_said_before_a_close_is_shown_without_control_characters() throws Exception {
        try (ServerSocket server = saying(OK + "HTTP/1.1 408 \u001b[31mred\r\n\r\n", Duration.ZERO)) {
            assertThat(run(address(server))).isEqualTo(ExitCode.CLEAN);
        }
        assertThat(out.toString()).contains("saying \"HTTP/1.1 408").doesNotContain("\u001b");
    }

    @Test
    void an_open_connection_is_longer_than_the_wait_and_undecided() throws Exception {
        try (ServerSocket server = saying(OK, Duration.ofSeconds(20))) {
            assertThat(run(address(server), "--max", "1s")).isEqualTo(ExitCode.UNDECIDED);
        }
        assertThat(out.toString())
                .containsPattern("still open after [1-9]")
                .contains("longer than that, not known how long");
    }

    @Test
    void an_announced_close_is_no_keep_alive() throws Exception {
        try (ServerSocket server = saying("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nx", Duration.ZERO)) {
            assertThat(run(address(server), "--format", "json")).isEqualTo(ExitCode.CLEAN);
        }
        assertThat(json().at("/keepAlive/result").asText()).isEqualTo("announced");
        assertThat(json().at("/keepAlive/by").asText()).isEqualTo("Connection: close");
    }

    @Test
    void a_slow_path_is_asked_for_beside_and_its_limit_told() throws Exception {
        try (ServerSocket server = saying("HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n", Duration.ZERO)) {
            assertThat(run(address(server), "--response", "/slow?x=1", "--format", "json"))
                    .isEqualTo(ExitCode.CLEAN);
        }
        JsonNode json = json();
        assertThat(json.at("/response/path").asText()).isEqualTo("/slow?x=1");
        assertThat(json.at("/response/status").asInt()).isEqualTo(504);
        assertThat(json.at("/keepAlive/status").asInt()).isEqualTo(504);
    }

    @Test
    void one_measurement_that_fails_beside_another_is_undecided() throws Exception {
        try (ServerSocket server = saying("", Duration.ZERO)) {
            assertThat(run(address(server), "--response", "/slow")).isEqualTo(ExitCode.UNDECIDED);
        }
        assertThat(out.toString()).contains("response limit").contains("closed the connection without an answer");
        assertThat(err.toString()).contains("closed without a response");
    }

    @Test
    void nothing_to_measure_is_one_sentence_with_a_remedy() throws Exception {
        int free;
        try (ServerSocket server = new ServerSocket(0)) {
            free = server.getLocalPort();
        }
        assertThat(run("http://127.0.0.1:" + free, "--format", "json")).isEqualTo(ExitCode.NOTHING_AUDITED);
        assertThat(err.toString()).contains("refused").contains("check that an HTTP/1.1 server listens there");
        assertThat(json().at("/keepAlive/gap/cause").asText()).contains("refused");
    }

    @Test
    void what_speaks_no_http_and_no_tls_is_told() throws Exception {
        try (ServerSocket server = saying("SSH-2.0-OpenSSH\r\n", Duration.ZERO)) {
            assertThat(run(address(server))).isEqualTo(ExitCode.NOTHING_AUDITED);
            assertThat(run(address(server).replace("http:", "https:"))).isEqualTo(ExitCode.NOTHING_AUDITED);
        }
        assertThat(err.toString()).contains("not HTTP/1.x").contains("TLS failed");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/, must begin with http:// or https://",
        "http:///path, names no host",
        "http://bad host/, is no address"
    })
    void an_address_without_meaning_is_refused(String address, String why) {
        assertThat(run(address)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(why);
    }

    @ParameterizedTest
    @CsvSource({"--max, 0s", "--max, 30", "--max, 25h", "--response, slow", "--format, xml"})
    void an_option_without_meaning_is_refused(String option, String value) {
        assertThat(run("http://127.0.0.1:1/", option, value)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(value);
    }

    @Test
    void help_has_examples_and_exit_codes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Examples:", "--response", "Exit codes:", "Ctrl-C");
    }

    /** A server that reads a request, says the same to everybody, waits, and closes. */
    private static ServerSocket saying(String text, Duration wait) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.startVirtualThread(() -> serve(socket, text, wait));
                } catch (IOException closed) {
                    // The test is over.
                }
            }
        });
        return server;
    }

    private static void serve(Socket socket, String text, Duration wait) {
        try (socket) {
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = request.readLine();
            while (line != null && !line.isEmpty() && line.charAt(0) >= ' ') {
                line = request.readLine();
            }
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            if (!wait.isZero()) {
                socket.setSoTimeout(Math.toIntExact(wait.toMillis()));
                socket.getInputStream().read();
            }
        } catch (SocketTimeoutException over) {
            // That was the wait.
        } catch (IOException gone) {
            // The client has seen enough.
        }
    }

    private static String address(ServerSocket server) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/health";
    }
}
