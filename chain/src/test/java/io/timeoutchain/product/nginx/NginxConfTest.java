package io.timeoutchain.product.nginx;

import static io.timeoutchain.product.nginx.Dumps.file;
import static io.timeoutchain.product.nginx.Dumps.fixture;
import static io.timeoutchain.product.nginx.Dumps.http;
import static io.timeoutchain.product.nginx.Dumps.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NginxConfTest {

    @Test
    void words_keep_what_nginx_keeps_of_quotes_escapes_and_comments() {
        NginxConf conf = NginxConf.parse(fixture("quotes-braces-and-comments"));

        NginxDirective server = only(inside(conf, "http").all("server"));
        assertThat(conf.gaps()).isEmpty();
        assertThat(server.block().orElseThrow().all("add_header").stream()
                        .map(header -> header.args().get(1)))
                .containsExactly("a}b", "a#b", "${host}c", "say \"hi\"; \\ \t {");
        assertThat(only(server.block().orElseThrow().all("keepalive_timeout")).args())
                .containsExactly("61s");
        assertThat(only(server.block().orElseThrow().all("server_name")).args())
                .containsExactly("example.com", "~^www\\d+\\.example\\.com$");
        assertThat(only(server.block().orElseThrow().all("location")).args()).containsExactly("~", "^/x{2}");
        assertThat(only(inside(conf, "http").all("log_format")).args())
                .containsExactly("main", "$remote_addr \"$request\" # no comment { ; }", "$status");
    }

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("a 60s#x;", "60s#x"),
                Arguments.of("a 60s;#x", "60s"),
                Arguments.of("a \"x y\";", "x y"),
                Arguments.of("a x\"y\";", "x\"y\""),
                Arguments.of("a \"b\")c;", "b|)c"),
                Arguments.of("a \"x;y{z}#w\";", "x;y{z}#w"),
                Arguments.of("a \"b\"\n# comment; {\n'c';", "b|c"),
                Arguments.of("a \\\"x\\\";", "\"x\""),
                Arguments.of("a x\\ y;", "x\\ y"),
                Arguments.of("a x\\;y;", "x\\;y"),
                Arguments.of("a \\d\\t\\r\\n;", "\\d\t\r\n"),
                Arguments.of("a x\\\\y;", "x\\y"),
                Arguments.of("a ${x}y;", "${x}y"),
                Arguments.of("a $x${y;", "$x${y"),
                Arguments.of("a x}y;", "x}y"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void a_statement_is_cut_into_words_as_nginx_cuts_it(String statement, String words) {
        NginxConf conf = NginxConf.parse(file(statement));

        assertThat(only(conf.main().directives()).args()).containsExactly(words.split("\\|"));
        assertThat(conf.gaps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a \"b\"c;", "a 'b'#;", "a 'b'};", "a b", "a 'b", "; a b;", "{ }", "a b; }", "a { b }"})
    void what_nginx_refuses_is_a_gap(String text) {
        assertThat(NginxConf.parse(file(text)).gaps()).isNotEmpty();
    }

    @Test
    void a_brace_behind_a_word_opens_a_block_unless_a_dollar_stands_before_it() {
        NginxConf conf = NginxConf.parse(file("location ~ ^/x{2} { a b; }"));

        NginxDirective location = only(conf.main().directives());
        assertThat(location.args()).containsExactly("~", "^/x");
        assertThat(conf.gaps()).isNotEmpty();
    }

    @Test
    void lines_end_in_any_way_and_directives_may_span_several() {
        NginxConf conf = NginxConf.parse(
                "# configuration file /etc/nginx/nginx.conf:\r\nhttp\r\n{\r\n  keepalive_timeout\r\n\t65s\r\n;}\r\n");

        NginxDirective directive = only(inside(conf, "http").directives());
        assertThat(directive.args()).containsExactly("65s");
        assertThat(directive.line()).isEqualTo(3);
        assertThat(conf.gaps()).isEmpty();
    }

    @Test
    void a_names_case_counts_and_it_may_be_quoted() {
        NginxConf conf = NginxConf.parse(http("\"keepalive_timeout\" 5; KeepAlive_Timeout 6;"));

        assertThat(only(inside(conf, "http").all("keepalive_timeout")).args()).containsExactly("5");
    }

    @Test
    void lua_is_skipped_with_its_strings_and_comments() {
        NginxConf conf = NginxConf.parse(fixture("lua-blocks"));

        assertThat(conf.gaps()).isEmpty();
        assertThat(inside(conf, "http").directives())
                .extracting(NginxDirective::name)
                .containsExactly("init_by_lua_block", "keepalive_timeout", "upstream", "server");
        assertThat(only(inside(conf, "http").all("keepalive_timeout")).line()).isEqualTo(8);
    }

    @Test
    void includes_are_put_in_place_in_the_order_of_glob_and_relative_to_the_main_file() {
        NginxConf conf = NginxConf.parse(fixture("included-files"));

        assertThat(conf.gaps()).isEmpty();
        assertThat(inside(conf, "http").directives().stream()
                        .map(directive -> directive.source().text()))
                .containsExactly(
                        "/etc/nginx/conf.d/a.conf:1",
                        "/etc/nginx/conf.d/a.conf:7",
                        "/etc/nginx/conf.d/z.conf:1",
                        "/etc/nginx/snippets/common.conf:1");
    }

    @Test
    void a_file_that_is_included_twice_is_read_twice() {
        NginxConf conf = NginxConf.parse(fixture("included-files"));

        assertThat(inside(conf, "http").all("server").stream()
                        .limit(2)
                        .map(server -> only(server.block().orElseThrow().all("location"))
                                .source()
                                .text()))
                .containsExactly("/etc/nginx/snippets/proxy.conf:1", "/etc/nginx/snippets/proxy.conf:1");
    }

    @Test
    void a_comment_like_a_marker_starts_no_file_if_nothing_includes_it() {
        NginxConf conf = NginxConf.parse(file("# configuration file /etc/nginx/old.conf:\nuser www-data;"));

        assertThat(only(conf.main().directives()).source().text()).isEqualTo("/etc/nginx/nginx.conf:2");
        assertThat(conf.gaps()).isEmpty();
    }

    @Test
    void a_comment_like_a_marker_starts_no_file_inside_a_block_that_is_closed_behind_it() {
        NginxConf conf = NginxConf.parse(
                http("include conf.d/*.conf;\n# configuration file /etc/nginx/conf.d/a.conf:\nkeepalive_timeout 7;")
                        + "\n# configuration file /etc/nginx/conf.d/b.conf:\nserver { listen 81; }\n");

        assertThat(inside(conf, "http").directives().stream()
                        .map(directive -> directive.source().text()))
                .containsExactly("/etc/nginx/conf.d/b.conf:1", "/etc/nginx/nginx.conf:4");
        assertThat(conf.gaps()).isEmpty();
    }

    @Test
    void a_missing_file_is_a_gap_and_a_hole_but_a_pattern_may_match_nothing() {
        NginxConf conf = NginxConf.parse(http("include none/*.conf;\ninclude gone.conf;"));

        assertThat(only(conf.gaps()).cause().toString())
                .isEqualTo("/etc/nginx/nginx.conf:3: the included file /etc/nginx/gone.conf was not read");
        assertThat(inside(conf, "http").holes()).isEqualTo(conf.gaps());
    }

    @Test
    void a_file_that_includes_itself_is_a_gap() {
        NginxConf conf = NginxConf.parse(
                http("include a.conf;") + "# configuration file /etc/nginx/a.conf:\nserver { include *.conf; }\n");

        assertThat(conf.gaps())
                .extracting(gap -> gap.cause().toString())
                .containsExactly(
                        "/etc/nginx/a.conf:1: /etc/nginx/a.conf includes itself",
                        "/etc/nginx/a.conf:1: /etc/nginx/nginx.conf includes itself");
    }

    @Test
    void files_that_double_at_every_step_do_not_exhaust_us() {
        StringBuilder dump = new StringBuilder(file("include f0;"));
        for (int i = 0; i < 35; i++) {
            dump.append("# configuration file /etc/nginx/f").append(i).append(":\n");
            dump.append(("include f" + (i + 1) + ";\n").repeat(2));
        }

        assertThat(NginxConf.parse(dump.toString()).gaps())
                .extracting(gap -> gap.cause().toString())
                .anyMatch(cause -> cause.contains("included more than 50000 times"));
    }

    @Test
    void blocks_that_are_nested_too_deep_do_not_exhaust_us() {
        NginxConf conf = NginxConf.parse(file("user a; " + "http { ".repeat(100_000)));

        assertThat(only(conf.main().all("user")).args()).containsExactly("a");
        assertThat(conf.gaps())
                .extracting(gap -> gap.cause().toString())
                .anyMatch(cause -> cause.contains("more than 100 deep"));
    }

    @Test
    void what_stderr_says_is_no_configuration() {
        NginxConf conf = NginxConf.parse(fixture("stderr-noise"));

        assertThat(conf.gaps()).isEmpty();
        NginxDirective server = only(inside(conf, "http").all("server"));
        assertThat(only(server.block().orElseThrow().all("keepalive_timeout")).line())
                .isEqualTo(6);
    }

    @Test
    void a_text_without_a_file_says_why_nginx_printed_none() {
        NginxConf conf = NginxConf.parse("""
                nginx: [emerg] host not found in upstream "db" in /etc/nginx/nginx.conf:9
                nginx: configuration file /etc/nginx/nginx.conf test failed
                """);

        assertThat(only(conf.gaps()).cause().toString())
                .isEqualTo("nginx -T failed: [emerg] host not found in upstream \"db\" in /etc/nginx/nginx.conf:9");
        assertThat(conf.main().holes()).isEqualTo(conf.gaps());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "no such file", "\uFFFD\uFFFD", "# configuration file :"})
    void a_text_that_is_nothing_is_a_gap(String text) {
        assertThat(NginxConf.parse(text).gaps()).hasSize(1);
    }

    @Test
    void each_broken_line_costs_itself_and_nothing_else() {
        NginxConf conf = NginxConf.parse(fixture("broken-lines"));

        assertThat(conf.gaps())
                .extracting(gap -> gap.cause().toString())
                .containsExactly(
                        "/etc/nginx/nginx.conf:3: no ';' before line 4",
                        "/etc/nginx/nginx.conf:8: unexpected ';'",
                        "/etc/nginx/nginx.conf:9: unexpected 's' behind a closing quote",
                        "/etc/nginx/nginx.conf:10: a quote is not closed",
                        "/etc/nginx/nginx.conf:16: unexpected 'a' behind a closing quote",
                        "/etc/nginx/nginx.conf:22: no ';' before '}'",
                        "/etc/nginx/nginx.conf:25: unexpected '}'");
        assertThat(everything(conf.main()).filter(NginxDirective::known).map(NginxDirective::name))
                .contains("client_body_timeout", "listen", "client_header_timeout", "location", "proxy_pass");
        assertThat(everything(conf.main())
                        .filter(directive -> !directive.legible())
                        .map(NginxDirective::name))
                .containsExactlyInAnyOrder(
                        "keepalive_timeout", "proxy_connect_timeout", "add_header", "location", "proxy_read_timeout");
    }

    @Test
    void a_quote_that_is_never_closed_costs_its_line() {
        NginxConf conf = NginxConf.parse(http("add_header X 'a;\nkeepalive_timeout 5;"));

        assertThat(only(conf.gaps()).cause().toString()).isEqualTo("/etc/nginx/nginx.conf:2: a quote is not closed");
        assertThat(only(inside(conf, "http").all("keepalive_timeout")).args()).containsExactly("5");
    }

    @Test
    void a_quote_that_another_one_further_down_seems_to_close_costs_its_line() {
        NginxConf conf = NginxConf.parse(http("add_header X \"a;\nkeepalive_timeout 5;\nadd_header Y \" b;"));

        assertThat(conf.gaps()).hasSize(2);
        assertThat(only(inside(conf, "http").all("keepalive_timeout")).args()).containsExactly("5");
    }

    @Test
    void a_quoted_word_may_span_lines() {
        NginxConf conf = NginxConf.parse(http("log_format x '{\n  \"status\": $status;\n}';\nkeepalive_timeout 5;"));

        assertThat(conf.gaps()).isEmpty();
        assertThat(only(inside(conf, "http").all("keepalive_timeout")).line()).isEqualTo(5);
    }

    @Test
    void a_block_that_is_never_closed_is_kept_with_a_hole() {
        NginxConf conf = NginxConf.parse(file("http {\nkeepalive_timeout 5;\nserver {\nlisten 80;\n"));

        assertThat(conf.gaps())
                .extracting(gap -> gap.cause().toString())
                .containsExactly(
                        "/etc/nginx/nginx.conf:3: the block is never closed",
                        "/etc/nginx/nginx.conf:2: the block is never closed".replace(":2:", ":1:"));
        assertThat(inside(conf, "http").holes()).isNotEmpty();
        assertThat(only(inside(conf, "http").all("server")).children()).hasSize(1);
    }

    @Test
    void a_server_whose_brace_is_missing_does_not_swallow_the_next() {
        NginxConf conf = NginxConf.parse(http("""
                server {
                    listen 80;
                    location / { return 200;
                server {
                    listen 81;
                }"""));

        assertThat(inside(conf, "http").all("server")).hasSize(2);
        assertThat(conf.gaps())
                .extracting(gap -> gap.cause().toString())
                .containsExactly(
                        "/etc/nginx/nginx.conf:4: the block is not closed before the server in line 5",
                        "/etc/nginx/nginx.conf:2: the block is not closed before the server in line 5");
    }

    @ParameterizedTest
    @CsvSource({"4095, false, true", "4096, false, false", "4094, true, true", "4095, true, false", "5000, true, false"
    })
    void a_word_must_fit_into_the_buffer(int length, boolean quoted, boolean accepted) {
        String word = quoted ? '"' + "a".repeat(length) + '"' : "a".repeat(length);
        NginxConf conf = NginxConf.parse(http("add_header X " + word + ";\nkeepalive_timeout 5;"));

        assertThat(conf.gaps().isEmpty()).isEqualTo(accepted);
        assertThat(inside(conf, "http").all("keepalive_timeout")).hasSize(1);
    }

    @Test
    void a_byte_order_mark_is_a_gap_and_no_more() {
        NginxConf conf = NginxConf.parse(file("\uFEFFhttp { keepalive_timeout 5; }"));

        assertThat(only(conf.gaps()).cause().toString()).contains("byte-order mark");
        assertThat(inside(conf, "http").directives()).hasSize(1);
    }

    @Test
    void a_name_with_broken_bytes_may_have_been_any_directive() {
        NginxConf conf = NginxConf.parse(http("keepalive_tim\uFFFDout 5;\nadd_header X \uFFFD;"));

        assertThat(only(inside(conf, "http").holes()).cause().toString())
                .isEqualTo("/etc/nginx/nginx.conf:2: what stands here is no directive's name");
        assertThat(inside(conf, "http").all("add_header")).hasSize(1);
    }

    private static NginxBlock inside(NginxConf conf, String block) {
        return only(conf.main().all(block)).block().orElseThrow();
    }

    private static Stream<NginxDirective> everything(NginxBlock block) {
        return block.directives().stream()
                .flatMap(directive -> Stream.concat(
                        Stream.of(directive), directive.block().stream().flatMap(NginxConfTest::everything)));
    }
}
