package io.timeoutchain.auditor.scheduled;

/** A run that could audit nothing. It fails, so that whoever watches the function hears of it. */
public final class NothingAudited extends Exception {

    private static final long serialVersionUID = 1L;

    public NothingAudited(String message) {
        super(message);
    }
}
