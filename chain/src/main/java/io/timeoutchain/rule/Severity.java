package io.timeoutchain.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much harm a defect does; the worst comes first. */
public enum Severity {
    /** Requests fail. */
    HIGH,
    /** Requests fail when something else goes wrong, or work is wasted. */
    MEDIUM,
    /** Works, with a margin that is too small or a setting that misleads. */
    LOW,
    /** Worth knowing. */
    INFO;

    /** The lower-case name that reports and config files use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity with this {@link #id()}. */
    public static Optional<Severity> of(String id) {
        return Arrays.stream(values())
                .filter(severity -> severity.id().equals(id))
                .findFirst();
    }

    /** Tells whether this is as bad as {@code other} or worse. */
    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }
}
