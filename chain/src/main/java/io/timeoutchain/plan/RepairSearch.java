package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Remedy;
import io.timeoutchain.rule.Verdict;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The search for a cheapest repair. Every timer stays as it is until a clash shows that one of its two ends must give way:
 * each way out is tried, the cheapest first, so that the first set of timers that leaves no clash is a cheapest one. What
 * cannot be had together even with every timer free is given up before, as little as will do.
 */
final class RepairSearch {

    /** More states than any chain was seen to need; a search that is longer gives no answer rather than a late one. */
    static final int PATIENCE = 5_000;

    /** So that another choice among several lesser timers, which changes nothing by itself, only breaks ties. */
    private static final int TIE = 100;

    /** More than all changes together: something is left broken only where no change helps. */
    private static final int LEFT = 1_000_000;

    /**
     * Which timers may move, which of several lesser timers is the one to hold each want, and what is left as it is.
     *
     * @param against the timers whose moving against the rule is in the cost
     */
    private record State(BitSet free, List<Integer> chosen, BitSet left, BitSet against, int cost) {

        /** Without its cost: the same state may be reached in several ways. */
        List<Object> identity() {
            return List.of(free, chosen, left, against);
        }
    }

    private final List<TargetGroup> groups;
    private final Judge judge;
    private final int patience;
    private final Wants wants;
    private final Knobs knobs;
    private final Map<Wants.Want, Network.Clash> reasons = new HashMap<>();
    private int tried;

    RepairSearch(List<TargetGroup> groups, JudgePolicy policy, int patience) {
        this.groups = groups;
        this.judge = new Judge(Rules.all(), policy);
        this.patience = patience;
        this.wants = new Wants(groups, judge);
        this.knobs = wants.knobs();
    }

    RepairOutcome outcome() {
        List<Judge.Answer> before = answers(groups);
        if (before.stream().noneMatch(RepairSearch::fails)) {
            return new RepairOutcome.NothingBroken();
        }
        Optional<Found> found = found(before);
        if (found.isEmpty()) {
            String ended = "the search for a repair was ended after %d tries".formatted(tried);
            return new RepairOutcome.GaveUp(tried, remaining(groups, finding -> ended));
        }
        RepairPlan plan = found.get().plan();
        return found.get().after().stream().noneMatch(RepairSearch::fails)
                ? new RepairOutcome.Mended(plan)
                : new RepairOutcome.Partly(plan, remaining(plan.repaired(), new Reasons(wants, reasons)::of));
    }

    private List<RepairOutcome.Remaining> remaining(List<TargetGroup> left, Function<Finding, String> why) {
        return judge.judge(left).findings().stream()
                .map(finding -> new RepairOutcome.Remaining(finding, why.apply(finding)))
                .toList();
    }

    private List<Judge.Answer> answers(List<TargetGroup> judged) {
        return judged.stream().flatMap(group -> judge.answers(group).stream()).toList();
    }

    private static boolean fails(Judge.Answer answer) {
        return answer.verdict() instanceof Verdict.Fail;
    }

    /** A plan, and what the rules answer once it is carried out. */
    private record Found(RepairPlan plan, List<Judge.Answer> after) {}

    /** The cheapest plan, which has no changes where none helps; empty where the search was ended. */
    private Optional<Found> found(List<Judge.Answer> before) {
        List<Integer> chosen = wants.kept().stream().map(this::earliest).toList();
        State all = new State(wants.movable(), chosen, new BitSet(), new BitSet(), 0);
        return search(all, true, (state, network) -> Optional.of(state)).flatMap(possible -> {
            BitSet free = wants.outside();
            free.and(possible.free());
            int cost = free.stream().map(this::cost).sum();
            return search(
                    new State(free, chosen, possible.left(), new BitSet(), cost),
                    false,
                    (state, network) -> plan(values(network, state), before));
        });
    }

