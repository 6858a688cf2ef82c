package io.timeoutchain.product.nginx;

import static io.timeoutchain.product.nginx.Dumps.OLD;
import static io.timeoutchain.product.nginx.Dumps.POOLING;
import static io.timeoutchain.product.nginx.Dumps.config;
import static io.timeoutchain.product.nginx.Dumps.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A host's answer is untrusted: whatever it holds, reading it ends, says what it could not read, and keeps the rest. */
class BrokenInputTest {

    // A fixed seed: a failure can be repeated.
    private static final long SEED = 20261121;

    private static final Pattern TIMEOUT = Pattern.compile("\\s*([a-z_]+_timeout) \\d+s?;\\s*");

    static List<String> fixtures() {
        return Dumps.FIXTURES;
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void a_text_that_ends_anywhere_keeps_what_stood_before(String name) {
        String whole = fixture(name);
        for (int end = 0; end <= whole.length(); end += 23) {
            String text = whole.substring(0, end);
            NginxConf conf = NginxConf.parse(text);

            Set<String> expected = statementsOnLinesOfTheirOwn(text);
            assertThat(statements(conf)).as(name + " cut at " + end).containsAll(expected);
            readEverything(text);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void flipped_bytes_cost_nothing_that_stands_before_them(String name) {
        byte[] whole = fixture(name).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(SEED);
        for (int round = 0; round < 80; round++) {
            byte[] bytes = whole.clone();
            int first = bytes.length;
            for (int flip = 0; flip <= random.nextInt(4); flip++) {
                int at = random.nextInt(bytes.length);
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                first = Math.min(first, at);
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            String before = new String(bytes, 0, first, StandardCharsets.UTF_8);

            assertThat(statements(NginxConf.parse(text)))
                    .as(text)
                    .containsAll(statementsOnLinesOfTheirOwn(before.substring(0, before.lastIndexOf('\n') + 1)));
            readEverything(text);
        }
    }

    @Test
    void any_soup_of_nginxs_own_letters_can_be_read() {
        List<String> pieces = List.of(
                "{",
                "}",
                ";",
                "\"",
                "'",
                "\\",
                "$",
                "#",
                "\n",
                " ",
                "@redacted",
                "http",
                "server",
                "location",
                "include",
                "listen",
                "80",
                "*",
                "/",
                "/etc/nginx/nginx.conf",
                "upstream",
                "proxy_pass",
                "http://a",
                "keepalive_timeout",
                "5",
                "content_by_lua_block",
                "[[",
                "]]",
                "--",
                "\n# configuration file /etc/nginx/a.conf:\n",
                "a.conf",
                "if",
                "return",
                "server_name",
                "error_page",
                "keepalive",
                "\uFFFD",
                "map",
                "[::]:80",
                "unix:",
                "@x",
                "proxy_set_header",
                "Connection");
        Random random = new Random(SEED);
        for (int round = 0; round < 1_000; round++) {
            String soup = Stream.generate(() -> pieces.get(random.nextInt(pieces.size())))
                    .limit(random.nextInt(80))
                    .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
            readEverything("# configuration file /etc/nginx/nginx.conf:\nhttp { server { " + soup);
        }
    }

    @Test
    void a_cut_answer_leaves_no_default_that_the_rest_might_have_changed() {
        String whole = fixture("inherited-and-replaced");
        String cut = whole.substring(0, whole.indexOf("location /outer"));

        NginxRoute route = Dumps.route(cut, OLD, "example.com /");

        assertThat(Dumps.timer(route, Role.KEEP_ALIVE).known()).isPresent();
        assertThat(Dumps.timer(route, Role.CONNECT_WAIT)).isInstanceOf(Reading.Unread.class);
        assertThat(config(cut, OLD).routes(80).gaps()).isNotEmpty();
    }

    private static void readEverything(String text) {
        assertThatCode(() -> {
                    NginxConfig config = config(text, POOLING);
                    config.routes(80);
                    config.routes("10.0.0.9", 80);
                    config.routes(8080);
                })
                .as(text)
                .doesNotThrowAnyException();
    }

    /** {@code file:line name} of everything that was read. */
    private static Set<String> statements(NginxConf conf) {
        Set<String> statements = new HashSet<>();
        gather(conf.main(), statements);
        return statements;
    }

    private static void gather(NginxBlock block, Set<String> statements) {
        for (NginxDirective directive : block.directives()) {
            statements.add(directive.source().text() + " " + directive.name());
            directive.block().ifPresent(inner -> gather(inner, statements));
        }
    }

    /** {@code file:line name} of the timeouts in the text's first file that stand, whole, on lines of their own. */
    private static Set<String> statementsOnLinesOfTheirOwn(String text) {
        Set<String> statements = new HashSet<>();
        int start = text.indexOf("# configuration file /etc/nginx/nginx.conf:\n");
        if (start < 0) {
            return statements;
        }
        List<String> lines = text.substring(start)
                .lines()
                .filter(line -> !line.startsWith("nginx: ["))
                .toList();
        for (int line = 1; line < lines.size() && !lines.get(line).startsWith("# configuration"); line++) {
            Matcher timeout = TIMEOUT.matcher(lines.get(line));
            if (timeout.matches()) {
                statements.add("/etc/nginx/nginx.conf:" + line + " " + timeout.group(1));
            }
        }
        return statements;
    }
}
