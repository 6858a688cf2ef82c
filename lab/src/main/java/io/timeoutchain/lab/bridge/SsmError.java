package io.timeoutchain.lab.bridge;

/** An error that the Systems Manager API answers with, named as in its reference. */
final class SsmError extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    SsmError(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
