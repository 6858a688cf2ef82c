package io.timeoutchain.auditor.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What of gunicorn's command line, environment and configuration file leaves the host. */
class GunicornFilterTest {

    static List<HostShell> shells() {
        return HostShell.installed().toList();
    }

    private static String resource(String name) throws IOException {
        try (var stream = GunicornFilterTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String words(HostShell shell, String... argv) {
        return shell.run("gunicorn-words", Map.of(), String.join("\n", argv) + "\n")
                .strip()
                .replace('\t', ' ');
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_configuration_file_is_read_as_text(HostShell shell) throws IOException {
        assertThat(shell.run("gunicorn-file", Map.of(), resource("gunicorn.conf.py.txt")))
                .isEqualTo(resource("gunicorn.conf.expected"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_command_line_keeps_modelled_options_only(HostShell shell) {
        assertThat(words(
                        shell,
                        "/srv/venv/bin/python3",
                        "/srv/venv/bin/gunicorn",
                        "-w",
                        "4",
                        "-t9",
                        "--keep",
                        "75",
                        "--timeout=30",
                        "-k=gthread",
                        "-e",
                        "PLANTED=1",
                        "--env=PLANTED",
                        "--access-logfile",
                        "PLANTED",
                        "-c",
                        "/srv/conf.py",
                        "--paste",
                        "/srv/PLANTED.ini",
                        "shop.wsgi:PLANTED"))
                .isEqualTo(
                        "/srv/venv/bin/python3 /srv/venv/bin/gunicorn -w 4 -t9 --keep 75 --timeout=30 -k=gthread"
                                + " @redacted @redacted @redacted @redacted @redacted -c /srv/conf.py --paste @redacted @redacted");
    }

    @ParameterizedTest
    @CsvSource({
        "python3 -m gunicorn -b :8000 app, python3 -m gunicorn -b :8000 @redacted",
        "gunicorn --timeout soon app, gunicorn --timeout @redacted @redacted",
        "gunicorn -Dw4 app, gunicorn -Dw4 @redacted",
        "python -X PLANTED /usr/bin/gunicorn app, python -X @redacted /usr/bin/gunicorn @redacted",
        "gunicorn --threads 8 --worker-connections=10, gunicorn --threads 8 --worker-connections=10",
    })
    void a_word_is_what_it_says(String argv, String kept) {
        assertThat(words(HostShell.any(), argv.split(" "))).isEqualTo(kept);
    }

    @Test
    void a_process_title_hides_the_application_name() {
        assertThat(words(HostShell.any(), "gunicorn: master [PLANTED]")).isEqualTo("gunicorn: master [@redacted]");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void gunicorn_cmd_args_are_parted_as_a_shell_would(HostShell shell) {
        String output = shell.run(
                "gunicorn-environment",
                Map.of(),
                "--timeout 30 --env 'A=PLANTED -t PLANTED' -b \"unix:/run/my app.sock\" --bind=\\\"x -w 3\n");
        assertThat(output.strip().split("\t"))
                .containsExactly(
                        "--timeout",
                        "30",
                        "@redacted",
                        "@redacted",
                        "-b",
                        "unix:/run/my app.sock",
                        "--bind=\"x",
                        "-w",
                        "3");
    }
}
