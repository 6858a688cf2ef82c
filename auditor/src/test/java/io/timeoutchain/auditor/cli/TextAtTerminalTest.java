package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.auditor.report.QuietReport;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.TextReport;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text report as a person at a terminal sees it. */
class TextAtTerminalTest {

    private static final String CASES = "io.timeoutchain.auditor.cli.ReportsTest#cases";
    private static final String COLOUR = "\u001b\\[[0-9;]*m";
    private static final int NARROW = 40;

    private static String narrow(Report report) {
        return new TextReport(NARROW, NARROW, false).render(report);
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void colours_change_nothing_but_colours_and_no_name_can_paint(ReportsTest.Case one) {
        String coloured = new TextReport(100, Integer.MAX_VALUE, true).render(one.report());
        String plain = new TextReport(100).render(one.report());
        assertThat(coloured.replaceAll(COLOUR, "").lines().map(String::stripTrailing))
                .containsExactlyElementsOf(plain.lines().toList());
        assertThat(coloured.replaceAll(COLOUR, "")).doesNotContain("\u001b");
        if (!one.report().judgement().findings().isEmpty()) {
            assertThat(coloured).contains("\u001b[");
        }
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void at_40_columns_only_what_is_to_be_copied_or_cannot_be_broken_is_wider(ReportsTest.Case one) {
        Set<String> copied = Stream.concat(
                        one.report().judgement().findings().stream().flatMap(finding -> finding.repair().stream()),
                        one.report().repairs().stream()
                                .flatMap(repair -> repair.outcome().changes().stream())
                                .map(change -> change.text()))
                .flatMap(repair -> Stream.concat(
                        Stream.of(repair.text()),
                        repair.texts().stream()
                                .flatMap(text -> Stream.of(
                                        text.where() + ":", "or %s: %s".formatted(text.where(), text.text())))))
                .collect(Collectors.toSet());
        Set<String> observed = one.report().judgement().findings().stream()
                .flatMap(finding -> finding.observed().stream())
                .flatMap(seen -> Stream.of(seen.text(), seen.source().text(), seen.party() + " " + seen.setting()))
                .collect(Collectors.toSet());
        assertThat(narrow(one.report())
                        .lines()
                        .filter(line -> line.length() > NARROW)
                        .map(String::strip))
                .allSatisfy(line -> assertThat(!line.contains(" ") || copied.contains(line) || observed.contains(line))
                        .as(line)
                        .isTrue());
    }

    @Test
    void at_40_columns_every_setting_value_and_source_is_whole() throws Exception {
        Report report = ReportsTest.report(ReportsTest.broken().snapshot(), "");
        List<String> lines = narrow(report).lines().map(String::strip).toList();
        assertThat(report.judgement().findings()).isNotEmpty();
        for (Finding finding : report.judgement().findings()) {
            finding.observed().forEach(seen -> assertThat(lines)
                    .anySatisfy(line -> assertThat(line).startsWith(seen.party() + " " + seen.setting()))
                    .anySatisfy(line -> assertThat(line).endsWith(seen.text()))
                    .contains(seen.source().text()));
        }
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void quiet_is_a_line_for_each_finding_and_the_count(ReportsTest.Case one) {
        List<String> lines = new QuietReport(false).render(one.report()).lines().toList();
        Judgement judgement = one.report().judgement();
        assertThat(lines)
                .hasSize(judgement.findings().size() + judgement.faults().size() + 1);
        assertThat(lines.getLast()).containsPattern("^\\d+ checks?: .* could not be told\\.$");
        assertThat(String.join("\n", lines)).doesNotContain("\u001b");
    }

    // ---- the options

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = TimeoutChain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void options_choose_how_much_is_said() {
        Ran usual = run("demo");
        assertThat(usual.out()).contains("Repair:").doesNotContain("\u001b");
        assertThat(usual.err()).isEmpty();
        assertThat(run("demo", "--color", "always").out()).contains("\u001b[1;31mHIGH");
        assertThat(run("demo", "--color=never").out()).isEqualTo(usual.out());

        Ran quiet = run("demo", "-q");
        assertThat(quiet.out()).contains("callee-closes-first  alb → nginx").doesNotContain("Repair:");
        assertThat(quiet.out().lines().count()).isLessThan(usual.out().lines().count() / 5);

        Ran verbose = run("demo", "--verbose");
        assertThat(verbose.out()).isEqualTo(usual.out());
        assertThat(verbose.err())
                .contains("timeout-chain: eu-west-1: read 6 load balancers, ")
                .containsPattern("timeout-chain: Judging took \\d+\\.\\d s\\.");
    }

    @Test
    void quiet_changes_no_format_for_machines_and_excludes_verbose() {
        assertThat(run("demo", "--quiet", "--format", "csv").out())
                .isEqualTo(run("demo", "--format", "csv").out());
        Ran both = run("demo", "--quiet", "--verbose");
        assertThat(both.code()).isEqualTo(ExitCode.USAGE);
        assertThat(both.err()).contains("--quiet and --verbose exclude each other");
    }
}
