package io.timeoutchain.lab.prove;

import java.util.Locale;

/** The two ways in which a scenario runs. */
public enum Phase {
    /** As its configuration stands. */
    BROKEN,
    /** With the timers that the solver found for it. */
    REPAIRED;

    /** {@code broken} or {@code repaired}, as scenarios and the proof call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
