package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.auditor.snapshot.SnapshotException;
import java.util.concurrent.Callable;
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
        })
final class DemoCommand implements Callable<Integer> {

    private static final String CONFIGURATION = "timeout-chain.yaml";

    @Mixin
    private ReportOptions reporting = new ReportOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws SnapshotException, ConfigurationException {
        reporting.check();
        Snapshot snapshot = new SnapshotCodec().decode(Resources.text("demo/snapshot.json"));
        Configuration configuration = ConfigurationReader.read(CONFIGURATION, Resources.text("demo/" + CONFIGURATION));
        Report report = Audit.report(snapshot, configuration);
        int exitCode = report.judgement().faults().isEmpty() ? ExitCode.CLEAN : ExitCode.FAULT;
        reporting.write(
                report, exitCode, TimeoutChain.phrases(spec), spec.commandLine().getOut());
        return exitCode;
    }
}
