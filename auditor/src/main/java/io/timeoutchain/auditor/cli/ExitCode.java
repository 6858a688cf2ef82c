package io.timeoutchain.auditor.cli;

/** What the process says to whoever called it. */
final class ExitCode {

    /** Nothing to do. */
    static final int CLEAN = 0;
    /** Findings at or above {@code --fail-on}. */
    static final int FINDINGS = 1;
    /** An option or the configuration file has no meaning. */
    static final int USAGE = 2;
    /** No such finding, but something could not be told. */
    static final int UNDECIDED = 3;
    /** Nothing could be audited. */
    static final int NOTHING_AUDITED = 4;
    /** The report is written, but what {@code --publish} asked for failed, wholly or in part. */
    static final int NOT_PUBLISHED = 5;
    /** A fault of this program (EX_SOFTWARE of sysexits.h). */
    static final int FAULT = 70;
    /** Ended by Ctrl-C, with a report about what was read by then (128 and the number of SIGINT, as shells have it). */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
