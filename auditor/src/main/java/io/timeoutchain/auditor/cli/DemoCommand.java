package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.auditor.snapshot.SnapshotException;
import io.timeoutchain.model.Text;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** Audits the recorded account that comes with the program. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Audits a recorded account that comes with the program; needs no AWS account and no network.",
            "It demonstrates, so it exits with 0 whatever it finds."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  timeout-chain demo",
            "  timeout-chain demo --quiet",
            "  timeout-chain demo --output markdown=demo.md"
        })
final class DemoCommand implements Callable<Integer> {

    private static final String CONFIGURATION = "timeout-chain.yaml";

    @Mixin
    private BaselineOptions comparing = new BaselineOptions();

    @Mixin
    private ReportOptions reporting = new ReportOptions();

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws SnapshotException, ConfigurationException {
        reporting.check();
        terminal.check();
        Snapshot snapshot = new SnapshotCodec().decode(Resources.text("demo/snapshot.json"));
        Configuration configuration = ConfigurationReader.read(CONFIGURATION, Resources.text("demo/" + CONFIGURATION));
        terminal.told(snapshot, spec.commandLine());
        UnaryOperator<Report> onlyNew = comparing.read(configuration);
        Report report = terminal.timed(
                Text.of("Judging"),
                spec.commandLine(),
                () -> onlyNew.apply(Audit.report(
                        snapshot,
                        configuration,
                        TimeoutChain.of(spec).surroundings().today())));
        int exitCode = report.judgement().faults().isEmpty() ? ExitCode.CLEAN : ExitCode.FAULT;
        reporting.write(report, exitCode, terminal, spec);
        return exitCode;
    }
}
