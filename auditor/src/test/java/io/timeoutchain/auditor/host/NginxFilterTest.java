package io.timeoutchain.auditor.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of the script through which every nginx configuration passes before it leaves the host. */
class NginxFilterTest {

    private static String resource(String name) throws IOException {
        try (var stream = NginxFilterTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String filtered(HostShell shell, String dump) {
        return HostShell.dump(shell.run("nginx-dump", Map.of(), dump)).text();
    }

    /** The lines of one file, without its marker. */
    private static List<String> file(String... lines) {
        String dump = "# configuration file /etc/nginx/nginx.conf:\n" + String.join("\n", lines) + "\n";
        return filtered(HostShell.any(), dump).lines().skip(1).toList();
    }

    static List<HostShell> shells() {
        return HostShell.installed().toList();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keeps_what_is_modelled_and_drops_the_rest(HostShell shell) throws IOException {
        assertThat(filtered(shell, resource("dump.conf"))).isEqualTo(resource("dump.expected"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void no_planted_secret_gets_through(HostShell shell) throws IOException {
        assertThat(resource("dump.conf").lines().filter(line -> line.contains("PLANTED")))
                .hasSizeGreaterThan(15);
        assertThat(shell.run("nginx-dump", Map.of(), resource("dump.conf"))).doesNotContain("PLANTED");
    }

    @Test
    void every_kept_directive_stays_in_its_line() {
        Random random = new Random(20_261_101);
        String[] fillers = {
            "",
            "",
            "# a comment with ; and { and \"",
            "add_header X \"a\nb; }\nc\";",
            "log_format x 'one'\n  'two';",
            "map $a $b { default 1;\n\n '{' 2; }",
            "content_by_lua_block {\n local s = \"}\" -- }\n local t = [[ }\n}} ]]\n}",
            "types {\n text/html html;\n}",
            "proxy_set_header\n  Authorization\n  'Bearer {';",
            "\t \r",
        };
        for (int round = 0; round < 30; round++) {
            StringBuilder raw = new StringBuilder();
            for (int statement = 0; statement < 60; statement++) {
                raw.append(fillers[random.nextInt(fillers.length)]).append('\n');
                raw.append("  proxy_read_timeout ").append(statement).append("s; # end\n");
            }
            List<String> kept = file(raw.toString().split("\n", -1));
            List<String> lines = raw.toString().lines().toList();
            IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).startsWith("  proxy_read_timeout"))
                    .forEach(i -> assertThat(kept.get(i))
                            .isEqualTo(lines.get(i).strip().replace(" # end", "")));
            assertThat(String.join("\n", kept)).doesNotContain("Bearer", "local", "text/html", "two");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add_header X \"open",
                "add_header X \"b\"c;",
                "http { server {",
            })
    void what_nginx_could_not_read_ends_the_file_and_is_said(String broken) {
        String dump = "# configuration file /n.conf:\nsend_timeout 5s;\n" + broken + "\nadd_header Y \"PLANTED\";\n";
        String output = HostShell.any().run("nginx-dump", Map.of(), dump);
        assertThat(output)
                .contains("|send_timeout 5s;\n")
                .contains("+broken\t/n.conf\t")
                .doesNotContain("PLANTED");
    }

    @Test
    void an_unclosed_quote_does_not_turn_a_secret_into_a_word() {
        String output = HostShell.any()
                .run(
                        "nginx-dump",
                        Map.of(),
                        "# configuration file /n.conf:\nadd_header A \"x;\nadd_header B \"PLANTED y\";\nplanted_z on;\n");
        assertThat(output).doesNotContain("PLANTED").doesNotContain("planted_z").contains("+broken\t/n.conf\t2");
    }

    @Test
    void a_comment_that_looks_like_a_marker_is_a_comment() {
        assertThat(file(
                        "include conf.d/*.conf;",
                        "",
                        "# configuration file /etc/nginx/other.conf:",
                        "send_timeout 5s;"))
                .containsExactly("include conf.d/*.conf;", "", "", "send_timeout 5s;");
        assertThat(file(
                        "include conf.d/*.conf;",
                        "",
                        "# configuration file /etc/nginx/conf.d/a.conf:",
                        "send_timeout 5s;"))
                .element(2)
                .isEqualTo("# configuration file /etc/nginx/conf.d/a.conf:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy_pass http://127.0.0.1:8000;",
                "proxy_pass http://[::1]:8000;",
                "proxy_pass https://app;",
                "proxy_pass http://unix:/run/app.sock;",
                "uwsgi_pass unix:/run/app.sock;",
                "fastcgi_pass 127.0.0.1:9000;",
                "proxy_pass http://$backend;",
                "proxy_pass http://app/;",
                "listen [::]:443 ssl so_keepalive=30m::10;",
                "keepalive_timeout 1h30m 75;",
                "proxy_set_header Connection '';",
                "proxy_set_header connection $http_connection;",
                "return 301;",
            })
    void stays_as_it_is(String directive) {
        assertThat(file(directive)).containsExactly(directive);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy_pass http://user:PLANTED@app;",
                "proxy_pass http://user:1/PLANTED@app;",
                "proxy_pass http://app/hook/PLANTED;",
                "proxy_pass http://app?key=PLANTED;",
                "proxy_pass http://unix:/run/app.sock:/PLANTED;",
                "proxy_pass \"http://app/PLANTED\";",
                "proxy_set_header Connection PLANTED-x;",
                "proxy_set_header X-Key PLANTED;",
                "proxy_set_header \"Authorization\" \"PLANTED\";",
                "return 200 PLANTED;",
                "return https://PLANTED/;",
                "rewrite ^/PLANTED /x;",
                "set $x PLANTED;",
                "if ($arg_key = PLANTED) { return 403; }",
                "root /srv/PLANTED;",
                "secure_link_md5 PLANTED;",
                "vendor_block PLANTED { PLANTED PLANTED; }",
                "PLANTED;",
                "access_by_lua 'PLANTED';",
                "error_log syslog:server=PLANTED:514;",
                "limit_except GET { allow PLANTED; }",
            })
    void stays_on_the_host(String directive) {
        assertThat(String.join("\n", file(directive))).doesNotContain("PLANTED").isNotBlank();
    }

    @Test
    void broken_bytes_and_control_characters_come_back_as_they_were_but_never_travel_raw() {
        byte[] dump = "# configuration file /n.conf:\nserver_name é\u001b[31m;\n".getBytes(StandardCharsets.UTF_8);
        String output = HostShell.any().run("nginx-dump", Map.of(), dump);
        assertThat(output).contains("|server_name \\xc3\\xa9\\x1b[31m;").matches("(?s)[ -~\t\n]*");
        assertThat(HostShell.dump(output).text()).contains("server_name é\u001b[31m;");
    }

    @Test
    void a_line_too_long_to_read_is_given_up() {
        String output = HostShell.any()
                .run("nginx-dump", Map.of(), "# configuration file /n.conf:\nset $x " + "y".repeat(1_000_000) + ";\n");
        assertThat(output).contains("+broken\t/n.conf\t1").hasSizeLessThan(200);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void without_nginx_the_files_are_followed_by_hand(HostShell shell, @TempDir Path etc) throws IOException {
        Path main = etc.resolve("nginx.conf");
        Files.writeString(
                main, "http {\n  include sites/*.conf;\n  include \"with blank.conf\";\n  include gone.conf;\n}\n");
        Files.writeString(etc.resolve("with blank.conf"), "send_timeout 1s;\ninclude sites/b.conf;\n");
        Files.createDirectory(etc.resolve("sites"));
        Files.writeString(etc.resolve("sites/b.conf"), "send_timeout 3s;\n");
        Files.writeString(etc.resolve("sites/a shop.conf"), "send_timeout 2s;\n");
        Files.writeString(etc.resolve("sites/c.txt"), "send_timeout 4s;\n");

        String output = shell.run("nginx-files", Map.of("TIMEOUT_CHAIN_FILE", main.toString()), "");

        assertThat(HostShell.dump(output).text().lines())
                .containsExactly(
                        "# configuration file " + main + ":",
                        "http {",
                        "include sites/*.conf;",
                        "include \"with blank.conf\";",
                        "include gone.conf;",
                        "}",
                        "",
                        "# configuration file " + etc + "/sites/a shop.conf:",
                        "send_timeout 2s;",
                        "",
                        "# configuration file " + etc + "/sites/b.conf:",
                        "send_timeout 3s;",
                        "",
                        "# configuration file " + etc + "/with blank.conf:",
                        "send_timeout 1s;",
                        "include sites/b.conf;",
                        "");
        assertThat(output).contains("+unread\t" + etc + "/gone.conf\tno such readable file");
    }

    @Test
    void names_that_nginx_resolves_are_reported_without_upstream_groups_being_forgotten() {
        String output = HostShell.any().run("nginx-dump", Map.of(), """
                        # configuration file /n.conf:
                        http {
                          upstream app { server db.internal:80; }
                          server {
                            location / { proxy_pass http://app; }
                            location /x { proxy_pass http://api.example.com; }
                          }
                        }
                        """);
        assertThat(output.lines())
                .contains("+upstream\tapp", "+name\tdb.internal:80", "+name\tapp", "+name\tapi.example.com");
    }
}
