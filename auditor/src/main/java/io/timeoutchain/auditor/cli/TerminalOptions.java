package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.QuietReport;
import io.timeoutchain.auditor.report.Renderer;
import io.timeoutchain.auditor.report.TextReport;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.model.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How much to say to a person, and how. */
final class TerminalOptions {

    /** A terminal as wide as this or wider is given sentences of this length. */
    private static final int WIDEST = 100;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description =
                    "When to colour the text: ${COMPLETION-CANDIDATES}. Auto means on a terminal, unless NO_COLOR is set or TERM is dumb; CLICOLOR_FORCE colours always. Default: ${DEFAULT-VALUE}.")
    private Terminal.Colour colour = Terminal.Colour.auto;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only a line for each finding, and the count. Errors are still told.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell on standard error which calls are made, what was read, and how long each pass takes.")
    private boolean verbose;

    private final Terminal terminal = Terminal.ofThisProcess();

    /** Refuses what has no meaning. */
    void check() {
        if (quiet && verbose) {
            throw new CommandFailure(
                    ExitCode.USAGE, Text.of("--quiet and --verbose exclude each other: give one of them."));
        }
    }

    /** What writes the text report to standard output, in the language of {@code phrases}. */
    Renderer text(Phrases phrases) {
        boolean colours = terminal.colours(colour);
        if (quiet) {
            return new QuietReport(colours, phrases);
        }
        if (terminal.columns().isEmpty()) {
            return new TextReport(WIDEST, Integer.MAX_VALUE, colours, phrases);
        }
        int columns = terminal.columns().getAsInt();
        return new TextReport(Math.min(columns, WIDEST), columns, colours, phrases);
    }

    TerminalProgress progress(PrintWriter err, Phrases phrases) {
        return new TerminalProgress(
                err,
                quiet
                        ? TerminalProgress.Amount.NOTHING
                        : verbose ? TerminalProgress.Amount.EVERY_CALL : TerminalProgress.Amount.HOW_FAR,
                terminal,
                phrases,
                System::nanoTime);
    }

    /** Does {@code pass}, and tells how long it took where that is asked for. */
    <T> T timed(Text name, CommandLine command, Supplier<T> pass) {
        long start = System.nanoTime();
        T done = pass.get();
        if (verbose) {
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
            say(command, Text.of("%s took %s s.", name, String.format(Locale.ROOT, "%.1f", seconds)));
        }
        return done;
    }

    /** Tells what was read, where that is asked for. */
    void told(Snapshot snapshot, CommandLine command) {
        if (!verbose) {
            return;
        }
        for (RegionSnapshot region : snapshot.regions()) {
            say(
                    command,
                    Text.of(
                            "%s: read %d load balancers, %d target groups, %d instances, %d hosts; %d things are missing.",
                            region.region(),
                            region.loadBalancers().size(),
                            region.targetGroups().size(),
                            region.instances().size(),
                            region.hosts().size(),
                            region.gaps().size()));
        }
    }

    private static void say(CommandLine command, Text sentence) {
        TimeoutChain.print(command, sentence);
        command.getErr().flush();
    }
}
