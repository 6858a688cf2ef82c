package io.timeoutchain.auditor.snapshot;

import io.timeoutchain.auditor.failure.Failure;
import io.timeoutchain.model.Text;

/** A text that is not a snapshot this version can read. */
public final class SnapshotException extends Failure {

    private static final long serialVersionUID = 1L;

    public SnapshotException(Text sentence) {
        super(sentence);
    }
}
