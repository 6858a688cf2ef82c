package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.rule.Repair;
import io.timeoutchain.rule.RuleCard;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fewest and safest changes that put observed timers in order, each in its turn. */
public final class RepairPlan {

    /**
     * One setting to change.
     *
     * @param setting the setting
     * @param from what it says now
     * @param to what it should say, in whole seconds
     * @param places where it stands: one place where it is written once, more where a fleet has it
     * @param text the line or command that makes the change
     * @param mends the rules that are broken without it
     */
    public record Change(
            Setting setting, Bound from, Duration to, List<Place> places, Repair text, List<RuleCard> mends) {
        public Change {
            places = List.copyOf(places);
            mends = List.copyOf(mends);
        }
    }

    private final List<TargetGroup> observed;
    private final Knobs knobs;
    private final Map<Change, Integer> numbers;
    private final List<Change> changes;

    RepairPlan(List<TargetGroup> observed, Knobs knobs, Map<Change, Integer> numbers, List<Change> order) {
        this.observed = observed;
        this.knobs = knobs;
        this.numbers = Map.copyOf(numbers);
        this.changes = List.copyOf(order);
    }

    /** The changes, in an order in which none of them breaks a rule that held before it. */
    public List<Change> changes() {
        return changes;
    }

    /** The target groups once every change is made. */
    public List<TargetGroup> repaired() {
        return after(changes);
    }

    /** The target groups once {@code some} of the changes are made. */
    public List<TargetGroup> after(Collection<Change> some) {
        Map<Integer, Reading<Bound>> values = new HashMap<>();
        some.forEach(change -> {
            Integer number = numbers.get(change);
            if (number == null) {
                throw new IllegalArgumentException(change + " is no change of this plan");
            }
            values.put(number, Reading.stated(Bound.after(change.to()), new Source("the repair")));
        });
        return observed.stream().map(group -> knobs.set(group, values)).toList();
    }
}
