package io.timeoutchain.plan;

import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.RuleCard;
import java.time.Duration;

/** Why a setting has its value in a plan. */
public sealed interface Reason {

    /** The reason for a person. */
    Text text();

    /** The user fixed it. */
    record Pinned() implements Reason {
        @Override
        public Text text() {
            return Text.of("pinned");
        }
    }

    /** The platform fixes it; nobody can set it. */
    record Fixed() implements Reason {
        @Override
        public Text text() {
            return Text.of("fixed by the platform");
        }
    }

    /** It is what ends the longest request. */
    record LongestRequest() implements Reason {
        @Override
        public Text text() {
            return Text.of("the longest request");
        }
    }

    /** No rule forces it; {@code why} the value is a good one. */
    record Usual(Text why) implements Reason {
        @Override
        public Text text() {
            return why;
        }
    }

    /** Nothing asks for more than the least the platform accepts. */
    record Least() implements Reason {
        @Override
        public Text text() {
            return Text.of("the least that is accepted");
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
        public Text text() {
            String name = other.isSettable() ? SettingNames.of(other) : other.name();
            if (gap.isZero()) {
                return Text.of(later ? "%s: not less than the of %s" : "%s: not more than the of %s", rule.id(), name);
            }
            return gap.compareTo(Duration.ofSeconds(1)) < 0
                    ? Text.of(later ? "%s: more than %s (%s)" : "%s: less than %s (%s)", rule.id(), name, value)
                    : Text.of(
                            later ? "%s: at least %s more than %s (%s)" : "%s: at least %s less than %s (%s)",
                            rule.id(),
                            gap,
                            name,
                            value);
        }
    }
}
