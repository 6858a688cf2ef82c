package io.timeoutchain.rule;

import java.util.List;
import java.util.Locale;

/** How sure a finding is. Computed from the readings it rests on, never claimed by a rule. */
public enum Confidence {
    /** Every value was written down somewhere, or seen in force. */
    HIGH,
    /** At least one value is a documented default, which somebody may have changed where we do not look. */
    MEDIUM;

    static Confidence in(List<Observation> observations) {
        return observations.stream().allMatch(seen -> isSure(seen.reading())) ? HIGH : MEDIUM;
    }

    private static boolean isSure(Observation.Kind reading) {
        return switch (reading) {
            case STATED, MEASURED -> true;
            case DEFAULTED, UNREAD -> false;
        };
    }

    /** The lower-case name that reports use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
