package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.Suggestion;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.Renderer;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How a report is written, and what it means for the exit code. */
final class ReportOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How to write the report: ${COMPLETION-CANDIDATES}. Default: text.",
            converter = FormatName.class,
            completionCandidates = FormatNames.class)
    @Nullable
    private ReportFormat format;

    @Option(
            names = "--output",
            paramLabel = "[FORMAT=]FILE",
            description = {
                "Write the report to a file rather than to standard output. May be given several times, each with a format of "
                        + "its own: --output sarif=out.sarif --output json=report.json. With --format, what has no file goes to "
                        + "standard output."
            },
            converter = OutputName.class)
    private List<Output> outputs = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "medium",
            description =
                    "Exit with 1 if a finding is at least this bad: high, medium, low, info, or never. Default: ${DEFAULT-VALUE}.",
            completionCandidates = Limits.class)
    String failOn = "medium";

    @Option(names = "--allow-undecided", description = "Exit with 0 although something could not be told.")
    boolean allowUndecided;

    /** A file to write, in the format of {@code --format} unless it names its own. */
    record Output(Optional<ReportFormat> format, Path file) {}

    /** What {@code --fail-on} takes. */
    static final class Limits implements Iterable<String> {

        static final List<String> ALL = Stream.concat(
                        Arrays.stream(Severity.values()).map(Severity::id), Stream.of("never"))
                .toList();

        @Override
        public Iterator<String> iterator() {
            return ALL.iterator();
        }
    }

    static final class FormatNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ReportFormat.ids().iterator();
        }
    }

    static final class FormatName implements CommandLine.ITypeConverter<ReportFormat> {
        @Override
        public ReportFormat convert(String name) {
            return ReportFormat.of(name)
                    .orElseThrow(() -> new CommandLine.TypeConversionException(
                            Text.of("there is no format \"%s\"%s", name, Suggestion.of(name, ReportFormat.ids()))
                                    .toString()));
        }
    }

    static final class OutputName implements CommandLine.ITypeConverter<Output> {

        private static final Pattern NAMED = Pattern.compile("([a-z0-9-]+)=(.*)", Pattern.DOTALL);

        @Override
        public Output convert(String text) {
            Matcher named = NAMED.matcher(text);
            if (!named.matches()) {
                return new Output(Optional.empty(), path(text));
            }
            String name = named.group(1);
            return new Output(
                    Optional.of(ReportFormat.of(name)
                            .orElseThrow(() -> new CommandLine.TypeConversionException(Text.of(
                                            "there is no format \"%s\"%s; write ./%s for a file of that name",
                                            name, Suggestion.of(name, ReportFormat.ids()), text)
                                    .toString()))),
                    path(named.group(2)));
        }

        private static Path path(String text) {
            if (text.isEmpty()) {
                throw new CommandLine.TypeConversionException(Text.marked("no file is named"));
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new CommandLine.TypeConversionException(Text.marked("that is no name of a file"));
            }
        }
    }

    /** Refuses what has no meaning before anything is collected. */
    void check() {
        failOn();
        outputs.forEach(output -> check(output.file()));
        if (outputs.stream().filter(output -> output.format().isEmpty()).count() > 1) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Text.of("two files are named for one format: write --output FORMAT=FILE for the others."));
        }
        Set<Path> files = new HashSet<>();
        outputs.forEach(output -> {
            if (!files.add(output.file().toAbsolutePath().normalize())) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        Text.of("%s is named twice: each report needs a file of its own.", output.file()));
            }
        });
    }

    /** Refuses a file that could not be written. */
    static void check(Path wanted) {
        Path file = wanted.toAbsolutePath();
        Path folder = file.getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw unwritable(wanted, Text.of("it is a folder"));
        }
        if (!Files.isDirectory(folder)) {
            throw unwritable(wanted, Text.of("the folder %s does not exist", folder));
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw unwritable(wanted, Text.of("permission denied"));
        }
    }

    private Optional<Severity> failOn() {
        return limit(failOn);
    }

    /** What {@code --fail-on} means: from which severity on; empty for never. */
    static Optional<Severity> limit(String failOn) {
        if (failOn.equals("never")) {
            return Optional.empty();
        }
        return Optional.of(Severity.of(failOn)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        Text.of("--fail-on has no \"%s\"%s.", failOn, Suggestion.of(failOn, Limits.ALL)))));
    }

    /**
     * Writes {@code report} wherever it was asked for; the process is about to end with {@code exitCode}.
     *
     * @param terminal how the text for standard output is written
     */
    void write(Report report, int exitCode, TerminalOptions terminal, CommandLine.Model.CommandSpec command) {
        Phrases phrases = TimeoutChain.phrases(command);
        ReportFormat usual = format == null ? ReportFormat.TEXT : format;
        boolean hasFile = outputs.stream().anyMatch(output -> output.format().isEmpty());
        for (Output output : outputs) {
            save(
                    output.file(),
                    output.format().orElse(usual).renderer(exitCode, phrases).render(report));
        }
        if (outputs.isEmpty() || (format != null && !hasFile)) {
            PrintWriter out = command.commandLine().getOut();
            Renderer renderer = usual == ReportFormat.TEXT ? terminal.text(phrases) : usual.renderer(exitCode, phrases);
            out.print(renderer.render(report));
            out.flush();
        }
    }

    /** The exit code that {@code report} deserves. */
    int exitCode(Report report) {
        if (report.scope().loadBalancers() == 0) {
            return ExitCode.NOTHING_AUDITED;
        }
        if (!report.judgement().faults().isEmpty()) {
            return ExitCode.FAULT;
        }
        Optional<Severity> limit = failOn();
        boolean found = limit.isPresent()
                && report.judgement().findings().stream()
                        .anyMatch(finding -> finding.severity().atLeast(limit.get()));
        if (found) {
            return ExitCode.FINDINGS;
        }
        boolean open = report.judgement().totals().undecided() > 0
                || !report.gaps().isEmpty()
                || !report.setAside().untold().isEmpty();
        if (open && !allowUndecided) {
            return ExitCode.UNDECIDED;
        }
        return ExitCode.CLEAN;
    }

    /** Writes a file; half a character pair, which a host's answer may hold, becomes a question mark. */
    static void save(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritable(file, Problems.of(e));
        }
    }

    private static CommandFailure unwritable(Path file, Text why) {
        return new CommandFailure(
                ExitCode.USAGE,
                Text.of("%s cannot be written: %s. Name a file in a folder that you may write to.", file, why));
    }
}