    /**
     * The cheapest state without a clash of which {@code result} makes something.
     *
     * @param mayLeave whether something may be left broken so that there is such a state at all
     */
    private <T> Optional<T> search(State start, boolean mayLeave, BiFunction<State, Network, Optional<T>> result) {
        PriorityQueue<State> open = new PriorityQueue<>(Comparator.comparingInt(State::cost));
        Set<List<Object>> seen = new HashSet<>();
        open.add(start);
        while (!open.isEmpty() && tried < patience) {
            State state = open.remove();
            if (!seen.add(state.identity())) {
                continue;
            }
            tried++;
            Network network = network(state);
            switch (network.solve()) {
                case Network.Clash clash -> open.addAll(waysOut(state, clash, mayLeave));
                case Network.Feasible feasible -> {
                    List<State> undragged = mayLeave ? List.of() : undragged(state, network);
                    if (!undragged.isEmpty()) {
                        open.addAll(undragged);
                        continue;
                    }
                    Optional<T> found = result.apply(state, network);
                    if (found.isPresent()) {
                        return found;
                    }
                    // Each change is right, but there is no order for them: so something is better left.
                    wants.broken().forEach(want -> leave(state, want).ifPresent(open::add));
                }
            }
        }
        return Optional.empty();
    }

    private int earliest(Wants.Want want) {
        return want.lesser().stream()
                .min(Comparator.comparingLong(wants::present))
                .orElseThrow();
    }

    /** Of equally risky changes that of the fewer hosts: one that strayed rather than all that agree. */
    private int cost(int knob) {
        return TIE * Risks.of(knobs.timer(knob).setting())
                + Math.min(knobs.places(knob).size(), TIE / 2);
    }

    private Network network(State state) {
        long[] lower = wants.present();
        long[] upper = wants.present();
        state.free().stream().forEach(knob -> {
            lower[knob] = wants.least(knob);
            upper[knob] = wants.most(knob);
        });
        List<Network.Edge> edges = new ArrayList<>(wants.kept().size());
        for (int index = 0; index < wants.kept().size(); index++) {
            Wants.Want want = wants.kept().get(index);
            if (state.left().get(index)) {
                wants.keepFromGettingWorse(want, lower, upper);
            } else {
                edges.add(new Network.Edge(state.chosen().get(index), want.greater(), want.gap(), want.demand()));
            }
        }
        return new Network(edges, lower, upper);
    }

    private List<State> waysOut(State state, Network.Clash clash, boolean mayLeave) {
        List<State> ways = new ArrayList<>();
        if (!clash.path().isEmpty()) {
            Ordering.Moves first = clash.path().getFirst().demand().moves();
            Ordering.Moves last = clash.path().getLast().demand().moves();
            free(state, clash.from(), first != Ordering.Moves.GREATER).ifPresent(ways::add);
            free(state, clash.to(), last != Ordering.Moves.LESSER).ifPresent(ways::add);
        }
        for (int index = 0; index < wants.kept().size(); index++) {
            Wants.Want want = wants.kept().get(index);
            int choice = state.chosen().get(index);
            if (isOn(clash, choice, want)) {
                for (int other : want.lesser()) {
                    if (other != choice) {
                        List<Integer> chosen = new ArrayList<>(state.chosen());
                        chosen.set(index, other);
                        ways.add(new State(
                                state.free(), List.copyOf(chosen), state.left(), state.against(), state.cost() + 1));
                    }
                }
                if (mayLeave && wants.broken().contains(want)) {
                    leave(state, want).ifPresent(left -> {
                        reasons.putIfAbsent(want, clash);
                        ways.add(left);
                    });
                }
            }
        }
        if (mayLeave) {
            for (int end : Set.of(clash.from(), clash.to())) {
                if (wants.outside().get(end) && state.free().get(end)) {
                    BitSet free = (BitSet) state.free().clone();
                    free.clear(end);
                    ways.add(new State(free, state.chosen(), state.left(), state.against(), state.cost() + LEFT));
                }
            }
        }
        return ways;
    }

    private static boolean isOn(Network.Clash clash, int lesser, Wants.Want want) {
        return clash.path().stream().anyMatch(edge -> edge.lesser() == lesser && edge.greater() == want.greater());
    }

