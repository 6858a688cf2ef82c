package io.timeoutchain.plan;

import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.RuleCard;
import java.time.Duration;
import java.util.List;

/**
 * Why there is no plan: from a limit below, one rule after the other pushes a timer up, until one passes a limit above.
 * Together with the two limits the rules make a negative cycle of difference constraints; none of it can be left out.
 *
 * @param least where it begins: this setting has at least this value
 * @param steps what follows from it, in order; empty where both limits are of one setting
 * @param most where it ends: this setting has at most this value
 * @param nearest the nearest values that would do
 * @param together whether all of {@code nearest} are needed, rather than any one of them
 */
public record Conflict(Limit least, List<Step> steps, Limit most, List<Nearest> nearest, boolean together)
        implements Derivation {

    /** What can fix a value. */
    public enum Kind {
        PINNED,
        LONGEST_REQUEST,
        FIXED,
        RANGE
    }

    /** A limit on one setting that does not follow from others. */
    public record Limit(Setting setting, Duration value, Kind kind) {}

    /** A rule by which {@code greater} must end at least {@code gap} after {@code lesser}. */
    public record Step(RuleCard rule, Setting lesser, Setting greater, Duration gap) {}

    /** A value that would do: of the pin on {@code setting}, or of the longest request, which {@code setting} ends. */
    public record Nearest(Setting setting, Duration value, Kind kind) {}

    public Conflict {
        steps = List.copyOf(steps);
        nearest = List.copyOf(nearest);
    }

    /** The conflict in sentences: every pin and every rule in it, and what would do instead. */
    public Text sentence() {
        Text push =
                steps.stream().map(Conflict::push).reduce(begin(), (before, step) -> Text.of("%s; %s", before, step));
        return Text.of("These cannot go together: %s; but %s. %s", push, end(), remedy());
    }

    private static Text push(Step step) {
        String greater = SettingNames.of(step.greater());
        String lesser = SettingNames.of(step.lesser());
        return step.gap().compareTo(Duration.ofSeconds(1)) < 0
                ? Text.of(
                        "%s must be longer than %s (%s)",
                        greater, lesser, step.rule().id())
                : Text.of(
                        "%s must be at least %s longer than %s (%s)",
                        greater, step.gap(), lesser, step.rule().id());
    }

    private Text begin() {
        String name = SettingNames.of(least.setting());
        Duration value = least.value();
        return switch (least.kind()) {
            case PINNED -> Text.of("%s is pinned to %s", name, value);
            case LONGEST_REQUEST -> Text.of("a request may take %s, so %s is no less", value, name);
            case FIXED -> Text.of("%s is %s and cannot be set", name, value);
            case RANGE -> Text.of("%s cannot be less than %s", name, value);
        };
    }

    private Text end() {
        String name = SettingNames.of(most.setting());
        Duration value = most.value();
        return switch (most.kind()) {
            case PINNED -> Text.of("%s is pinned to %s", name, value);
            case LONGEST_REQUEST -> throw new IllegalStateException("the longest request is no limit above");
            case FIXED -> Text.of("%s is %s and cannot be set", name, value);
            case RANGE -> Text.of("%s cannot be more than %s", name, value);
        };
    }

    private Text remedy() {
        if (nearest.isEmpty()) {
            return Text.of("No other value of a pin or of the longest request would do.");
        }
        Text values = Text.joined(
                together ? "%s and %s" : "%s, or %s",
                nearest.stream()
                        .map(value -> value.kind() == Kind.LONGEST_REQUEST
                                ? Text.of("a longest request of %s", value.value())
                                : Text.of("%s = %s", SettingNames.of(value.setting()), value.value()))
                        .toList());
        return Text.of(together ? "Together these would do: %s." : "This would do: %s.", values);
    }
}
