package io.timeoutchain.auditor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.timeoutchain.auditor.config.Configuration.Declaration;
import io.timeoutchain.auditor.snapshot.Glob;
import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.product.client.ClientSettings;
import io.timeoutchain.product.cloudfront.CloudFrontSettings;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.mysql.MysqlSettings;
import io.timeoutchain.product.network.KnownMiddlebox;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {

    private static final String FILE = "chain.yaml";

    private static Configuration read(String... lines) throws ConfigurationException {
        return ConfigurationReader.read(FILE, String.join("\n", lines) + "\n");
    }

    private static List<String> problems(String text) {
        try {
            ConfigurationReader.read(FILE, text);
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage()).lines().toList();
        }
        return List.of();
    }

    private static Reading<Bound> timer(Optional<Party> party, Setting setting) {
        return Optional.ofNullable(party.orElseThrow().timers().get(setting)).orElseThrow();
    }

    private static Reading<Bound> stated(Bound bound, int line) {
        return Reading.stated(bound, Source.line(FILE, line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing but a comment\n", "---\n", "\uFEFF", "{}"})
    void a_file_that_says_nothing_decides_nothing(String text) throws ConfigurationException {
        assertThat(ConfigurationReader.read(FILE, text)).isEqualTo(Configuration.NONE);
    }

    @Test
    void margins_and_severities_are_the_policy() throws ConfigurationException {
        assertThat(read(
                                "margin: 2s",
                                "margins:",
                                "  callee-closes-first: 1m30s",
                                "  silent-drop: 500ms",
                                "severities:",
                                "  reload-drops-idle: high",
                                "  callee-closes-first: info")
                        .policy())
                .isEqualTo(new JudgePolicy(
                        Duration.ofSeconds(2),
                        Map.of("callee-closes-first", Duration.ofSeconds(90), "silent-drop", Duration.ofMillis(500)),
                        Map.of("reload-drops-idle", Severity.HIGH, "callee-closes-first", Severity.INFO)));
    }

    @Test
    void each_party_is_declared_in_its_own_names_and_units() throws ConfigurationException {
        Configuration configuration = read(
                "declare:",
                "  - client:",
                "      keep-alive: 90",
                "      response-timeout: never",
                "      connect-timeout: 3",
                "    cloudfront:",
                "      OriginReadTimeout: 60",
                "      OriginKeepaliveTimeout: 50",
                "      ConnectionTimeout: 4",
                "      ConnectionAttempts: 2",
                "    django:",
                "      CONN_MAX_AGE: None",
                "      SESSION_COOKIE_AGE: 1800",
                "      request-limit: 25",
                "      read_timeout: 20",
                "      connect_timeout: None",
                "    mysql:",
                "      wait_timeout: 600",
                "      max_execution_time: 1500");
        Declaration declaration = configuration.declarations().getFirst();
        assertThat(declaration.loadBalancer()).isEqualTo(Glob.ANY);
        assertThat(timer(declaration.client(), ClientSettings.KEEP_ALIVE)).isEqualTo(stated(Bound.ofSeconds(90), 3));
        assertThat(timer(declaration.client(), ClientSettings.RESPONSE_TIMEOUT)).isEqualTo(stated(Bound.never(), 4));
        assertThat(timer(declaration.client(), ClientSettings.CONNECT_TIMEOUT))
                .isEqualTo(stated(Bound.ofSeconds(3), 5));
        assertThat(timer(declaration.cloudFront(), CloudFrontSettings.RESPONSE_TIMEOUT))
                .isEqualTo(stated(Bound.ofSeconds(60), 7));
        assertThat(timer(declaration.cloudFront(), CloudFrontSettings.KEEP_ALIVE_TIMEOUT))
                .isEqualTo(stated(Bound.ofSeconds(50), 8));
        assertThat(timer(declaration.cloudFront(), CloudFrontSettings.CONNECTION_TIMEOUT))
                .isEqualTo(stated(Bound.ofSeconds(4), 9));
        assertThat(declaration.cloudFront().orElseThrow().quantities())
                .containsEntry(Quantity.TRIES, Reading.stated(2L, Source.line(FILE, 10)));
        assertThat(timer(declaration.django(), DjangoSettings.CONN_MAX_AGE)).isEqualTo(stated(Bound.never(), 12));
        assertThat(timer(declaration.django(), DjangoSettings.SESSION_COOKIE_AGE))
                .isEqualTo(stated(Bound.ofSeconds(1800), 13));
        assertThat(timer(declaration.django(), DjangoSettings.REQUEST_LIMIT))
                .isEqualTo(stated(Bound.ofSeconds(25), 14));
        assertThat(timer(declaration.django(), DjangoSettings.READ_TIMEOUT)).isEqualTo(stated(Bound.ofSeconds(20), 15));
        assertThat(timer(declaration.django(), DjangoSettings.CONNECT_TIMEOUT)).isEqualTo(stated(Bound.never(), 16));
        assertThat(timer(declaration.mysql(), MysqlSettings.WAIT_TIMEOUT)).isEqualTo(stated(Bound.ofSeconds(600), 18));
        assertThat(timer(declaration.mysql(), MysqlSettings.MAX_EXECUTION_TIME))
                .isEqualTo(stated(Bound.after(Duration.ofMillis(1500)), 19));
    }

    @Test
    void what_is_left_out_of_a_declared_party_is_a_gap_that_says_what_to_declare() throws ConfigurationException {
        Configuration configuration = read("declare:", "  - mysql:", "      wait_timeout: 600");
        assertThat(configuration.declarations().getFirst().mysql().orElseThrow().gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.remedy())
                        .isEqualTo("declare max_execution_time under mysql in timeout-chain.yaml"));
    }

    @Test
    void a_middlebox_is_a_name_or_a_kind_with_its_idle_limit() throws ConfigurationException {
        Configuration configuration = read(
                "declare:",
                "  - before-load-balancer:",
                "      - global-accelerator",
                "    before-database:",
                "      - kind: network-firewall",
                "        idle: 10m",
                "      - nat-gateway");
        Declaration declaration = configuration.declarations().getFirst();
        assertThat(declaration.beforeLoadBalancer())
                .containsExactly(KnownMiddlebox.GLOBAL_ACCELERATOR.withItsDefault());
        assertThat(declaration.beforeDatabase())
                .containsExactly(
                        KnownMiddlebox.NETWORK_FIREWALL.with(Duration.ofMinutes(10), Source.line(FILE, 6)),
                        KnownMiddlebox.NAT_GATEWAY.withItsDefault());
    }

    @Test
    void the_first_declaration_that_matches_wins_for_each_party_and_middleboxes_add_up() throws ConfigurationException {
        Configuration configuration = read(
                "declare:",
                "  - load-balancer: shop-?",
                "    client: { keep-alive: 1 }",
                "    before-database: [nat-gateway]",
                "  - load-balancer: 'shop-*'",
                "    client: { keep-alive: 2 }",
                "    mysql: { wait_timeout: 3 }",
                "    before-database: [nat-gateway, vpc-endpoint]");
        assertThat(timer(configuration.declared("shop-1", Declaration::client), ClientSettings.KEEP_ALIVE)
                        .known())
                .contains(Bound.ofSeconds(1));
        assertThat(timer(configuration.declared("shop-1", Declaration::mysql), MysqlSettings.WAIT_TIMEOUT)
                        .known())
                .contains(Bound.ofSeconds(3));
        assertThat(timer(configuration.declared("shop-12", Declaration::client), ClientSettings.KEEP_ALIVE)
                        .known())
                .contains(Bound.ofSeconds(2));
        assertThat(configuration.declared("blog", Declaration::client)).isEmpty();
        assertThat(configuration.standing("shop-1", Declaration::beforeDatabase))
                .extracting(Middlebox::name)
                .containsExactly("the NAT gateway", "the interface endpoint");
        assertThat(configuration.standing("blog", Declaration::beforeDatabase)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "margn: 5s|chain.yaml:1:1: the configuration has no key \"margn\" (did you mean \"margin\"?)",
                "colour: red|chain.yaml:1:1: the configuration has no key \"colour\"; there are: margin, margins, severities, margin-profile, margin-profiles, declare, suppress, commands",
                "declare: [{lod-balancer: x}]|chain.yaml:1:12: a declaration has no key \"lod-balancer\" (did you mean \"load-balancer\"?)",
                "declare: [{client: {keepalive: 5}}]|chain.yaml:1:21: client has no key \"keepalive\" (did you mean \"keep-alive\"?)",
                "declare: [{mysql: {wait_timeout: 5s}}]|chain.yaml:1:34: set wait_timeout to a whole number of seconds, not \"5s\"",
                "declare: [{django: {CONN_MAX_AGE: never}}]|chain.yaml:1:35: set CONN_MAX_AGE to a whole number of seconds or None, not \"never\"",
                "declare: [{client: {keep-alive: -1}}]|chain.yaml:1:33: set keep-alive to a whole number of seconds or never, not \"-1\"",
                "declare: [{cloudfront: {ConnectionAttempts: 7}}]|chain.yaml:1:45: set ConnectionAttempts to 1, 2 or 3, not \"7\"",
                "declare: [{client: {keep-alive: [5]}}]|chain.yaml:1:33: one value is expected here",
                "declare: [{client: 5}]|chain.yaml:1:20: client is written as \"key: value\" lines",
                "declare: {client: 5}|chain.yaml:1:10: \"declare\" is a list: begin each item with \"- \"",
                "declare: [5]|chain.yaml:1:11: a declaration is written as \"key: value\" lines",
                "declare: [{before-database: nat-gateway}]|chain.yaml:1:29: \"before-database\" is a list: begin each item with \"- \"",
                "declare: [{before-database: [nat-gatway]}]|chain.yaml:1:30: no middlebox is called \"nat-gatway\" (did you mean \"nat-gateway\"?)",
                "declare: [{before-database: [{kind: nat-gateway}]}]|chain.yaml:1:30: a middlebox is a name, or a mapping with \"kind\" and \"idle\"",
                "declare: [{before-database: [{kind: nat-gateway, idle: 5}]}]|chain.yaml:1:56: a duration is a number with its unit, such as 5s, 500ms, 2m or 1h30m, not \"5\"",
                "margin: 5|chain.yaml:1:9: a duration is a number with its unit, such as 5s, 500ms, 2m or 1h30m, not \"5\"",
                "margin: [5s]|chain.yaml:1:9: one value is expected here",
                "margins: 5s|chain.yaml:1:10: margins is written as \"key: value\" lines",
                "margins: {callee-closes-frist: 5s}|chain.yaml:1:11: margins has no key \"callee-closes-frist\" (did you mean \"callee-closes-first\"?)",
                "severities: {silent-drop: fatal}|chain.yaml:1:27: a severity is high, medium, low or info, not \"fatal\"",
                "[margin]|chain.yaml:1:1: the configuration is written as \"key: value\" lines",
                "just text|chain.yaml:1:1: the configuration is written as \"key: value\" lines",
                "? [a]\\n: b|chain.yaml:1:3: one value is expected here",
                "margin: 1s\\nmargin: 2s|chain.yaml:2:1: \"margin\" is given twice",
                "margin: 1s\\n---\\nmargin: 2s|chain.yaml:2:1: not valid YAML: but found another document",
            })
    void what_has_no_meaning_is_told_with_its_place(String text, String problem) {
        assertThat(problems(text.replace("\\n", "\n"))).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "margin: [5s|chain.yaml:2:1",
                "margin: \"5s|chain.yaml:2:1",
                "margin:\\n\\t5s|chain.yaml:2:1",
                "margin: 5s\\n  x: y|chain.yaml:2:4",
                "margin: *gone|chain.yaml:1:9",
                "é: 1\\nß: x\\u0007|chain.yaml:2:5",
            })
    void malformed_yaml_is_told_with_line_and_column(String text, String place) {
        assertThat(problems(text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007") + "\n"))
                .singleElement()
                .asString()
                .startsWith(place + ": not valid YAML: ")
                .doesNotContain("\u0007")
                .doesNotEndWith(": ");
    }

    @Test
    void all_problems_are_told_at_once_in_the_order_of_the_file() {
        assertThat(problems("margn: 1s\nseverities: { silent-drop: bad }\ndeclare:\n  - client: { keep-alive: x }\n"))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactly("chain.yaml:1:1", "chain.yaml:2:28", "chain.yaml:4:27");
    }

    @Test
    void aliases_are_what_they_stand_for() throws ConfigurationException {
        Configuration configuration = read(
                "declare:",
                "  - load-balancer: a",
                "    client: &usual { keep-alive: 5 }",
                "  - load-balancer: b",
                "    client: *usual");
        assertThat(timer(configuration.declared("b", Declaration::client), ClientSettings.KEEP_ALIVE))
                .isEqualTo(stated(Bound.ofSeconds(5), 3));
    }

    @Test
    void a_bomb_of_aliases_or_brackets_ends_quickly_with_a_sentence() {
        StringBuilder laughs = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char name = 'b'; name <= 'z'; name++) {
            String inner = "*" + (char) (name - 1);
            laughs.append(
                    "%c: &%c [%s]\n".formatted(name, name, String.join(", ", Arrays.asList(inner, inner, inner))));
        }
        String manyAliases = "margins: &m {}\nx: [" + "*m, ".repeat(100_000) + "]\n";
        String itself = "declare: &d [*d]\n";
        for (String bomb : List.of(
                laughs.toString(),
                manyAliases,
                itself,
                "declare: " + "[".repeat(500_000),
                "declare: " + "{a: ".repeat(200_000),
                "x".repeat(4_000_000),
                "? " + "x".repeat(1_000_000) + "\n: y\n")) {
            // Without the limits it would be years; a busy machine may need seconds.
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThat(problems(bomb))
                    .isNotEmpty()
                    .allSatisfy(problem ->
                            assertThat(problem).startsWith("chain.yaml").hasSizeLessThan(1_000)));
        }
    }

    @Test
    void the_example_in_the_documentation_uses_every_key_and_is_valid() throws Exception {
        String example = Files.readString(Path.of("../docs/timeout-chain.example.yaml"));
        List<KnownOption> options = Stream.of("audit fail-on", "audit load-balancer", "diff fail-on")
                .map(option -> option.split(" ", 2))
                .map(option -> new KnownOption(option[0], option[1], KnownOption.Kind.LIST, List.of(), ""))
                .toList();
        Configuration configuration = ConfigurationReader.read("timeout-chain.example.yaml", example, options);
        assertThat(configuration.policy()).isNotEqualTo(JudgePolicy.DEFAULT);
        List<String> names = Stream.concat(
                        Stream.of(
                                "margin",
                                "margins",
                                "severities",
                                "declare",
                                "load-balancer",
                                "before-load-balancer",
                                "before-database",
                                "kind",
                                "idle",
                                "margin-profile",
                                "margin-profiles",
                                "suppress",
                                "commands",
                                "rule",
                                "target-group",
                                "host",
                                "account",
                                "region",
                                "reason",
                                "expires",
                                CloudFrontSettings.CONNECTION_ATTEMPTS),
                        Stream.of(ClientSettings.ALL, CloudFrontSettings.ALL, DjangoSettings.ALL, MysqlSettings.ALL)
                                .flatMap(List::stream)
                                .map(Setting::name))
                .toList();
        assertThat(names).allSatisfy(name -> assertThat(example).containsPattern("(?m)^[ -]*" + name + ":"));
        assertThat(KnownMiddlebox.values())
                .allSatisfy(box -> assertThat(example).contains(box.id()));
    }

    @Test
    void the_example_in_the_readme_is_valid() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        int start = readme.indexOf("```yaml\n") + "```yaml\n".length();
        String example = readme.substring(start, readme.indexOf("```", start));
        assertThat(ConfigurationReader.read("README.md", example).declarations())
                .isNotEmpty();
    }

    @Test
    void an_exception_names_every_problem_on_a_line_of_its_own() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read("a: 1", "b: 2"))
                .withMessageMatching("(?s)chain.yaml:1:1: [^\n]+\nchain.yaml:2:1: [^\n]+");
    }
}
