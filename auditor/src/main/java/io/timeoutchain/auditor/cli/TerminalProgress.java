package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.collect.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Tells on standard error what is to come and, on a terminal, how far it has come. */
final class TerminalProgress implements Progress {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean onTerminal;

    TerminalProgress(PrintWriter err, boolean onTerminal) {
        this.err = err;
        this.onTerminal = onTerminal;
    }

    @Override
    public synchronized void planned(int calls, Duration estimate) {
        err.printf(
                "About %d API calls, at least %d s at the share of the API quota that may be used.%n",
                calls, estimate.toSeconds());
    }

    @Override
    public synchronized void step(String region, String name, int done, int total) {
        if (onTerminal) {
            err.printf("%s%s: %s %d of %d", CLEAR_LINE, region, name, done, total);
            if (done == total) {
                err.print(CLEAR_LINE);
            }
            err.flush();
        }
    }
}
