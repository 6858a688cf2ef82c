package io.timeoutchain.auditor.measure;

/** How the other side ended a connection. */
public enum Ending {
    /** In order: a FIN, or TLS's {@code close_notify}. */
    CLOSED("closed"),
    /** With a RST. */
    RESET("reset");

    private final String word;

    Ending(String word) {
        this.word = word;
    }

    /** {@code closed} or {@code reset}, for a sentence. */
    public String word() {
        return word;
    }
}
