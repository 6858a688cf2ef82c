package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Repair;
import io.timeoutchain.rule.RuleCard;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
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
     * @param source where it stands now: a file and line, an attribute, a product's default
     * @param places where to change it: one place where it is written once, more where a fleet has it
     * @param text the line or command that makes the change
     * @param mends what is broken without it
     */
    public record Change(
            Setting setting,
            Bound from,
            Duration to,
            String source,
            List<Place> places,
            Repair text,
            List<Mend> mends) {
        public Change {
            places = List.copyOf(places);
            mends = List.copyOf(mends);
        }

        /** The hosts on which to change it, sorted; empty where it is no host's setting or no host is known. */
        public List<String> hosts() {
            return switch (setting.product()) {
                case CLIENT, CLOUDFRONT, ALB, NLB, TARGET_GROUP, DJANGO, MYSQL -> List.of();
                case NGINX, GUNICORN, LINUX, SYSTEMD, UNKNOWN ->
                    places.stream()
                            .flatMap(place -> place.hosts().stream())
                            .distinct()
                            .sorted()
                            .toList();
            };
        }
    }

    /**
     * A rule at a place that a change mends, or keeps from breaking.
     *
     * @param rule the rule
     * @param spot the place
     */
    public record Mend(RuleCard rule, Finding.Spot spot) {

        /** Tells whether {@code finding}, which may speak of several hosts and routes, is about this. */
        boolean isOf(Finding finding) {
            Finding.Spot other = finding.spot();
            return rule.id().equals(finding.rule().id())
                    && spot.caller().equals(other.caller())
                    && spot.callee().equals(other.callee())
                    && spot.place().loadBalancerArn().equals(other.place().loadBalancerArn())
                    && spot.place().targetGroupArn().equals(other.place().targetGroupArn())
                    && other.place().hosts().containsAll(spot.place().hosts())
                    && List.of(other.place().route().split(", "))
                            .containsAll(List.of(spot.place().route().split(", ")));
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

    /** The changes that mend {@code finding}, in their order; empty where the plan leaves it as it is. */
    public List<Change> mending(Finding finding) {
        return changes.stream()
                .filter(change -> change.mends().stream().anyMatch(mend -> mend.isOf(finding)))
                .toList();
    }

    /** The target groups once every change is made. */
    public List<TargetGroup> repaired() {
        return after(changes);
    }

    /** The target groups once {@code some} of the changes are made. */
    public List<TargetGroup> after(Collection<Change> some) {
        Map<Integer, Duration> values = new HashMap<>();
        some.forEach(change -> {
            Integer number = numbers.get(change);
            if (number == null) {
                throw new IllegalArgumentException(change + " is no change of this plan");
            }
            values.put(number, change.to());
        });
        return with(observed, knobs, values);
    }

    /** {@code observed} with other values of some knobs. */
    static List<TargetGroup> with(List<TargetGroup> observed, Knobs knobs, Map<Integer, Duration> values) {
        if (values.isEmpty()) {
            return Collections.unmodifiableList(observed);
        }
        Map<Integer, Reading<Bound>> readings = new HashMap<>();
        values.forEach(
                (knob, value) -> readings.put(knob, Reading.stated(Bound.after(value), new Source("the repair"))));
        return observed.stream().map(group -> knobs.set(group, readings)).toList();
    }
}
