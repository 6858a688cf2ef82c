package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.compare.OnlyNew;
import io.timeoutchain.auditor.compare.ReportReader;
import io.timeoutchain.auditor.compare.Told;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.failure.Failure;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.model.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Against which earlier audit to report. */
final class BaselineOptions {

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description =
                    "Report only what is new or worse than in this JSON report or snapshot. What is known is counted, and what can no longer be told is named.")
    @Nullable
    private Path file;

    /** What makes of a report one in which only the new counts. The file is read now, before anything is collected. */
    UnaryOperator<Report> read(Configuration configuration) {
        Optional<Path> baseline = Optional.ofNullable(file);
        Optional<Told> known = baseline.map(named -> told(named, configuration));
        return report -> known.map(told ->
                        OnlyNew.of(report, told, String.valueOf(baseline.orElseThrow()), configuration.policy()))
                .orElse(report);
    }

    /**
     * What {@code file} tells: a report, or a snapshot, which is judged by {@code configuration}.
     *
     * @throws CommandFailure if it is neither, or cannot be read
     */
    static Told told(Path file, Configuration configuration) {
        try {
            String text = Files.readString(file);
            return SnapshotCodec.isSnapshot(text)
                    ? ReportReader.told(Audit.report(new SnapshotCodec().decode(text), configuration))
                    : ReportReader.read(text);
        } catch (Failure e) {
            throw new CommandFailure(ExitCode.USAGE, Text.of("%s: %s", file, e.sentence()));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, Text.of("%s cannot be read: %s.", file, Problems.of(e)));
        }
    }
}
