package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    private int run(String... arguments) {
        return TimeoutChain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}
