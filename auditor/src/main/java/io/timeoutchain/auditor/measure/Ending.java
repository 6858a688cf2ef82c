package io.timeoutchain.auditor.measure;

import io.timeoutchain.model.Text;

/** How the other side ended a connection. */
public enum Ending {
    /** In order: a FIN, or TLS's {@code close_notify}. */
    CLOSED(Text.marked("closed")),
    /** With a RST. */
    RESET(Text.marked("reset"));

    private final String word;

    Ending(String word) {
        this.word = word;
    }

    /** {@code closed} or {@code reset}, for a sentence. */
    public String word() {
        return word;
    }
}
