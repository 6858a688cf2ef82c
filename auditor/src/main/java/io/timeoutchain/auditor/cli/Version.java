package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.audit.Audit;
import picocli.CommandLine;

/** What {@code --version} prints. */
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"timeout-chain " + Audit.version()};
    }
}
