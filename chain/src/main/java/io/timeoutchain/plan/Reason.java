package io.timeoutchain.plan;

import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Setting;
import io.timeoutchain.rule.RuleCard;
import java.time.Duration;

/** Why a setting has its value in a plan. */
public sealed interface Reason {

    /** The reason for a person. */
    String text();

    /** The user fixed it. */
    record Pinned() implements Reason {
        @Override
        public String text() {
            return "pinned";
        }
    }

    /** The platform fixes it; nobody can set it. */
    record Fixed() implements Reason {
        @Override
        public String text() {
            return "fixed by the platform";
        }
    }

    /** It is what ends the longest request. */
    record LongestRequest() implements Reason {
        @Override
        public String text() {
            return "the longest request";
        }
    }

    /** No rule forces it; {@code why} the value is a good one. */
    record Usual(String why) implements Reason {
        @Override
        public String text() {
            return why;
        }
    }

    /** Nothing asks for more than the least the platform accepts. */
    record Least() implements Reason {
        @Override
        public String text() {
            return "the least that is accepted";
        }
    }

    /**
     * A rule forces it.
     *
     * @param rule the rule
     * @param other the setting at the other side of its ordering
     * @param value what that has
     * @param gap how far apart they must be
     * @param later whether this setting must end later than the other one, or earlier
     */
    record Demanded(RuleCard rule, Setting other, Duration value, Duration gap, boolean later) implements Reason {
        @Override
        public String text() {
            String name = other.isSettable() ? SettingNames.of(other) : other.name();
            return gap.isZero()
                    ? "%s: %s of %s".formatted(rule.id(), later ? "not less than the" : "not more than the", name)
                    : "%s: %s %s than %s (%s)"
                            .formatted(
                                    rule.id(),
                                    gap.compareTo(Duration.ofSeconds(1)) < 0 ? "" : "at least " + Durations.text(gap),
                                    later ? "more" : "less",
                                    name,
                                    Durations.text(value))
                            .replace(":  ", ": ");
        }
    }
}
