package io.timeoutchain.auditor.cli;

/** A command that cannot do what it was asked for, with a sentence that says why and what to do. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    /** The sentence for the user. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
