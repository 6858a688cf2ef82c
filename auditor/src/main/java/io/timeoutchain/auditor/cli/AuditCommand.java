package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.collect.Stop;
import io.timeoutchain.auditor.collect.aws.AwsCloud;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.auditor.snapshot.SnapshotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Audits an account, or a snapshot of one. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Reads load balancers and the hosts behind them, and checks that their timers fit together.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  timeout-chain audit --region eu-central-1",
            "  timeout-chain audit --load-balancer 'web-*' --tag team=web --output sarif=out.sarif",
            "  timeout-chain audit --all-regions --role-arn arn:aws:iam::123456789012:role/auditor --save-snapshot today.json",
            "  timeout-chain audit --snapshot today.json --fail-on high"
        })
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description = "Judge what an earlier audit saved, without any call.")
    @Nullable
    private Path snapshotFile;

    @Option(
            names = "--save-snapshot",
            paramLabel = "FILE",
            description = "Save what was read, so that it can be judged again.")
    @Nullable
    private Path savedSnapshot;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads its annotation
    private ExitCodes exitCodes = new ExitCodes();

    @Mixin
    private ConfigurationOptions configuring = new ConfigurationOptions();

    @Mixin
    private BaselineOptions comparing = new BaselineOptions();

    @Mixin
    private ReportOptions reporting = new ReportOptions();

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Mixin
    private PublishOption publishing = new PublishOption();

    /** Ctrl-C asks for it: what was read by then is judged. */
    private final Stop stop = new Stop();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Configuration configuration = configuring.read(TimeoutChain.of(spec));
        UnaryOperator<Report> onlyNew = comparing.read(configuration);
        reporting.check();
        terminal.check();
        if (savedSnapshot != null) {
            ReportOptions.check(savedSnapshot);
        }
        if (snapshotFile != null && scope.isGiven(spec)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--snapshot judges all that was saved, without any call: leave the options out that say what to collect.");
        }
        if (snapshotFile != null && publishing.isGiven()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--publish tells what is so now: audit the account, or write --format asff and import that.");
        }
        Snapshot snapshot = snapshotFile == null ? collected(scope.options()) : read(snapshotFile);
        if (savedSnapshot != null) {
            ReportOptions.save(savedSnapshot, new SnapshotCodec().encode(snapshot));
        }
        terminal.told(snapshot, spec.commandLine());
        Report report = terminal.timed(
                "Judging",
                spec.commandLine(),
                () -> onlyNew.apply(Audit.report(
                        snapshot,
                        configuration,
                        TimeoutChain.of(spec).surroundings().today())));
        int exitCode = stop.isRequested() ? ExitCode.INTERRUPTED : reporting.exitCode(report);
        reporting.write(report, exitCode, terminal, spec);
        if (exitCode == ExitCode.NOTHING_AUDITED) {
            throw new CommandFailure(
                    ExitCode.NOTHING_AUDITED,
                    "no load balancer is in scope: check the region, the account and the --load-balancer and --tag options.");
        }
        if (exitCode == ExitCode.INTERRUPTED) {
            // Half an audit is for whoever stopped it.
            return exitCode;
        }
        return publishing.publish(
                report, scope.options(), exitCode, spec.commandLine().getErr());
    }

    /** Refuses options that have no meaning. */
    void check() {
        reporting.check();
        scope.options();
    }

    private static Snapshot read(Path file) {
        try {
            return new SnapshotCodec().decode(Files.readString(file));
        } catch (SnapshotException e) {
            throw new CommandFailure(ExitCode.USAGE, "%s: %s".formatted(file, e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "%s cannot be read: %s.".formatted(file, Problems.of(e)));
        }
    }

    @SuppressWarnings("try") // Ctrl-C is heard of while the resource is there
    private Snapshot collected(CollectOptions options) {
        try (AwsCloud cloud = AwsCloud.open(options);
                TerminalProgress progress = terminal.progress(spec.commandLine().getErr());
                Interrupts ctrlC = new Interrupts(() -> {
                    progress.stopping();
                    stop.request();
                })) {
            return Audit.snapshot(cloud, options, progress, stop);
        } catch (CollectFailure e) {
            if (stop.isRequested()) {
                throw new CommandFailure(ExitCode.INTERRUPTED, "stopped before anything was read.");
            }
            throw new CommandFailure(
                    switch (e.kind()) {
                        case WRONG_OPTION -> ExitCode.USAGE;
                        case NO_ACCESS -> ExitCode.NOTHING_AUDITED;
                    },
                    String.valueOf(e.getMessage()));
        }
    }
}
