package io.timeoutchain.plan;

import io.timeoutchain.model.Setting;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.rule.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A complete set of timers that satisfies every rule, with no timer longer than it must be.
 *
 * @param longestRequest what it was derived from
 * @param shape the stack that it is for
 * @param entries the settings in the order of the chain, front to back
 * @param group the plan as a target group, so that whatever judges a running one can judge it
 * @param remaining what the judge still finds, because no value of a timer mends it: an nginx that is too old, sync
 *     workers with no proxy in front
 */
public record TimeoutPlan(
        Duration longestRequest, Shape shape, List<Entry> entries, TargetGroup group, List<Finding> remaining)
        implements Derivation {

    /**
     * One setting of a plan.
     *
     * @param setting the setting
     * @param value its value, in whole seconds
     * @param reason why
     */
    public record Entry(Setting setting, Duration value, Reason reason) {}

    public TimeoutPlan {
        entries = List.copyOf(entries);
        remaining = List.copyOf(remaining);
    }

    /** The value of {@code setting}, if the stack has it. */
    public Optional<Duration> value(Setting setting) {
        return entries.stream()
                .filter(entry -> entry.setting().equals(setting))
                .map(Entry::value)
                .findFirst();
    }
}
