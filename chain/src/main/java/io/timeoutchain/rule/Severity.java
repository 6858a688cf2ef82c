package io.timeoutchain.rule;

import io.timeoutchain.model.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much harm a defect does; the worst comes first. */
public enum Severity {
    /** Requests fail. */
    HIGH(Text.of("high")),
    /** Requests fail when something else goes wrong, or work is wasted. */
    MEDIUM(Text.of("medium")),
    /** Works, with a margin that is too small or a setting that misleads. */
    LOW(Text.of("low")),
    /** Worth knowing. */
    INFO(Text.of("info"));

    @SuppressWarnings("ImmutableEnumChecker") // it never changes
    private final Text words;

    Severity(Text words) {
        this.words = words;
    }

    /** {@link #id()} in the reader's language. */
    public Text words() {
        return words;
    }

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
