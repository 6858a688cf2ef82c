package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.failure.Failure;
import io.timeoutchain.model.Text;

/** A text that is not a report this version can read. */
public final class ReportException extends Failure {

    private static final long serialVersionUID = 1L;

    public ReportException(Text sentence) {
        super(sentence);
    }
}
