package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.auditor.collect.AwsAction;
import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.report.Phrases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    private static final Map<String, String> BOTH =
            Map.of("timeoutchain.out.terminal", "true", "timeoutchain.err.terminal", "true");

    private static Terminal terminal(Map<String, String> properties, String environment) {
        Map<String, String> variables = Arrays.stream(environment.split(" "))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return Terminal.of(properties::get, variables::get);
    }

    @ParameterizedTest
    @CsvSource({
        "true, '', true",
        "false, '', false",
        "true, TERM=dumb, false",
        "true, TERM=xterm, true",
        "true, NO_COLOR=1, false",
        "true, NO_COLOR=, true",
        "true, CLICOLOR=0, false",
        "false, CLICOLOR_FORCE=1, true",
        "false, CLICOLOR_FORCE=0, false",
        "true, CLICOLOR_FORCE=1 TERM=dumb, true",
        "true, CLICOLOR_FORCE=1 NO_COLOR=1, false",
    })
    void colours_are_for_terminals_unless_the_environment_says_otherwise(
            boolean out, String environment, boolean colours) {
        Terminal terminal = terminal(out ? BOTH : Map.of(), environment);
        assertThat(terminal.colours(Terminal.Colour.auto)).isEqualTo(colours);
        assertThat(terminal.colours(Terminal.Colour.always)).isTrue();
        assertThat(terminal.colours(Terminal.Colour.never)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"COLUMNS=40, 40", "COLUMNS=3, 20", "COLUMNS=0, 0", "COLUMNS=, 0", "COLUMNS=wide, 0", "'', 0"})
    void the_width_is_that_of_the_terminal_where_it_is_known(String environment, int columns) {
        assertThat(terminal(BOTH, environment).columns())
                .isEqualTo(columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns));
    }

    // ---- progress

    private static final Duration SOON = Duration.ofMillis(250);

    private final StringWriter told = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    private TerminalProgress progress(
            TerminalProgress.Amount amount, Map<String, String> properties, String environment) {
        return new TerminalProgress(
                new PrintWriter(told, true), amount, terminal(properties, environment), Phrases.ENGLISH, nanos::get);
    }

    private static void calls(TerminalProgress progress, int number) {
        for (int call = 0; call < number; call++) {
            progress.call("eu-central-1", AwsAction.DESCRIBE_LISTENERS, SOON, Optional.empty());
        }
    }

    private String last() {
        return told.toString().substring(told.toString().lastIndexOf('\r') + 1).replace("\u001b[K", "");
    }

    @Test
    void progress_counts_and_tells_the_time_left_at_the_pace_so_far() {
        TerminalProgress progress = progress(TerminalProgress.Amount.HOW_FAR, BOTH, "COLUMNS=120");
        calls(progress, 2);
        progress.planned(102, Duration.ofSeconds(5));
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        calls(progress, 20);
        progress.step("eu-central-1", "listeners", 20, 50);
        assertThat(last()).isEqualTo("eu-central-1: listeners 20 of 50 · 22 of about 102 calls · about 40 s left");
    }

    @Test
    void before_there_is_a_pace_the_quota_tells_the_time_left() {
        TerminalProgress progress = progress(TerminalProgress.Amount.HOW_FAR, BOTH, "COLUMNS=120");
        progress.planned(2000, Duration.ofSeconds(240));
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        progress.step("eu-central-1", "listeners", 1, 50);
        assertThat(last()).endsWith("· 0 of about 2000 calls · about 4 min left");
    }

    @Test
    void a_line_that_stands_is_no_wider_than_the_terminal_and_is_taken_away() {
        TerminalProgress progress = progress(TerminalProgress.Amount.HOW_FAR, BOTH, "COLUMNS=30");
        progress.step("eu-central-1", "target group attributes", 1, 50);
        assertThat(last()).hasSize(29);
        progress.close();
        assertThat(told.toString()).endsWith("\r\u001b[K");
    }

    @Test
    void without_a_terminal_no_line_is_written_over() {
        TerminalProgress progress = progress(TerminalProgress.Amount.HOW_FAR, Map.of(), "");
        progress.planned(10, Duration.ofSeconds(2));
        calls(progress, 10);
        progress.step("eu-central-1", "listeners", 1, 50);
        progress.close();
        assertThat(told.toString())
                .isEqualTo("About 10 API calls, at least 2 s at the share of the API quota that may be used.\n");
    }

    @Test
    void quiet_tells_nothing_and_verbose_every_call() {
        TerminalProgress quiet = progress(TerminalProgress.Amount.NOTHING, BOTH, "");
        quiet.planned(10, Duration.ofSeconds(2));
        calls(quiet, 1);
        quiet.step("eu-central-1", "listeners", 1, 50);
        quiet.close();
        assertThat(told.toString()).isEmpty();

        TerminalProgress verbose = progress(TerminalProgress.Amount.EVERY_CALL, Map.of(), "");
        calls(verbose, 1);
        verbose.call(
                "",
                AwsAction.GET_CALLER_IDENTITY,
                SOON,
                Optional.of(new CallFailed(CallFailed.Kind.DENIED, "AccessDenied: \u001b[2J")));
        assertThat(told.toString()).isEqualTo("""
                eu-central-1: elasticloadbalancing:DescribeListeners 0.25 s
                sts:GetCallerIdentity 0.25 s, failed: AccessDenied: \\x1b[2J
                """);
    }
}
