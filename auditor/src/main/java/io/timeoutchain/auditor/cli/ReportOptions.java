package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.Suggestion;
import io.timeoutchain.auditor.report.JsonReport;
import io.timeoutchain.auditor.report.Renderer;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.TextReport;
import io.timeoutchain.rule.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How a report is written, and what it means for the exit code. */
final class ReportOptions {

    private static final int USUAL_WIDTH = 100;

    /** The ways to write a report. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to write the report: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            converter = FormatName.class,
            completionCandidates = FormatNames.class)
    Format format = Format.TEXT;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the report to a file rather than to standard output.")
    @Nullable
    Path output;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "medium",
            description =
                    "Exit with 1 if a finding is at least this bad: high, medium, low, info, or never. Default: ${DEFAULT-VALUE}.")
    String failOn = "medium";

    @Option(names = "--allow-undecided", description = "Exit with 0 although something could not be told.")
    boolean allowUndecided;

    static final class FormatNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Format.values())
                    .map(format -> format.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }
    }

    static final class FormatName implements CommandLine.ITypeConverter<Format> {
        @Override
        public Format convert(String name) {
            return Arrays.stream(Format.values())
                    .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CommandLine.TypeConversionException(
                            "there is no format \"%s\"; there are: text, json".formatted(name)));
        }
    }

    /** Refuses what has no meaning before anything is collected. */
    void check() {
        failOn();
        if (output != null) {
            check(output);
        }
    }

    /** Refuses a file that could not be written. */
    static void check(Path wanted) {
        Path file = wanted.toAbsolutePath();
        Path folder = file.getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw unwritable(wanted, "it is a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw unwritable(wanted, "the folder %s does not exist".formatted(folder));
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw unwritable(wanted, "permission denied");
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
                        "--fail-on has no \"%s\"%s."
                                .formatted(
                                        failOn,
                                        Suggestion.of(
                                                failOn,
                                                Stream.concat(
                                                                Arrays.stream(Severity.values())
                                                                        .map(Severity::id),
                                                                Stream.of("never"))
                                                        .toList())))));
    }

    /** Writes {@code report} where it was asked for. */
    void write(Report report, PrintWriter out) {
        Renderer renderer =
                switch (format) {
                    case TEXT -> new TextReport(USUAL_WIDTH);
                    case JSON -> new JsonReport();
                };
        String text = renderer.render(report);
        if (output == null) {
            out.print(text);
            out.flush();
        } else {
            save(output, text);
        }
    }

    /** The exit code that {@code report} deserves. */
    int exitCode(Report report) {
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
        boolean open =
                report.judgement().totals().undecided() > 0 || !report.gaps().isEmpty();
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

    private static CommandFailure unwritable(Path file, String why) {
        return new CommandFailure(
                ExitCode.USAGE,
                "%s cannot be written: %s. Name a file in a folder that you may write to.".formatted(file, why));
    }
}
