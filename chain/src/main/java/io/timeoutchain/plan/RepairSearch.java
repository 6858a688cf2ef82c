package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Repair;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Verdict;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The search for a cheapest repair. Every timer stays as it is until a clash shows that one of its two ends must give way:
 * each way out is tried, the cheapest first, so that the first set of timers that leaves no clash is a cheapest one.
 */
final class RepairSearch {

    /** More states than any chain was seen to need; a search that is longer gives no answer rather than a late one. */
    private static final int PATIENCE = 5_000;

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final long SECOND = 1000;
    /** So that another choice among several lesser timers, which changes nothing by itself, only breaks ties. */
    private static final int TIE = 100;

    /** A demand, by the numbers of its timers; of the lesser ones only those that are known. */
    private record Want(List<Integer> lesser, int greater, Demand demand) {}

    /** Which timers may move, and which of several lesser timers is the one to hold each demand. */
    private record State(BitSet free, List<Integer> chosen, int cost) {}

    private final List<TargetGroup> groups;
    private final Judge judge;
    private final Knobs knobs;
    private final List<Want> wants = new ArrayList<>();
    private final List<Want> broken = new ArrayList<>();
    private final long[] present;
    private final long[] least;
    private final long[] most;

    RepairSearch(List<TargetGroup> groups, JudgePolicy policy) {
        this.groups = groups;
        this.judge = new Judge(Rules.all(), policy);
        this.knobs = Knobs.of(groups);
        List<Demand> demands =
                groups.stream().flatMap(group -> judge.demands(group).stream()).toList();
        demands.forEach(demand -> {
            demand.lesser().forEach(timer -> knobs.add(demand.chain().place(), timer));
            knobs.add(demand.chain().place(), demand.greater());
        });
        int size = knobs.size();
        present = new long[size];
        least = new long[size];
        most = new long[size];
        for (int knob : knobs.all()) {
            Timer timer = knobs.timer(knob);
            Optional<Setting.Range> range = timer.setting().range();
            present[knob] = timer.ends().map(Duration::toMillis).orElse(Network.NEVER);
            least[knob] = Math.max(
                    SECOND, range.map(known -> known.least().toMillis()).orElse(SECOND));
            most[knob] = range.map(Setting.Range::most).orElse(LONGEST).toMillis();
        }
        demands.forEach(this::sort);
    }

    private int number(Demand demand, Timer timer) {
        return knobs.number(demand.chain().place(), timer);
    }

    /** Demands that hold must go on holding, those that are broken are to be mended, the others must not get worse. */
    private void sort(Demand demand) {
        List<Integer> lesser = demand.lesser().stream()
                .filter(RepairSearch::isKnown)
                .map(timer -> number(demand, timer))
                .distinct()
                .toList();
        int greater = number(demand, demand.greater());
        Want want = new Want(lesser, greater, demand);
        boolean allKnown = isKnown(demand.greater()) && demand.lesser().stream().allMatch(RepairSearch::isKnown);
        if (holds(want, present)) {
            wants.add(want);
        } else if (allKnown && mendable(want)) {
            wants.add(want);
            broken.add(want);
        } else {
            lesser.forEach(knob -> most[knob] = Math.min(most[knob], present[knob]));
            if (isKnown(demand.greater()) && present[greater] != Network.NEVER) {
                least[greater] = Math.max(least[greater], present[greater]);
            }
        }
    }

    private static boolean isKnown(Timer timer) {
        return timer.reading().known().isPresent();
    }

    private static boolean holds(Want want, long[] values) {
        return isKnown(want.demand().greater())
                && (values[want.greater()] == Network.NEVER
                        || want.lesser().stream()
                                .anyMatch(knob -> values[knob] != Network.NEVER
                                        && values[knob] + gap(want) <= values[want.greater()]));
    }

    private static long gap(Want want) {
        return want.demand().gap().toMillis();
    }

    /** Tells whether a change of its own timers alone could mend it. */
    private boolean mendable(Want want) {
        long furthest = movable(want.greater()) ? most[want.greater()] : present[want.greater()];
        return want.lesser().stream()
                .mapToLong(knob -> movable(knob) ? Math.min(least[knob], present[knob]) : present[knob])
                .anyMatch(nearest -> nearest != Network.NEVER && nearest + gap(want) <= furthest);
    }