    private Optional<State> leave(State state, Wants.Want want) {
        int index = wants.kept().indexOf(want);
        if (state.left().get(index)) {
            return Optional.empty();
        }
        BitSet left = (BitSet) state.left().clone();
        left.set(index);
        return Optional.of(
                new State(state.free(), state.chosen(), left, state.against(), state.cost() + LEFT * want.weight()));
    }

    private Optional<State> free(State state, int knob, boolean asDeclared) {
        if (state.free().get(knob) || !wants.isMovable(knob)) {
            return Optional.empty();
        }
        BitSet free = (BitSet) state.free().clone();
        free.set(knob);
        State more = new State(free, state.chosen(), state.left(), state.against(), state.cost() + cost(knob));
        return Optional.of(asDeclared ? more : against(more, knob));
    }

    private static State against(State state, int knob) {
        BitSet against = (BitSet) state.against().clone();
        against.set(knob);
        return new State(
                state.free(), state.chosen(), state.left(), against, state.cost() + TIE * Risks.AGAINST_THE_RULE);
    }

    /**
     * What else could be done instead of dragging a timer, which moves for another rule, further than that one asks, to
     * mend a rule that would move the other side: to move that side, or to pay for it. Empty where nothing is dragged.
     */
    private List<State> undragged(State state, Network network) {
        for (Wants.Want want : wants.broken()) {
            int index = wants.kept().indexOf(want);
            int lesser = state.chosen().get(index);
            if (want.demand().moves() == Ordering.Moves.GREATER
                    && !state.left().get(index)
                    && state.free().get(lesser)
                    && !state.free().get(want.greater())
                    && !state.against().get(lesser)
                    && drags(network, lesser, want)) {
                List<State> instead = new ArrayList<>();
                instead.add(against(state, lesser));
                free(state, want.greater(), true).ifPresent(instead::add);
                return instead;
            }
        }
        return List.of();
    }

    /** Tells whether {@code want} alone makes {@code lesser} end earlier than everything else does. */
    private boolean drags(Network network, int lesser, Wants.Want want) {
        long most = network.greatest()[lesser];
        return wants.present(lesser) > most
                && network.without(lesser, want.greater()).greatest()[lesser] > most;
    }

    /** Every timer that may move, as near to what it says now as those before it allow; only those that do move. */
    private Map<Integer, Duration> values(Network network, State state) {
        Map<Integer, Duration> values = new TreeMap<>();
        Network narrowed = network;
        for (int knob : state.free().stream().toArray()) {
            if (!(narrowed.solve() instanceof Network.Feasible solution)) {
                throw new IllegalStateException("what lies between least and greatest has a solution");
            }
            long value = Math.clamp(wants.present(knob), solution.least()[knob], narrowed.greatest()[knob]);
            narrowed = narrowed.with(knob, value);
            if (value != wants.present(knob)) {
                values.put(knob, Duration.ofMillis(value));
            }
        }
        return values;
    }

    private Optional<Found> plan(Map<Integer, Duration> ordered, List<Judge.Answer> before) {
        Map<Integer, Duration> values = new TreeMap<>(ordered);
        Map<Integer, RepairPlan.Mend> alone = new HashMap<>();
        List<Judge.Answer> answers = mendOneByOne(values, alone, before);
        long[] after = wants.present();
        values.forEach((knob, value) -> after[knob] = value.toMillis());
        Map<RepairPlan.Change, Integer> numbers = new LinkedHashMap<>();
        for (Map.Entry<Integer, Duration> entry : values.entrySet()) {
            int knob = entry.getKey();
            List<RepairPlan.Mend> mends = Optional.ofNullable(alone.get(knob))
                    .map(List::of)
                    .orElseGet(() -> Stream.concat(mends(knob, after).stream(), outside(knob, before).stream())
                            .distinct()
                            .toList());
            change(knob, entry.getValue(), mends).ifPresent(change -> numbers.put(change, knob));
        }
        if (numbers.size() < values.size()) {
            return Optional.empty();
        }
        return new RepairOrder(groups, judge, wants, numbers)
                .order(before, answers)
                .map(order -> new Found(new RepairPlan(groups, knobs, numbers, order), answers));
    }

