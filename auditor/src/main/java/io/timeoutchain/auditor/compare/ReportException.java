package io.timeoutchain.auditor.compare;

/** A text that is not a report this version can read. The message is a sentence for the user. */
public final class ReportException extends Exception {

    private static final long serialVersionUID = 1L;

    public ReportException(String message) {
        super(message);
    }
}
