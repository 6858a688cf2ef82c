package io.timeoutchain.auditor.cli;

import io.timeoutchain.model.Text;

/** A command that cannot do what it was asked for, with a sentence that says why and what to do. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient Text sentence;

    CommandFailure(int exitCode, Text sentence) {
        super(sentence.toString());
        this.exitCode = exitCode;
        this.sentence = sentence;
    }

    int exitCode() {
        return exitCode;
    }

    /** The sentence for the user. */
    Text sentence() {
        return sentence;
    }
}
