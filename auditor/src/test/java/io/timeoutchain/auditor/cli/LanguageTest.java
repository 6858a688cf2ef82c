package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "LANG, ja_JP.UTF-8, ja",
        "LANG, ja, ja",
        "LC_MESSAGES, ja_JP.eucJP, ja",
        "LC_ALL, ja_JP@modifier, ja",
        "LANG, de_DE.UTF-8, en",
        "LANG, C, en",
        "LANG, POSIX, en",
        "LANG, C.UTF-8, en",
        "TIMEOUT_CHAIN_LANG, ja, ja",
        "TIMEOUT_CHAIN_LANG, JA, ja"
    })
    void a_variable_names_the_language(String variable, String value, String language) {
        assertThat(Language.of(List.of("demo"), Map.of(variable, value))).hasToString(language);
    }

    @Test
    void english_is_spoken_where_nothing_says_otherwise() {
        assertThat(Language.of(List.of("demo"), Map.of())).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void the_first_of_the_locales_variables_that_is_set_counts() {
        assertThat(Language.of(List.of(), Map.of("LC_ALL", "C", "LC_MESSAGES", "ja_JP", "LANG", "ja_JP")))
                .isEqualTo(Locale.ENGLISH);
        assertThat(Language.of(List.of(), Map.of("LC_ALL", "", "LC_MESSAGES", "ja_JP", "LANG", "C")))
                .isEqualTo(Locale.JAPANESE);
    }

    @Test
    void the_programs_own_variable_outranks_the_locale_and_the_option_outranks_both() {
        Map<String, String> japanese = Map.of("TIMEOUT_CHAIN_LANG", "ja", "LANG", "C");

        assertThat(Language.of(List.of("demo"), japanese)).isEqualTo(Locale.JAPANESE);
        assertThat(Language.of(List.of("demo", "--lang", "en"), japanese)).isEqualTo(Locale.ENGLISH);
        assertThat(Language.of(List.of("--lang=en", "demo"), japanese)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void a_language_that_is_not_spoken_is_refused_and_those_that_are_are_named() {
        assertThat(run("demo", "--lang", "de")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no language \"de\" here; give en or ja");
        assertThat(Language.refused(Map.of("TIMEOUT_CHAIN_LANG", "de"))).contains("de");
        assertThat(Language.refused(Map.of("TIMEOUT_CHAIN_LANG", "en"))).isEmpty();
    }

    @Test
    void a_rules_page_is_printed_in_the_language_asked_for() {
        assertThat(run("explain", "silent-drop", "--lang", "ja")).isZero();
        assertThat(out.toString()).startsWith("# silent-drop\n\n## 内容\n");
    }

    @Test
    void the_list_of_rules_is_printed_in_the_language_asked_for() {
        assertThat(run("--lang", "ja", "rules")).isZero();
        assertThat(out.toString()).contains("呼び出し先より先に呼び出し元があきらめる").doesNotContain("Caller");
    }

    @Test
    void a_plan_and_the_reasons_for_it_are_told_in_the_language_asked_for() {
        assertThat(run("derive", "--longest-request", "30s", "--lang", "ja")).isZero();
        assertThat(out.toString()).contains("最長リクエスト").doesNotContain("longest request");
    }

    @Test
    void the_help_is_in_the_language_of_the_locale() {
        TimeoutChain.commandLine(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        Surroundings.ofProcess(),
                        Locale.JAPANESE)
                .execute("audit", "--help");

        assertThat(out.toString()).contains("リージョン").doesNotContain("Show this help");
    }

    @ParameterizedTest
    @CsvSource({"text, demo/report.ja.txt", "markdown, demo/report.ja.md"})
    void the_demo_reads_in_japanese_as_it_was_approved(String format, String golden) {
        assertThat(run("demo", "--format", format, "--lang", "ja")).isZero();
        assertThat(out.toString()).doesNotContainPattern("\\b(?:the|is|are|was|were|that|which|its)\\b");
        Golden.holds(golden, out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "sarif", "junit", "csv", "ocsf", "asff"})
    void what_machines_read_does_not_depend_on_the_language(String format) {
        run("demo", "--format", format, "--lang", "ja");
        String japanese = out.toString();
        out.getBuffer().setLength(0);
        run("demo", "--format", format, "--lang", "en");

        assertThat(japanese).isEqualTo(out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "audit --no-such | 知らないオプションです: '--no-such'",
                "audit --format jsno | オプション '--format' の値が正しくありません: 「jsno」という形式はありません（もしかして「json」ですか？）",
                "audit --api-share many | 'many' は整数ではありません",
                "audit --fail-on hgih | --fail-on に「hgih」はありません（もしかして「high」ですか？）。",
                "audit --region eu-cental-1 | もしかして eu-central-1 ですか？",
                "audit --region | オプション '--region' (REGION) に値がありません",
                "audit --color blue | [auto, always, never] のいずれかを指定してください",
                "audit --tag team | KEY=VALUE の形で指定してください",
                "audit --snapshot none.json | none.json を読み取れません: そのようなファイルやフォルダーはありません。",
                "audit --all-regions --region eu-west-1 | 同時に指定できません",
                "derive | 必須のオプションがありません: '--longest-request=TIME'",
                "derive --longest-request 30 | 単位付きの時間",
                "explain silent-dorp | （もしかして「silent-drop」ですか？）",
                "meassure | もしかして: measure",
                "config | check、show、schema のいずれかを指定してください。",
                "diff one.json | 必須の引数がありません: 'NEW'",
                "demo --baseline timeout-chain.po | timeout-chain.po を読み取れません"
            })
    void what_is_wrong_with_arguments_is_told_in_the_language_asked_for(String arguments, String sentence) {
        Ran ran = Ran.with(Map.of("TIMEOUT_CHAIN_LANG", "ja"), (Object[]) arguments.split(" "));
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains(sentence).doesNotContainPattern(Ran.ENGLISH);
    }

    @Test
    void a_configuration_that_cannot_be_used_is_told_in_japanese(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("chain.yaml"), "margni: 5s\nmargin: soon\n");
        Ran ran = Ran.with(Map.of(), "audit", "--config", file, "--lang", "ja");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err().replace(file.toString(), "chain.yaml")).isEqualTo("""
                        timeout-chain: 設定を使用できません:
                          chain.yaml:1:1: 設定に "margni" というキーはありません（もしかして「margin」ですか？）
                          chain.yaml:2:9: 時間は 5s、500ms、2m、1h30m のように単位付きの数で書きます。"soon" ではありません
                        """);
    }

    @Test
    void a_snapshot_that_is_damaged_is_told_in_japanese(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.json"), "{\"schema\": \"snapshot/1\", \"takenAt\": 5}");
        Ran ran = Ran.with(Map.of(), "audit", "--snapshot", file, "--lang", "ja");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("スナップショット").doesNotContainPattern(Ran.ENGLISH);
    }

    private int run(String... arguments) {
        return TimeoutChain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void what_counts_only_in_a_file_that_is_named_is_told_in_japanese(@TempDir Path unnamed) throws IOException {
        Files.writeString(unnamed.resolve("timeout-chain.yaml"), "role-arn: arn:aws:iam::123456789012:role/x\n");

        Ran ran = Ran.in(unnamed, Map.of(), "--lang", "ja", "audit");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err())
                .contains("timeout-chain.yaml:1:11: role-arn", "--config", "TIMEOUT_CHAIN_CONFIG")
                .doesNotContainPattern(Ran.ENGLISH);
    }
}
