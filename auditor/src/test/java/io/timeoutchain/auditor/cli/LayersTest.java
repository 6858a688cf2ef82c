package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.assemble.HostText;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.model.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Options from the environment and the file: all of them, and the nearer before the farther. */
class LayersTest {

    /** What is no option of an audit, but asks for something to be printed. */
    private static final Set<String> COMMANDS_WITHOUT = Set.of("help", "config", "rules", "explain", "completion");

    /** The configuration reads these by itself. */
    private static final Set<String> READ_OTHERWISE = Set.of("margin", "margin-profile");

    @TempDir
    private Path folder = Path.of("");

    private static TimeoutChain top(Map<String, String> environment) {
        return top(Ran.surroundings(environment));
    }

    private static TimeoutChain top(Surroundings surroundings) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return TimeoutChain.commandLine(nowhere, nowhere, surroundings).getCommand();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("chain.yaml"), text);
    }

    private Path snapshot() throws IOException {
        Account account = Account.shop(60, 80, HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout 30s"));
        return Files.writeString(folder.resolve("snapshot.json"), new SnapshotCodec().encode(account.snapshot()));
    }

    // ---- every option

    record Case(String command, OptionSpec option) {

        String name() {
            return Layers.name(option);
        }

        @Override
        public String toString() {
            return command + " --" + name();
        }
    }

    static Stream<Case> options() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        CommandLine all = TimeoutChain.commandLine(nowhere, nowhere, Ran.surroundings(Map.of()));
        return all.getSubcommands().entrySet().stream()
                .filter(command -> !COMMANDS_WITHOUT.contains(command.getKey()))
                .flatMap(command -> command.getValue().getCommandSpec().options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .map(option -> new Case(command.getKey(), option)));
    }

    /** Three values that differ. */
    private static List<String> samples(Case one) {
        OptionSpec option = one.option();
        if (option.typeInfo().isBoolean()) {
            return List.of("true", "false", "true");
        }
        if (option.typeInfo().isMap()) {
            return List.of("a=1s", "b=2s", "c=3s");
        }
        if (option.completionCandidates() != null) {
            List<String> words = StreamSupport.stream(
                            option.completionCandidates().spliterator(), false)
                    .toList();
            return List.of(words.getFirst(), words.get(words.size() > 1 ? 1 : 0), words.getLast());
        }
        return switch (one.name()) {
            case "margin-profile" -> List.of("strict", "relaxed", "default");
            case "api-share" -> List.of("10", "20", "30");
            default -> List.of("1s", "2s", "3s");
        };
    }

    private static List<Object> effective(Map<String, String> environment, Case one, List<String> arguments) {
        TimeoutChain top = top(environment);
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return value(
                TimeoutChain.commandLine(nowhere, nowhere, Ran.surroundings(environment)),
                one,
                Layers.together(arguments, top.layers().below(arguments)));
    }

    private static List<Object> value(CommandLine commands, Case one, String... words) {
        CommandLine.ParseResult result = commands.parseArgs(
                        Stream.concat(Stream.of(words), required(one)).toArray(String[]::new))
                .subcommand();
        return result.hasMatchedOption("--" + one.name())
                ? List.of(result.matchedOptionValue("--" + one.name(), (Object) ""))
                : List.of();
    }

    /** What else the command cannot do without. */
    private static Stream<String> required(Case one) {
        return switch (one.command()) {
            case "derive" -> one.name().equals("longest-request") ? Stream.of() : Stream.of("--longest-request=30s");
            case "diff" -> Stream.of("old.json", "new.json");
            case "measure" -> Stream.of("http://localhost/");
            default -> Stream.of();
        };
    }

    @ParameterizedTest
    @MethodSource("options")
    void the_command_line_comes_before_the_environment_and_that_before_the_file(Case one) throws IOException {
        List<String> samples = samples(one);
        boolean audit = one.command().equals("audit");
        boolean inFile = !one.command().equals("demo")
                && !one.name().equals("config")
                && !(READ_OTHERWISE.contains(one.name()) && audit);
        String line = "%s: %s\n".formatted(one.name(), samples.get(0));
        Path file = file(!inFile ? "" : audit ? line : "commands:\n  %s:\n    %s".formatted(one.command(), line));
        List<String> command = new ArrayList<>(List.of(one.command()));
        Map<String, String> location = Map.of("TIMEOUT_CHAIN_CONFIG", file.toString());
        Map<String, String> environment = new HashMap<>(location);
        environment.putIfAbsent(Layers.variable(one.command(), one.name()), samples.get(1));
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        CommandLine plain = TimeoutChain.commandLine(nowhere, nowhere, Ran.surroundings(Map.of()));
        List<List<Object>> expected = samples.stream()
                .map(sample -> value(plain, one, one.command(), "--%s=%s".formatted(one.name(), sample)))
                .toList();

        if (inFile) {
            assertThat(effective(location, one, command)).isEqualTo(expected.get(0));
        }
        if (!one.name().equals("config")) {
            assertThat(effective(environment, one, command))
                    .isEqualTo(samples.get(1).equals("false") ? List.of() : expected.get(1));
        }
        Path same = Files.copy(file, folder.resolve("same.yaml"));
        String last = one.name().equals("config") ? same.toString() : samples.get(2);
        assertThat(effective(environment, one, List.of(one.command(), "--%s=%s".formatted(one.name(), last))))
                .isEqualTo(value(plain, one, one.command(), "--%s=%s".formatted(one.name(), last)))
                .isNotEmpty();
    }

    @Test
    void every_option_of_every_command_is_known_to_the_file_but_those_of_the_demo() {
        Set<String> known = top(Map.of()).layers().known().stream()
                .map(option -> option.command() + " --" + option.name())
                .collect(Collectors.toSet());
        assertThat(options().map(Case::toString)).hasSizeGreaterThan(30).allSatisfy(option -> assertThat(
                        known.contains(option))
                .as(option)
                .isEqualTo(!option.startsWith("demo ") && !option.endsWith(" --config")));
    }

    // ---- a file that nobody named

    /** They say as whom calls are made and where they go, what hosts do, and which files are written. */
    private static final Set<String> ONLY_IF_NAMED = Set.of(
            "profile",
            "role-arn",
            "endpoint-url",
            "publish",
            "document",
            "measure",
            "response",
            "output",
            "save-snapshot",
            "directory");

    /** What anybody may say whose checkout an audit is run in. */
    private static final Set<String> HARMLESS = Set.of(
            "all-regions",
            "allow-undecided",
            "api-share",
            "baseline",
            "color",
            "database",
            "fail-on",
            "format",
            "lang",
            "load-balancer",
            "longest-request",
            "margin",
            "margin-profile",
            "max",
            "nginx-version",
            "no-hosts",
            "no-nginx",
            "no-systemd",
            "pin",
            "quiet",
            "region",
            "snapshot",
            "tag",
            "verbose",
            "worker-class");

    @Test
    void somebody_has_thought_of_every_option_whether_a_file_may_give_it_that_nobody_named() {
        assertThat(options().map(Case::name).filter(name -> !name.equals("config")))
                .allSatisfy(name ->
                        assertThat(HARMLESS.contains(name)).as(name).isNotEqualTo(ONLY_IF_NAMED.contains(name)));
    }

    static Stream<Case> optionsOfTheFile() {
        return options()
                .filter(one -> !one.command().equals("demo") && !one.name().equals("config"))
                .filter(one -> !READ_OTHERWISE.contains(one.name()));
    }

    @ParameterizedTest
    @MethodSource("optionsOfTheFile")
    void what_directs_calls_and_files_counts_only_in_a_file_that_was_named(Case one) throws IOException {
        String line = "%s: %s\n".formatted(one.name(), samples(one).getFirst());
        boolean audit = one.command().equals("audit");
        Path file = Files.writeString(
                folder.resolve("timeout-chain.yaml"),
                audit ? line : "commands:\n  %s:\n    %s".formatted(one.command(), line));
        List<String> plain = List.of(one.command());
        Layers unnamed = top(Ran.surroundings(Map.of(), folder)).layers();
        if (ONLY_IF_NAMED.contains(one.name())) {
            String place = audit
                    ? "1:" + (one.name().length() + 3)
                    : "3:" + (one.name().length() + 7);
            assertThatThrownBy(() -> unnamed.below(plain))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(
                            "%s:%s: %s counts only in a file that is named".formatted(file, place, one.name()))
                    .hasMessageEndingWith("TIMEOUT_CHAIN_CONFIG");
        } else {
            assertThat(unnamed.below(plain)).extracting(Layers.Given::name).containsExactly(one.name());
        }
        Map<String, String> environment = Map.of("TIMEOUT_CHAIN_CONFIG", file.toString());
        assertThat(top(environment).layers().below(plain))
                .extracting(Layers.Given::name)
                .contains(one.name());
        if (audit || one.command().equals("diff")) {
            assertThat(top(Map.of()).layers().below(List.of(one.command(), "--config", file.toString())))
                    .extracting(Layers.Given::name)
                    .containsExactly(one.name());
        }
    }

    @Test
    void a_role_in_a_file_that_nobody_named_ends_an_audit_before_any_call() throws IOException {
        Files.writeString(folder.resolve("timeout-chain.yaml"), """
                region: eu-west-1
                role-arn: arn:aws:iam::123456789012:role/theirs
                endpoint-url: http://collector.example
                """);
        Ran audit = Ran.in(folder, Map.of(), "audit");
        assertThat(audit.code()).isEqualTo(2);
        assertThat(audit.out()).isEmpty();
        assertThat(audit.err().replace(folder + "/", "")).isEqualTo("""
                timeout-chain: the configuration cannot be used:
                  timeout-chain.yaml:2:11: role-arn counts only in a file that is named: if you trust this one, name it with --config or TIMEOUT_CHAIN_CONFIG
                  timeout-chain.yaml:3:15: endpoint-url counts only in a file that is named: if you trust this one, name it with --config or TIMEOUT_CHAIN_CONFIG
                """);
        assertThat(Ran.in(folder, Map.of(), "config", "check").out()).contains("2:11: role-arn", "3:15: endpoint-url");
        assertThat(Ran.in(folder, Map.of(), "config", "check", folder.resolve("timeout-chain.yaml"))
                        .code())
                .isZero();
        assertThat(Ran.in(folder, Map.of(), "audit", "--snapshot", snapshot()).code())
                .isEqualTo(1);
        assertThat(Ran.in(folder, Map.of(), "policy").code()).isZero();
    }

    @Test
    void the_file_is_read_once() throws IOException {
        Path file = file("fail-on: low\n");
        Map<String, String> environment = Map.of("TIMEOUT_CHAIN_CONFIG", file.toString());
        TimeoutChain top = top(environment);
        assertThat(top.layers().below(List.of("audit"))).hasSize(2);
        Files.writeString(file, "fail-on: high\n");
        assertThat(top.configuration(Optional.of(file.toString())).options())
                .singleElement()
                .satisfies(given -> assertThat(given.values()).containsExactly("low"));
    }

    // ---- margins

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                    |      |       |                           | 5 s",
                "margin: 3s                            |      |       |                           | 3 s",
                "margin-profile: relaxed               |      |       |                           | 1 s",
                "margin: 3s;margin-profile: strict     |      |       |                           | 10 s",
                "margin: 3s                            | 4s   |       |                           | 4 s",
                "margin: 3s                            | 4s   |       | --margin=6s               | 6 s",
                "margin: 3s                            |      | strict|                           | 10 s",
                "margin: 3s                            | 4s   | strict|                           | 4 s",
                "margin: 3s                            | 4s   |       | --margin-profile=strict   | 10 s",
                "margin: 3s                            | 4s   | strict| --margin-profile=relaxed  | 1 s",
                "margin-profiles: {ci: {margin: 7s}}   |      | ci    |                           | 7 s",
            })
    void a_margin_comes_from_the_nearest_that_says_one(
            String text, String margin, String profile, String option, String expected) throws IOException {
        Path file = file(text.strip().replace(";", "\n") + "\n");
        Map<String, String> environment = Stream.of(
                        Map.entry("TIMEOUT_CHAIN_CONFIG", file.toString()),
                        Map.entry("TIMEOUT_CHAIN_MARGIN", margin == null ? "" : margin),
                        Map.entry("TIMEOUT_CHAIN_MARGIN_PROFILE", profile == null ? "" : profile))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<String> arguments = Stream.concat(
                        Stream.of("audit"), option == null ? Stream.<String>of() : Stream.of(option))
                .toList();
        TimeoutChain top = top(environment);
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        ConfigurationOptions options = new ConfigurationOptions();
        CommandLine.ParseResult result = TimeoutChain.commandLine(nowhere, nowhere, Ran.surroundings(environment))
                .parseArgs(Layers.together(arguments, top.layers().below(arguments)))
                .subcommand();
        options.file = result.matchedOptionValue("--config", "");
        options.margin = result.matchedOptionValue("--margin", null);
        options.profile = result.matchedOptionValue("--margin-profile", null);
        assertThat(Durations.text(options.read(top).policy().margin())).isEqualTo(expected);
    }

    // ---- what goes together, and what does not

    @Test
    void what_is_written_rules_out_its_opposite_from_farther_away() throws IOException {
        Path file = file("all-regions: true\nmeasure: 60s\nregion: [eu-west-1]\n");
        Map<String, String> environment = Map.of("TIMEOUT_CHAIN_CONFIG", file.toString());
        assertThat(names(environment, "audit", "--region", "us-east-1", "--no-hosts"))
                .containsExactly("config");
        assertThat(names(environment, "audit", "--snapshot", "a.json")).containsExactly("config");
        assertThat(names(environment, "audit", "--all-regions")).containsExactly("config", "measure");
    }

    private static List<String> names(Map<String, String> environment, String... arguments) {
        return top(environment).layers().below(List.of(arguments)).stream()
                .map(Layers.Given::name)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "--lang en audit --quiet, audit --lang en --quiet",
        "--lang=en audit, audit --lang=en",
        "audit --lang en, audit --lang en",
        "--lang en rules, --lang en rules",
        "--help audit, --help audit",
        "--lang, --lang",
    })
    void the_language_may_stand_before_a_command_that_takes_options_from_elsewhere(String written, String read) {
        assertThat(Layers.commandFirst(List.of(written.split(" ")))).containsExactly(read.split(" "));
    }

    @Test
    void a_language_before_the_command_hides_no_option_from_elsewhere() {
        Ran ran = Ran.with(
                Map.of("TIMEOUT_CHAIN_FORMAT", "json", "TIMEOUT_CHAIN_DEMO_FORMAT", "csv"), "--lang", "ja", "demo");
        assertThat(ran.out()).startsWith("\"verdict\"");
    }

    @Test
    void several_values_are_separated_by_commas_in_a_variable_and_are_a_list_in_the_file() throws IOException {
        Path file = file("load-balancer: [web-*, shop]\ntag: { team: web, stage: prod }\n");
        TimeoutChain top = top(
                Map.of("TIMEOUT_CHAIN_CONFIG", file.toString(), "TIMEOUT_CHAIN_REGION", "eu-west-1, eu-central-1,"));
        assertThat(Layers.together(List.of("audit"), top.layers().below(List.of("audit"))))
                .contains(
                        "--region=eu-west-1",
                        "--region=eu-central-1",
                        "--load-balancer=web-*",
                        "--load-balancer=shop",
                        "--tag=team=web",
                        "--tag=stage=prod")
                .hasSize(8);
    }

    @Test
    void an_empty_variable_is_as_none_and_help_needs_no_configuration() throws IOException {
        assertThat(Ran.with(Map.of("TIMEOUT_CHAIN_FORMAT", " "), "demo").code()).isZero();
        Path broken = file("colour: red\n");
        Map<String, String> environment = Map.of("TIMEOUT_CHAIN_CONFIG", broken.toString());
        assertThat(Ran.with(environment, "audit", "--help").code()).isZero();
        assertThat(Ran.with(environment, "rules").code()).isZero();
        assertThat(Ran.with(environment, "demo").code()).isZero();
        assertThat(Ran.with(environment, "audit").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TIMEOUT_CHAIN_FORMAT      | yaml  | there is no format \"yaml\"",
                "TIMEOUT_CHAIN_MARGIN      | 5     | --margin is a time with its unit",
                "TIMEOUT_CHAIN_MARGIN_PROFILE | strikt | --margin-profile has no \"strikt\" (did you mean \"strict\"?)",
                "TIMEOUT_CHAIN_API_SHARE   | many  | is not an int",
                "TIMEOUT_CHAIN_NO_HOSTS    | yes   | is not a boolean",
                "TIMEOUT_CHAIN_FAIL_ON     | hihg  | --fail-on has no \"hihg\" (did you mean \"high\"?)",
                "TIMEOUT_CHAIN_BASELINE    | /none | /none cannot be read",
            })
    void a_value_that_has_no_meaning_is_told_with_its_variable(String variable, String value, String problem)
            throws IOException {
        Ran ran = Ran.with(
                Map.of(variable, value, "TIMEOUT_CHAIN_SNAPSHOT", snapshot().toString()), "audit");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(problem).contains(" comes from " + variable + ")");
    }

    @Test
    void a_value_that_has_no_meaning_is_told_with_its_line() throws IOException {
        Path file = file("snapshot: /none\n");
        Ran share = Ran.with(Map.of(), "audit", "--config", file);
        assertThat(share.code()).isEqualTo(2);
        assertThat(share.err()).contains("/none cannot be read").contains("(--snapshot comes from " + file + ":1:11)");
        assertThat(Ran.with(Map.of(), "audit", "--config", file("api-share: 500\n"))
                        .err())
                .contains("--api-share is a percentage from 1 to 100, not 500.")
                .contains("(--api-share comes from " + file + ":1:12)");
    }

    @Test
    void options_of_the_file_decide_like_those_of_the_command_line() throws IOException {
        Path file = file("snapshot: %s\nallow-undecided: true\nfail-on: never\nformat: json\n".formatted(snapshot()));
        Ran ran = Ran.with(Map.of(), "audit", "--config", file);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("{");
        assertThat(Ran.with(Map.of("TIMEOUT_CHAIN_FAIL_ON", "high"), "audit", "--config", file, "--format", "csv")
                        .out())
                .startsWith("\"verdict\"");
    }
}
