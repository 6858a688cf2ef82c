package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.report.Report;
import java.util.Optional;
import picocli.CommandLine;

/** The version that the build wrote into the jar. */
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"timeout-chain " + text()};
    }

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    static Report.Tool tool() {
        return new Report.Tool("Timeout Chain", text());
    }
}