    /** A limit that is not there at all, as with gunicorn's threads, is not made by writing down another number. */
    private boolean movable(int knob) {
        Timer timer = knobs.timer(knob);
        Setting setting = timer.setting();
        return setting.isSettable()
                && isKnown(timer)
                && setting.product() != Product.UNKNOWN
                && !(timer.neverEnds() && setting.plays(Role.REQUEST_LIMIT));
    }

    Optional<RepairPlan> cheapest() {
        BitSet outside = outsideTheirRange();
        if (broken.isEmpty() && outside.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> ranks = ranks(groups);
        PriorityQueue<State> open = new PriorityQueue<>(Comparator.comparingInt(State::cost));
        Set<List<Object>> seen = new HashSet<>();
        open.add(new State(
                outside,
                wants.stream().map(this::earliest).toList(),
                outside.stream().map(this::cost).sum()));
        for (int tried = 0; tried < PATIENCE && !open.isEmpty(); tried++) {
            State state = open.remove();
            if (!seen.add(List.of(state.free(), state.chosen()))) {
                continue;
            }
            Network network = network(state);
            switch (network.solve()) {
                case Network.Clash clash -> open.addAll(waysOut(state, clash));
                case Network.Feasible feasible -> {
                    Optional<RepairPlan> plan = plan(values(network, state), ranks);
                    if (plan.isPresent()) {
                        return plan;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private BitSet outsideTheirRange() {
        BitSet outside = new BitSet();
        knobs.all().stream()
                .filter(knob -> movable(knob)
                        && knobs.timer(knob)
                                .setting()
                                .range()
                                .filter(range -> !range.admits(
                                        knobs.timer(knob).reading().known().orElseThrow()))
                                .isPresent())
                .forEach(outside::set);
        return outside;
    }

    private int earliest(Want want) {
        return want.lesser().stream()
                .min(Comparator.comparingLong(knob -> present[knob]))
                .orElseThrow();
    }

    private int cost(int knob) {
        return TIE * Risks.of(knobs.timer(knob).setting());
    }

    private Network network(State state) {
        long[] lower = present.clone();
        long[] upper = present.clone();
        state.free().stream().forEach(knob -> {
            lower[knob] = least[knob];
            upper[knob] = most[knob];
        });
        List<Network.Edge> edges = new ArrayList<>(wants.size());
        for (int index = 0; index < wants.size(); index++) {
            Want want = wants.get(index);
            edges.add(new Network.Edge(state.chosen().get(index), want.greater(), gap(want), want.demand()));
        }
        return new Network(edges, lower, upper);
    }

    private List<State> waysOut(State state, Network.Clash clash) {
        List<State> ways = new ArrayList<>();
        if (clash.path().isEmpty()) {
            return ways;
        }
        Ordering.Moves first = clash.path().getFirst().demand().moves();
        Ordering.Moves last = clash.path().getLast().demand().moves();
        free(state, clash.from(), first == Ordering.Moves.LESSER).ifPresent(ways::add);
        free(state, clash.to(), last == Ordering.Moves.GREATER).ifPresent(ways::add);
        for (int index = 0; index < wants.size(); index++) {
            Want want = wants.get(index);
            int choice = state.chosen().get(index);
            boolean met =
                    clash.path().stream().anyMatch(edge -> edge.lesser() == choice && edge.greater() == want.greater());
            if (met) {
                for (int other : want.lesser()) {
                    if (other != choice) {
                        List<Integer> chosen = new ArrayList<>(state.chosen());
                        chosen.set(index, other);
                        ways.add(new State(state.free(), List.copyOf(chosen), state.cost() + 1));
                    }
                }
            }
        }
        return ways;
    }

    private Optional<State> free(State state, int knob, boolean asDeclared) {
        if (state.free().get(knob) || !movable(knob)) {
            return Optional.empty();
        }
        BitSet free = (BitSet) state.free().clone();
        free.set(knob);
        return Optional.of(new State(
                free, state.chosen(), state.cost() + cost(knob) + (asDeclared ? 0 : TIE * Risks.AGAINST_THE_RULE)));
    }

    /** Every timer that may move, as near to what it says now as those before it allow; only those that do move. */
    private Map<Integer, Long> values(Network network, State state) {
        Map<Integer, Long> values = new LinkedHashMap<>();
        Network narrowed = network;
        for (int knob : state.free().stream().toArray()) {
            if (!(narrowed.solve() instanceof Network.Feasible solution)) {
                throw new IllegalStateException("what lies between least and greatest has a solution");
            }
            long value = Math.clamp(present[knob], solution.least()[knob], narrowed.greatest()[knob]);
            narrowed = narrowed.with(knob, value);
            if (value != present[knob]) {
                values.put(knob, value);
            }
        }
        return values;
    }

    private Optional<RepairPlan> plan(Map<Integer, Long> values, List<Integer> ranks) {
        Map<RepairPlan.Change, Integer> numbers = new LinkedHashMap<>();
        values.forEach(
                (knob, value) -> change(knob, Duration.ofMillis(value)).ifPresent(change -> numbers.put(change, knob)));
        if (numbers.isEmpty() || numbers.size() < values.size()) {
            return Optional.empty();
        }
        List<RepairPlan.Change> changes = List.copyOf(numbers.keySet());
        RepairPlan unordered = new RepairPlan(groups, knobs, numbers, changes);
        return order(unordered, numbers, new Step(List.of(), changes, present, ranks))
                .map(order -> new RepairPlan(groups, knobs, numbers, order));
    }

    private Optional<RepairPlan.Change> change(int knob, Duration value) {
        Timer timer = knobs.timer(knob);
        List<RuleCard> mends = broken.stream()
                .filter(want -> want.greater() == knob || want.lesser().contains(knob))
                .map(want -> want.demand().rule())
                .distinct()
                .toList();
        Bound from = timer.reading().known().orElseThrow();
        List<Place> places = knobs.places(knob);
        return Repair.set(timer, value)
                .map(text -> new RepairPlan.Change(timer.setting(), from, value, places, text, mends));
    }

    /** A point on the way: what is done and what is open, and how timers and rules stand there. */
    private static final class Step {
        private final List<RepairPlan.Change> done;
        private final List<RepairPlan.Change> open;
        private final long[] values;
        private final List<Integer> ranks;

        Step(List<RepairPlan.Change> done, List<RepairPlan.Change> open, long[] values, List<Integer> ranks) {
            this.done = done;
            this.open = open;
            this.values = values;
            this.ranks = ranks;
        }
    }

    /**
     * An order in which no step leaves anything worse than it was: neither a rule as a whole, nor one of the demands that
     * it makes at one place.
     */
    private Optional<List<RepairPlan.Change>> order(
            RepairPlan plan, Map<RepairPlan.Change, Integer> numbers, Step step) {
        if (step.open.isEmpty()) {
            return Optional.of(step.done);
        }
        for (RepairPlan.Change next : step.open) {
            long[] values = step.values.clone();
            values[Optional.ofNullable(numbers.get(next)).orElseThrow()] =
                    next.to().toMillis();
            if (wants.stream().anyMatch(want -> holds(want, step.values) && !holds(want, values))) {
                continue;
            }
            List<RepairPlan.Change> done = with(step.done, next);
            List<Integer> ranks = ranks(plan.after(done));
            if (IntStream.range(0, ranks.size()).anyMatch(at -> ranks.get(at) > step.ranks.get(at))) {
                continue;
            }
            List<RepairPlan.Change> open =
                    step.open.stream().filter(change -> !change.equals(next)).toList();
            Optional<List<RepairPlan.Change>> rest = order(plan, numbers, new Step(done, open, values, ranks));
            if (rest.isPresent()) {
                return rest;
            }
        }
        return Optional.empty();
    }

    private static List<RepairPlan.Change> with(List<RepairPlan.Change> done, RepairPlan.Change next) {
        List<RepairPlan.Change> more = new ArrayList<>(done);
        more.add(next);
        return List.copyOf(more);
    }

    /** How bad each rule at each place is: it holds, could not be told, or is broken. */
    private List<Integer> ranks(List<TargetGroup> judged) {
        return judged.stream()
                .flatMap(group -> judge.verdicts(group).stream())
                .map(verdict -> switch (verdict) {
                    case Verdict.Pass() -> 0;
                    case Verdict.NotApplicable(String why) -> 0;
                    case Verdict.Undecided open -> 1;
                    case Verdict.Fail broke -> 2;
                })
                .toList();
    }
}
