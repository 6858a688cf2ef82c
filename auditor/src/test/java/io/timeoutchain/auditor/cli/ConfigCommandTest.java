package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.config.KnownOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code config check}, {@code show} and {@code schema}; and that the schema and the reader agree. */
class ConfigCommandTest {

    private static final Path PUBLISHED = Path.of("../docs/schema/timeout-chain-1.schema.json");

    private static final Path EXAMPLE = Path.of("../docs/timeout-chain.example.yaml");

    @TempDir
    private Path folder = Path.of("");

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("chain.yaml"), text);
    }

    private List<String> problems(String text) throws IOException {
        Path file = file(text);
        Ran ran = Ran.with(Map.of(), "config", "check", file);
        assertThat(ran.code()).isEqualTo(2);
        return ran.out()
                .lines()
                .map(line -> line.replace(file.toString(), "chain.yaml"))
                .toList();
    }

    // ---- check

    @Test
    void everything_that_is_wrong_is_told_at_once_in_the_order_of_the_file() throws IOException {
        assertThat(problems("""
                        margni: 5s
                        api-share: 500
                        format: jsno
                        declare:
                          - load-balancer: shop-*
                            client: { keep-alive: soon }
                          - load-balancer: shop-blue
                            client: { keep-alive: 5 }
                          - load-balancer: web
                        suppress:
                          - rule: silent-dorp
                            load-balancer: shop
                            reason: known
                            expires: 2027-01-01
                          - rule: silent-drop
                            load-balancer: shop
                            reason: known
                            expires: 2026-11-21
                          - rule: silent-drop
                            load-balancer: shop
                            expires: 2027-02-30
                        commands:
                          diff: { fail-on: hgih }
                        """))
                .containsExactly(
                        "chain.yaml:1:1: the configuration has no key \"margni\" (did you mean \"margin\"?)",
                        "chain.yaml:2:12: --api-share is a percentage from 1 to 100, not 500.",
                        "chain.yaml:3:9: format has no \"jsno\" (did you mean \"json\"?)",
                        "chain.yaml:6:27: set keep-alive to a whole number of seconds or never, not \"soon\"",
                        "chain.yaml:7:5: the client declared here never counts: the one at chain.yaml:5:5 comes first and is for \"shop-*\"",
                        "chain.yaml:9:5: this declares nothing",
                        "chain.yaml:11:5: there is no rule \"silent-dorp\" (did you mean \"silent-drop\"?)",
                        "chain.yaml:15:5: this suppresses nothing any more: 2026-11-21 was its last day",
                        "chain.yaml:19:5: a suppression needs \"reason\": write why, for whoever reads the report",
                        "chain.yaml:21:14: a day is written as year-month-day, such as 2027-03-31, not \"2027-02-30\"",
                        "chain.yaml:23:20: fail-on has no \"hgih\" (did you mean \"high\"?)");
    }

    @ParameterizedTest
    @CsvSource({"shop-*, shop-*, true", "'*', shop, true", "sho?, shop, true", "a?, a*, false", "shop, shop-*, false"})
    void a_declaration_is_shadowed_by_one_that_matches_all_that_it_does(String first, String second, boolean shadowed)
            throws IOException {
        Path file = file("""
                declare:
                  - load-balancer: "%s"
                    client: { keep-alive: 5 }
                  - load-balancer: "%s"
                    client: { keep-alive: 6 }
                """.formatted(first, second));
        assertThat(Ran.with(Map.of(), "config", "check", file).code()).isEqualTo(shadowed ? 2 : 0);
    }

    @Test
    void a_suppression_below_a_wider_one_does_nothing() throws IOException {
        String one = "  - { rule: silent-drop, load-balancer: '%s', reason: known, expires: %s }\n";
        assertThat(problems(
                        "suppress:\n" + one.formatted("shop-*", "2027-01-02") + one.formatted("shop-a", "2027-01-01")))
                .containsExactly(
                        "chain.yaml:3:5: this suppresses nothing: the one at chain.yaml:2:5 is for all of it, and for as long");
        Path longer =
                file("suppress:\n" + one.formatted("shop-*", "2027-01-01") + one.formatted("shop-a", "2027-01-02"));
        assertThat(Ran.with(Map.of(), "config", "check", longer).code()).isZero();
    }

    @Test
    void what_is_right_is_0_and_a_file_that_is_not_there_is_2() throws IOException {
        Ran right = Ran.with(Map.of(), "config", "check", EXAMPLE);
        assertThat(right.out()).contains("nothing is wrong: 2 entries declared, 1 entry suppressed.");
        assertThat(right.code()).isZero();
        assertThat(Ran.with(Map.of(), "config", "check").code()).isEqualTo(2);
        assertThat(Ran.with(Map.of(), "config", "check", folder.resolve("none.yaml"))
                        .err())
                .contains("no such file");
        assertThat(Ran.with(Map.of("TIMEOUT_CHAIN_CONFIG", EXAMPLE.toString()), "config", "check")
                        .code())
                .isZero();
        assertThat(Ran.with(Map.of(), "config").code()).isEqualTo(2);
    }

    @Test
    void a_misspelt_variable_is_told() {
        Ran ran = Ran.with(Map.of("TIMEOUT_CHAIN_FAILON", "high"), "config", "check", EXAMPLE);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out())
                .isEqualTo("there is no variable \"TIMEOUT_CHAIN_FAILON\" (did you mean \"TIMEOUT_CHAIN_FAIL_ON\"?)\n");
    }

    @Test
    void a_margin_below_a_profile_that_has_one_does_nothing() throws IOException {
        assertThat(problems("margin: 3s\nmargin-profile: strict\n"))
                .containsExactly("chain.yaml:1:9: this margin never counts: the profile \"strict\" has one");
    }

    // ---- show

    @Test
    void what_is_in_force_is_shown_with_where_it_comes_from() throws IOException {
        Path file = file("margin-profile: strict\nregion: [eu-west-1]\nfail-on: low\n");
        Ran ran = Ran.with(
                Map.of("TIMEOUT_CHAIN_CONFIG", file.toString(), "TIMEOUT_CHAIN_FAIL_ON", "high"), "config", "show");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()
                        .replace(file.toString(), "chain.yaml")
                        .lines()
                        .map(line -> line.replaceAll(" {2,}", " | ")))
                .contains(
                        "region | eu-west-1 | chain.yaml:2:9",
                        "fail-on | high | TIMEOUT_CHAIN_FAIL_ON",
                        "margin-profile | strict | chain.yaml:1:17",
                        "margin | 10 s | profile strict",
                        "api-share | 50 | default",
                        "baseline | - | default",
                        "config | chain.yaml | TIMEOUT_CHAIN_CONFIG");
    }

    private List<String> shown(String text, String... arguments) throws IOException {
        Path file = file(text);
        List<Object> words = new ArrayList<>(List.of("config", "show"));
        words.addAll(List.of(arguments));
        Ran ran = Ran.with(Map.of("TIMEOUT_CHAIN_CONFIG", file.toString()), words.toArray());
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out()
                .replace(file.toString(), "chain.yaml")
                .lines()
                .map(line -> line.replaceAll(" {2,}", " | "))
                .toList();
    }

    @Test
    void what_is_in_force_is_shown_for_any_command() throws IOException {
        String text = """
                margin: 3s
                fail-on: high
                commands:
                  diff: { fail-on: low }
                  derive: { longest-request: 30s }
                """;
        assertThat(shown(text, "audit"))
                .isEqualTo(shown(text))
                .contains("fail-on | high | chain.yaml:2:10", "margin | 3 s | chain.yaml:1:9");
        assertThat(shown(text, "diff"))
                .contains(
                        "config | chain.yaml | TIMEOUT_CHAIN_CONFIG",
                        "fail-on | low | chain.yaml:4:20",
                        "format | text | default",
                        "margin | 3 s | chain.yaml:1:9",
                        "margin-profile | - | default");
        assertThat(shown("margin-profile: strict\n", "diff"))
                .contains("margin | 10 s | profile strict", "margin-profile | strict | chain.yaml:1:17");
        assertThat(shown(text, "derive")).contains("longest-request | 30s | chain.yaml:5:30", "margin | 5s | default");
        assertThat(shown(text, "demo")).contains("fail-on | medium | default");
    }

    @Test
    void a_command_that_takes_nothing_from_elsewhere_has_nothing_to_show() {
        Ran ran = Ran.with(Map.of(), "config", "show", "dif");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo("timeout-chain: \"dif\" takes no options from elsewhere (did you mean \"diff\"?).\n");
    }

    // ---- schema

    private static List<KnownOption> known() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return ((TimeoutChain) TimeoutChain.commandLine(nowhere, nowhere).getCommand())
                .layers()
                .known();
    }

    private static JsonNode yaml(String text) {
        return new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    @Test
    void the_published_schema_is_what_the_reader_goes_by() throws IOException {
        String text = Ran.with(Map.of(), "config", "schema").out();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PUBLISHED, text);
        }
        assertThat(text).as("run this test with -Ddocs.update=true").isEqualTo(Files.readString(PUBLISHED));
    }

    @Test
    void every_key_of_the_schema_is_one_of_the_reader_and_the_other_way_round() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(PUBLISHED));
        List<String> objects = new ArrayList<>();
        agree(schema, schema, List.of(), objects);
        assertThat(objects).hasSizeGreaterThan(10);
    }

    /** Asks the reader, at the place of every object of the schema, which keys it knows there: it says so of a strange one. */
    private static void agree(JsonNode schema, JsonNode part, List<String> path, List<String> seen) {
        JsonNode full = part.has("$ref") ? schema.at(part.get("$ref").asText().substring(1)) : part;
        if (full.has("properties")) {
            seen.add(String.join("/", path));
            String strange = nested(path, "{ zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz: 1 }");
            List<String> names = new ArrayList<>();
            full.get("properties").fieldNames().forEachRemaining(names::add);
            assertThat(ConfigurationReader.inspect("x", strange, known()).problems())
                    .as(strange)
                    .anySatisfy(problem -> assertThat(problem).endsWith("; there are: " + String.join(", ", names)));
            full.get("properties").properties().forEach(entry -> {
                List<String> below = new ArrayList<>(path);
                below.add(entry.getKey());
                agree(schema, entry.getValue(), below, seen);
            });
        }
        if (full.has("items")) {
            List<String> below = new ArrayList<>(path);
            below.add("-");
            agree(schema, full.get("items"), below, seen);
        }
        full.path("anyOf").forEach(form -> agree(schema, form, path, seen));
        if (full.path("additionalProperties").has("$ref") && path.contains("margin-profiles")) {
            List<String> below = new ArrayList<>(path);
            below.add("mine");
            agree(schema, full.get("additionalProperties"), below, seen);
        }
    }

    private static String nested(List<String> path, String inner) {
        String text = inner;
        for (String step : path.reversed()) {
            text = step.equals("-") ? "[ %s ]".formatted(text) : "{ %s: %s }".formatted(step, text);
        }
        return text;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../docs/timeout-chain.example.yaml",
                "src/main/resources/io/timeoutchain/auditor/demo/timeout-chain.yaml"
            })
    void what_we_ship_is_valid(String file) throws IOException {
        assertThat(Schema.of("timeout-chain-1").violations(yaml(Files.readString(Path.of(file)))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "margin: 5s",
                "margin: 500ms",
                "margin: 1h30m",
                "margin: 5",
                "margin: ''",
                "margin: soon",
                "margins: { callee-closes-first: 1m }",
                "margins: { calee-closes-first: 1m }",
                "severities: { reload-drops-idle: info }",
                "severities: { reload-drops-idle: bad }",
                "margin-profile: strict",
                "margin-profiles: { strict: { margin: 1s } }",
                "margin-profiles: { ci: { margin: 1s, margins: { silent-drop: 2s } } }",
                "margin-profiles: { ci: { marge: 1s } }",
                "declare: [ { client: { keep-alive: 0 } } ]",
                "declare: [ { client: { keep-alive: never } } ]",
                "declare: [ { client: { keep-alive: None } } ]",
                "declare: [ { client: { keep-alive: -1 } } ]",
                "declare: [ { client: { keep-alive: 1.5 } } ]",
                "declare: [ { django: { CONN_MAX_AGE: None, request-limit: 25 } } ]",
                "declare: [ { django: { CONN_MAX_AGE: never } } ]",
                "declare: [ { mysql: { wait_timeout: 0 } } ]",
                "declare: [ { mysql: { wait_timeout: 1 } } ]",
                "declare: [ { mysql: { wait_timeout: never } } ]",
                "declare: [ { mysql: { max_execution_time: 0 } } ]",
                "declare: [ { cloudfront: { ConnectionAttempts: 3 } } ]",
                "declare: [ { cloudfront: { ConnectionAttempts: 4 } } ]",
                "declare: [ { cloudfront: { ConnectionAttempts: 0 } } ]",
                "declare: [ { cloudfront: { OriginReadTimeout: 0 } } ]",
                "declare: [ { cloudfront: { OriginReadTimeout: 60 } } ]",
                "declare: [ { before-database: [ nat-gateway, { kind: vpc-endpoint, idle: 6m } ] } ]",
                "declare: [ { before-database: [ nat ] } ]",
                "declare: [ { before-database: [ { kind: nat-gateway } ] } ]",
                "declare: { client: { keep-alive: 0 } }",
                "suppress: [ { rule: silent-drop, load-balancer: shop, reason: known, expires: 2027-01-31 } ]",
                "suppress: [ { rule: silent-drop, load-balancer: shop, account: 123456789012, reason: known, expires: 2027-01-31 } ]",
                "suppress: [ { rule: silent-drop, load-balancer: shop, reason: known } ]",
                "suppress: [ { rule: silent-drop, load-balancer: shop, expires: 2027-01-31 } ]",
                "suppress: [ { rule: silent-drop, reason: known, expires: 2027-01-31 } ]",
                "suppress: [ { load-balancer: shop, reason: known, expires: 2027-01-31 } ]",
                "suppress: [ { rule: silent-drop, load-balancer: '', reason: known, expires: 2027-01-31 } ]",
                "suppress: [ { rule: silent-drop, load-balancer: shop, reason: ' ', expires: 2027-01-31 } ]",
                "suppress: [ { rule: silent-drop, load-balancer: shop, reason: known, expires: 31.1.2027 } ]",
                "suppress: [ { rule: silent-drop, load-balancer: shop, reason: known, expires: 2027-02-30 } ]",
                "suppress: [ { rule: silent-drop, load-balancer: shop, raeson: known, expires: 2027-01-31 } ]",
                "fail-on: high",
                "fail-on: hihg",
                "no-hosts: true",
                "no-hosts: perhaps",
                "region: eu-west-1",
                "region: [ eu-west-1, eu-central-1 ]",
                "tag: { team: web }",
                "config: other.yaml",
                "format: sarif",
                "format: yaml",
                "output: [ sarif=out.sarif, json=out.json ]",
                "commands: { diff: { fail-on: low }, derive: { worker-class: gthread } }",
                "commands: { diff: { fail-on: lo } }",
                "commands: { audit: { fail-on: low } }",
                "colour: red",
                "{}",
            })
    void what_the_reader_refuses_the_schema_refuses_and_the_other_way_round(String text) {
        assertThat(Schema.of("timeout-chain-1").violations(yaml(text)).isEmpty())
                .as(text)
                .isEqualTo(ConfigurationReader.inspect("x", text, known())
                        .problems()
                        .isEmpty());
    }
}
