package io.timeoutchain.auditor.snapshot;

/** A text that is not a snapshot this version can read. The message is a sentence for the user. */
public final class SnapshotException extends Exception {

    public SnapshotException(String message) {
        super(message);
    }
}
