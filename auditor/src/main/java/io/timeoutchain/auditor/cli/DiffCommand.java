package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.compare.Comparison;
import io.timeoutchain.auditor.compare.ComparisonJson;
import io.timeoutchain.auditor.compare.ComparisonMarkdown;
import io.timeoutchain.auditor.compare.ComparisonText;
import io.timeoutchain.auditor.compare.Told;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.rule.Severity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two reports, or two snapshots, which it judges by the same configuration first. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Tells what is new, fixed, changed and still open between two audits.",
            "A finding is fixed only where the newer audit saw all that could have shown it; otherwise it is no longer told.",
            "Exits with 1 for what is new or worse, and with 3 where something is no longer told."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  timeout-chain diff yesterday.json today.json",
            "  timeout-chain diff yesterday.json today.json --format markdown"
        })
final class DiffCommand implements Callable<Integer> {

    /** The ways to write a comparison. */
    enum Form {
        text,
        json,
        markdown
    }

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "A JSON report (audit --format json) or a snapshot (audit --save-snapshot).")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "A later one of the same account.")
    private Path newer = Path.of("");

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads its annotation
    private ExitCodes exitCodes = new ExitCodes();

    @Mixin
    private ConfigurationOptions configuring = new ConfigurationOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to write the comparison: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Form form = Form.text;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the comparison to a file rather than to standard output.")
    @Nullable
    private Path output;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "medium",
            description =
                    "Exit with 1 if a finding that is new or worse is at least this bad: high, medium, low, info, or never. Default: ${DEFAULT-VALUE}.",
            completionCandidates = ReportOptions.Limits.class)
    private String failOn = "medium";

    @Option(names = "--allow-undecided", description = "Exit with 0 although something is no longer told.")
    private boolean allowUndecided;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Severity> limit = ReportOptions.limit(failOn);
        Configuration configuration = configuring.read(TimeoutChain.of(spec));
        if (output != null) {
            ReportOptions.check(output);
        }
        Told before = BaselineOptions.told(old, configuration);
        Told now = BaselineOptions.told(newer, configuration);
        Comparison comparison = Comparison.of(before.open(), now);
        write(
                switch (form) {
                    case text -> ComparisonText.all(comparison);
                    case json -> ComparisonJson.of(before, now, comparison);
                    case markdown -> ComparisonMarkdown.of(comparison);
                });
        boolean worse = Stream.concat(
                        comparison.fresh().stream(), comparison.worse().stream().map(Comparison.Changed::now))
                .anyMatch(defect -> limit.isPresent() && defect.severity().atLeast(limit.get()));
        if (worse) {
            return ExitCode.FINDINGS;
        }
        return comparison.untold().isEmpty() || allowUndecided ? ExitCode.CLEAN : ExitCode.UNDECIDED;
    }

    private void write(String text) {
        if (output == null) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
        } else {
            ReportOptions.save(output, text);
        }
    }
}
