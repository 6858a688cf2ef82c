package io.timeoutchain.lab;

/** The lab cannot run here; the message says why in one sentence that a user can act on. */
public final class LabUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LabUnavailable(String message) {
        super(message);
    }

    public LabUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
