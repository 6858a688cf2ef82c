package io.timeoutchain.plan;

import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Setting;
import io.timeoutchain.rule.RuleCard;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

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
    public String sentence() {
        StringBuilder text = new StringBuilder("These cannot go together: ").append(begin());
        for (Step step : steps) {
            text.append("; %s must be at least %s (%s)"
                    .formatted(
                            SettingNames.of(step.greater()),
                            step.gap().compareTo(Duration.ofSeconds(1)) < 0
                                    ? "longer than " + SettingNames.of(step.lesser())
                                    : "%s longer than %s"
                                            .formatted(Durations.text(step.gap()), SettingNames.of(step.lesser())),
                            step.rule().id()));
        }
        return text.append("; but ")
                .append(end())
                .append(". ")
                .append(remedy())
                .toString()
                .replace("must be at least longer than", "must be longer than");
    }

    private String begin() {
        String name = SettingNames.of(least.setting());
        String value = Durations.text(least.value());
        return switch (least.kind()) {
            case PINNED -> "%s is pinned to %s".formatted(name, value);
            case LONGEST_REQUEST -> "a request may take %s, so %s is no less".formatted(value, name);
            case FIXED -> "%s is %s and cannot be set".formatted(name, value);
            case RANGE -> "%s cannot be less than %s".formatted(name, value);
        };
    }

    private String end() {
        String name = SettingNames.of(most.setting());
        String value = Durations.text(most.value());
        return switch (most.kind()) {
            case PINNED -> "%s is pinned to %s".formatted(name, value);
            case LONGEST_REQUEST -> throw new IllegalStateException("the longest request is no limit above");
            case FIXED -> "%s is %s and cannot be set".formatted(name, value);
            case RANGE -> "%s cannot be more than %s".formatted(name, value);
        };
    }

    private String remedy() {
        if (nearest.isEmpty()) {
            return "No other value of a pin or of the longest request would do.";
        }
        String values = nearest.stream()
                .map(value -> value.kind() == Kind.LONGEST_REQUEST
                        ? "a longest request of " + Durations.text(value.value())
                        : SettingNames.of(value.setting()) + " = " + Durations.text(value.value()))
                .collect(Collectors.joining(together ? " and " : ", or "));
        return (together ? "Together these would do: " : "This would do: ") + values + ".";
    }
}
