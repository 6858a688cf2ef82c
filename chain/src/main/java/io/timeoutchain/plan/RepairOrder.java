package io.timeoutchain.plan;

import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An order of changes in which no step leaves anything worse than it was: neither a rule as a whole, nor one of the demands
 * that it makes at one place.
 */
final class RepairOrder {

    /** How many dead ends to meet before an order is taken not to exist: there may be as many as subsets of the changes. */
    private static final int PATIENCE = 1_000;

    private final List<TargetGroup> groups;
    private final Judge judge;
    private final Wants wants;
    private final List<RepairPlan.Change> changes;
    private final List<Integer> knobs;
    private final Set<BitSet> deadEnds = new HashSet<>();

    RepairOrder(List<TargetGroup> groups, Judge judge, Wants wants, Map<RepairPlan.Change, Integer> numbers) {
        this.groups = groups;
        this.judge = judge;
        this.wants = wants;
        this.changes = List.copyOf(numbers.keySet());
        this.knobs = List.copyOf(numbers.values());
    }

    /**
     * The changes in such an order; empty where there is none.
     *
     * @param before what the rules answer before any of them
     * @param after what they answer after all of them
     */
    Optional<List<RepairPlan.Change>> order(List<Judge.Answer> before, List<Judge.Answer> after) {
        return from(new BitSet(), wants.present(), before, after)
                .map(order -> order.stream().map(changes::get).toList());
    }

    private Optional<List<Integer>> from(BitSet done, long[] values, List<Judge.Answer> now, List<Judge.Answer> last) {
        if (done.cardinality() == changes.size()) {
            return Optional.of(new ArrayList<>());
        }
        if (deadEnds.contains(done) || deadEnds.size() >= PATIENCE) {
            return Optional.empty();
        }
        for (int next = 0; next < changes.size(); next++) {
            if (done.get(next)) {
                continue;
            }
            int knob = knobs.get(next);
            long[] then = values.clone();
            then[knob] = changes.get(next).to().toMillis();
            boolean breaks = wants.all()
                    .anyMatch(want -> want.touches(knob) && Wants.holds(want, values) && !Wants.holds(want, then));
            if (breaks) {
                continue;
            }
            BitSet more = (BitSet) done.clone();
            more.set(next);
            List<Judge.Answer> after = more.cardinality() == changes.size() ? last : answers(more);
            if (!noneWorse(now, after)) {
                continue;
            }
            Optional<List<Integer>> rest = from(more, then, after, last);
            if (rest.isPresent()) {
                rest.get().addFirst(next);
                return rest;
            }
        }
        deadEnds.add(done);
        return Optional.empty();
    }

    private List<Judge.Answer> answers(BitSet done) {
        Map<Integer, Duration> values = new HashMap<>();
        done.stream()
                .forEach(
                        index -> values.put(knobs.get(index), changes.get(index).to()));
        return RepairPlan.with(groups, wants.knobs(), values).stream()
                .flatMap(group -> judge.answers(group).stream())
                .toList();
    }

    /** Tells whether no place is worse in {@code then} than it is in {@code now}. */
    static boolean noneWorse(List<Judge.Answer> now, List<Judge.Answer> then) {
        return IntStream.range(0, now.size())
                .allMatch(at -> rank(then.get(at).verdict()) <= rank(now.get(at).verdict()));
    }

    /** How bad a rule at a place is: it holds, could not be told, or is broken. */
    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass() -> 0;
            case Verdict.NotApplicable(var why) -> 0;
            case Verdict.Undecided open -> 1;
            case Verdict.Fail broke -> 2;
        };
    }
}