    private Optional<RepairPlan.Change> change(int knob, Duration value, List<RepairPlan.Mend> mends) {
        Timer timer = knobs.timer(knob);
        Bound from = timer.reading().known().orElseThrow();
        return Remedy.set(timer, value)
                .map(remedy -> new RepairPlan.Change(
                        timer.setting(),
                        from,
                        value,
                        Knobs.source(timer.reading()),
                        knobs.places(knob),
                        remedy.at(knobs.place(knob)),
                        mends));
    }

    /** What is broken without the change of {@code knob}; where another change would do instead, what both mend. */
    private List<RepairPlan.Mend> mends(int knob, long[] after) {
        long[] without = after.clone();
        without[knob] = wants.present(knob);
        List<RepairPlan.Mend> mends = wants.all()
                .filter(want -> want.touches(knob) && Wants.holds(want, after) && !Wants.holds(want, without))
                .flatMap(RepairSearch::mended)
                .distinct()
                .toList();
        return mends.isEmpty()
                ? wants.broken().stream()
                        .filter(want -> want.touches(knob))
                        .flatMap(RepairSearch::mended)
                        .distinct()
                        .toList()
                : mends;
    }

    /** The rules that {@code knob} breaks by standing outside the range of its platform. */
    private List<RepairPlan.Mend> outside(int knob, List<Judge.Answer> before) {
        return wants.outside().get(knob)
                ? before.stream()
                        .filter(answer -> answer.verdict() instanceof Verdict.Fail fail
                                && fail.repair().stream().anyMatch(remedy -> turns(knob, answer.spot(), remedy)))
                        .map(answer -> new RepairPlan.Mend(answer.rule(), answer.spot()))
                        .toList()
                : List.of();
    }

    private boolean turns(int knob, Finding.Spot spot, Remedy remedy) {
        return remedy instanceof Remedy.Set(Timer timer, Duration value)
                && knobs.find(spot.place(), timer)
                        .filter(found -> found == knob)
                        .isPresent();
    }

    private static Stream<RepairPlan.Mend> mended(Wants.Want want) {
        return want.asked().stream().map(one -> new RepairPlan.Mend(one.demand().rule(), one.spot()));
    }

    /**
     * What no order of two timers expresses, such as how often a proxy tries again: where its rule knows a value that mends
     * it and breaks nothing, that is added to {@code values}, and what it is for to {@code mended}.
     *
     * @return what the rules answer to all of {@code values}
     */
    private List<Judge.Answer> mendOneByOne(
            Map<Integer, Duration> values, Map<Integer, RepairPlan.Mend> mended, List<Judge.Answer> before) {
        List<Judge.Answer> now = values.isEmpty() ? before : answers(RepairPlan.with(groups, knobs, values));
        for (int at = 0; at < now.size(); at++) {
            if (!(now.get(at).verdict() instanceof Verdict.Fail fail)) {
                continue;
            }
            for (Remedy remedy : fail.repair()) {
                Optional<Integer> knob = untouched(now.get(at).spot(), remedy, values);
                if (knob.isEmpty() || !(remedy instanceof Remedy.Set set)) {
                    continue;
                }
                Map<Integer, Duration> more = new TreeMap<>(values);
                more.put(knob.get(), Duration.ofSeconds(set.value().toSeconds()));
                List<Judge.Answer> then = answers(RepairPlan.with(groups, knobs, more));
                if (!(then.get(at).verdict() instanceof Verdict.Fail) && RepairOrder.noneWorse(now, then)) {
                    values.putAll(more);
                    mended.put(
                            knob.get(),
                            new RepairPlan.Mend(now.get(at).rule(), now.get(at).spot()));
                    now = then;
                    break;
                }
            }
        }
        return now;
    }

    /** The knob that {@code remedy} turns, if it may be and nothing else has. */
    private Optional<Integer> untouched(Finding.Spot spot, Remedy remedy, Map<Integer, Duration> values) {
        return remedy instanceof Remedy.Set(Timer timer, Duration value) && value.toMillis() % 1000 == 0
                ? knobs.find(spot.place(), timer).filter(knob -> wants.isMovable(knob) && !values.containsKey(knob))
                : Optional.empty();
    }
}
