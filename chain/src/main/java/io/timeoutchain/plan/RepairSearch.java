package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
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
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The search for a cheapest repair. Every timer stays as it is until a clash shows that one of its two ends must give way:
 * each way out is tried, the cheapest first, so that the first set of timers that leaves no clash is a cheapest one. What
 * cannot be had together even with every timer free is given up before, as little as will do.
 */
final class RepairSearch {

    /** More states than any chain was seen to need; a search that is longer gives no answer rather than a late one. */
    static final int PATIENCE = 5_000;

    /**
     * How many knobs and wants the search goes over, by state of its patience, before it gives up. A usual chain needs a
     * hundredth; the states of a large fleet that nobody kept in order are each so large that their number is no limit.
     */
    private static final long EFFORT_PER_STATE = 4_000;

    /** So that another choice among several lesser timers, which changes nothing by itself, only breaks ties. */
    private static final long TIE = 100;

    /** More than all changes together: something is left broken only where no change helps. */
    private static final long LEFT = 1_000_000;

    /** The bound of a state from which there is no way to one without a clash. */
    private static final long NO_WAY = Long.MAX_VALUE;

    /** What may be done about a clash. */
    private enum Kind {
        /** Let the timer move. */
        FREE,
        /** Let it move against the rule that would move the other side; it may move already. */
        AGAINST,
        /** Leave the want as it is. */
        LEAVE,
        /** Leave the timer as it is, outside what its platform accepts. */
        STAY
    }

    /**
     * One way out of a clash.
     *
     * @param of a knob, or the place of a want among those that are kept
     */
    private record Way(Kind kind, int of) {}

    /**
     * Which timers may move, and what is left as it is.
     *
     * @param against the timers whose moving against the rule is in the cost
     * @param cost follows from all the others
     */
    private record State(BitSet free, BitSet left, BitSet against, long cost) {}

    /**
     * A state to look at.
     *
     * @param atLeast what a state without a clash costs that is reached from it, or less
     * @param weighed whether that was looked into for this very state
     */
    private record Open(State state, long atLeast, boolean weighed) {}

    /** The cheapest first; of these what has gone furthest. */
    private static final Comparator<Open> ORDER = Comparator.comparingLong(Open::atLeast)
            .thenComparing(open -> open.state().cost(), Comparator.reverseOrder());

    private final List<TargetGroup> groups;
    private final Judge judge;
    private final int patience;
    private final boolean looksAhead;
    private final Predicate<RepairPlan.Mend> counts;
    private final Wants wants;
    private final Knobs knobs;
    private final long[] costs;
    private final Map<Integer, Network.Clash> reasons = new TreeMap<>();
    private int tried;
    private long effort;

    /**
     * A search of one repair.
     *
     * @param patience how many states to look at before giving up
     * @param looksAhead whether to look first where little is left to pay; without it the same is found, only later
     * @param counts what is to be mended; what else is broken may stay so
     */
    RepairSearch(
            List<TargetGroup> groups,
            JudgePolicy policy,
            int patience,
            boolean looksAhead,
            Predicate<RepairPlan.Mend> counts) {
        this.counts = counts;
        this.looksAhead = looksAhead;
        this.groups = groups;
        this.judge = new Judge(Rules.all(), policy);
        this.patience = patience;
        this.wants = new Wants(groups, judge, counts);
        this.knobs = wants.knobs();
        this.costs = new long[knobs.size()];
        knobs.all().forEach(knob -> costs[knob] = costOfChange(knob));
    }

    RepairOutcome outcome() {
        List<Judge.Answer> before = answers(groups);
        if (before.stream().noneMatch(this::isOpen)) {
            return new RepairOutcome.NothingBroken();
        }
        Optional<Found> found = found(before);
        if (found.isEmpty()) {
            Text ended = Text.of("the search for a repair was ended after %d tries", tried);
            return new RepairOutcome.GaveUp(tried, remaining(groups, before, finding -> ended));
        }
        RepairPlan plan = found.get().plan();
        List<Judge.Answer> after = found.get().after();
        return after.stream().noneMatch(this::isOpen)
                ? new RepairOutcome.Mended(plan)
                : new RepairOutcome.Partly(plan, remaining(plan.repaired(), after, new Reasons(wants, reasons)::of));
    }

    private List<RepairOutcome.Remaining> remaining(
            List<TargetGroup> left, List<Judge.Answer> answers, Function<Finding, Text> why) {
        List<RepairPlan.Mend> open =
                answers.stream().filter(this::isOpen).map(RepairSearch::mend).toList();
        return judge.judge(left).findings().stream()
                .filter(finding -> open.stream().anyMatch(mend -> mend.isOf(finding)))
                .map(finding -> new RepairOutcome.Remaining(finding, why.apply(finding)))
                .toList();
    }

    private List<Judge.Answer> answers(List<TargetGroup> judged) {
        return judged.stream().flatMap(group -> judge.answers(group).stream()).toList();
    }

    private static RepairPlan.Mend mend(Judge.Answer answer) {
        return new RepairPlan.Mend(answer.rule(), answer.spot());
    }

    /** Tells whether {@code answer} is to be mended. */
    private boolean isOpen(Judge.Answer answer) {
        return answer.verdict() instanceof Verdict.Fail && counts.test(mend(answer));
    }

    /** A plan, and what the rules answer once it is carried out. */
    private record Found(RepairPlan plan, List<Judge.Answer> after) {}

    /** The cheapest plan, which has no changes where none helps; empty where the search was ended. */
    private Optional<Found> found(List<Judge.Answer> before) {
        State all = new State(wants.movable(), new BitSet(), new BitSet(), 0);
        return search(all, true, (state, network) -> Optional.of(state)).flatMap(possible -> {
            BitSet free = wants.outside();
            free.and(possible.free());
            wants.outside().stream()
                    .filter(knob -> outside(knob, before).stream().noneMatch(counts))
                    .forEach(free::clear);
            long cost = free.stream().mapToLong(this::cost).sum();
            return search(
                    new State(free, possible.left(), new BitSet(), cost),
                    false,
                    (state, network) -> plan(values(network, state), before));
        });
    }

    /**
     * The cheapest state without a clash of which {@code result} makes something: A*, with {@link #atLeast} as the bound.
     *
     * @param mayLeave whether something may be left broken so that there is such a state at all
     */
    private <T> Optional<T> search(State start, boolean mayLeave, BiFunction<State, Network, Optional<T>> result) {
        PriorityQueue<Open> open = new PriorityQueue<>(ORDER);
        Set<State> seen = new HashSet<>();
        open.add(new Open(start, start.cost(), false));
        while (!open.isEmpty() && tried < patience && effort < patience * EFFORT_PER_STATE) {
            Open next = open.remove();
            State state = next.state();
            if (looksAhead && !next.weighed()) {
                long more = atLeast(state, mayLeave);
                if (more < NO_WAY) {
                    open.add(new Open(state, Math.max(next.atLeast(), state.cost() + more), true));
                }
                continue;
            }
            tried++;
            Network network = network(state, new BitSet(), new BitSet());
            List<Way> ways = ways(state, network, mayLeave);
            if (ways.isEmpty()) {
                Optional<T> found = result.apply(state, network);
                if (found.isPresent()) {
                    return found;
                }
                // Each change is right, but there is no order for them: so something is better left.
                ways = wants.broken().stream()
                        .filter(index -> !state.left().get(index))
                        .mapToObj(index -> new Way(Kind.LEAVE, index))
                        .toList();
            }
            for (Way way : ways) {
                State then = after(way, state);
                if (seen.add(then)) {
                    open.add(new Open(then, Math.max(next.atLeast(), then.cost()), false));
                }
            }
        }
        return Optional.empty();
    }

    /** What can be done about the first thing that is wrong with {@code state}; empty where nothing is. */
    private List<Way> ways(State state, Network network, boolean mayLeave) {
        if (network.solve() instanceof Network.Clash clash) {
            List<Way> ways = waysOut(state, clash, mayLeave);
            ways.stream().filter(way -> way.kind() == Kind.LEAVE).forEach(way -> reasons.putIfAbsent(way.of(), clash));
            return ways;
        }
        if (mayLeave) {
            return List.of();
        }
        return undragged(state).stream().findFirst().orElseGet(() -> alsoDragged(state, network));
    }

    /** What must be done where a timer that moves against a rule, which is paid for, drags another one with it. */
    private List<Way> alsoDragged(State state, Network network) {
        if (state.against().isEmpty()) {
            return List.of();
        }
        long[] most = withoutDragging(state);
        Map<Integer, Duration> values = values(network, state);
        return wants.broken().stream()
                .filter(index -> mayDrag(index, state))
                .filter(index -> isDragged(wants.kept().get(index), state, values, most))
                .mapToObj(index -> insteadOfDragging(index, state))
                .findFirst()
                .orElse(List.of());
    }

    private boolean isDragged(Wants.Want want, State state, Map<Integer, Duration> values, long[] most) {
        return want.lesser().stream()
                .filter(knob -> !state.against().get(knob))
                .map(knob -> Optional.ofNullable(values.get(knob))
                        .filter(value -> value.toMillis() < Math.min(wants.present(knob), most[knob])))
                .flatMap(Optional::stream)
                .anyMatch(value -> value.toMillis() + want.gap() <= wants.present(want.greater()));
    }

    /** Tells whether a want could be mended by moving the other side than it would move. */
    private boolean mayDrag(int index, State state) {
        Wants.Want want = wants.kept().get(index);
        return want.moves(Ordering.Moves.GREATER)
                && !state.left().get(index)
                && !state.free().get(want.greater());
    }

    private List<Way> insteadOfDragging(int index, State state) {
        Wants.Want want = wants.kept().get(index);
        List<Way> ways = new ArrayList<>();
        if (wants.tolerated().get(index)) {
            ways.add(new Way(Kind.LEAVE, index));
        }
        free(state, want.greater(), true).ifPresent(ways::add);
        want.lesser().stream()
                .filter(knob -> wants.isMovable(knob) && !state.against().get(knob))
                .map(knob -> new Way(Kind.AGAINST, knob))
                .forEach(ways::add);
        return ways;
    }

    /**
     * The least that a way out of {@code state} costs. Each clash costs one of its ways at least; a way that more than one
     * of them has pays for all of them, but only once. What is paid in full is taken, and the next clash looked for.
     */
    private long atLeast(State state, boolean mayLeave) {
        Map<Way, Long> owed = new HashMap<>();
        long sum = 0;
        if (!mayLeave) {
            for (List<Way> ways : undragged(state)) {
                sum += pay(ways, owed);
            }
        }
        State relaxed = new State((BitSet) state.free().clone(), state.left(), state.against(), 0);
        BitSet dropped = new BitSet();
        BitSet loose = new BitSet();
        take(owed, relaxed, dropped, loose);
        while (network(relaxed, dropped, loose).solve() instanceof Network.Clash clash) {
            List<Way> ways = waysOut(relaxed, clash, mayLeave).stream()
                    // Another clash may set the same timer free without going against a rule.
                    .map(way -> way.kind() == Kind.AGAINST ? new Way(Kind.FREE, way.of()) : way)
                    .distinct()
                    .toList();
            if (ways.isEmpty()) {
                return NO_WAY;
            }
            sum += pay(ways, owed);
            take(owed, relaxed, dropped, loose);
        }
        return sum;
    }

    private long pay(List<Way> ways, Map<Way, Long> owed) {
        long least = ways.stream()
                .mapToLong(way -> owed.computeIfAbsent(way, this::cost))
                .min()
                .orElse(0);
        ways.forEach(way -> owed.merge(way, -least, Long::sum));
        return least;
    }

    private static void take(Map<Way, Long> owed, State relaxed, BitSet dropped, BitSet loose) {
        owed.forEach((way, rest) -> {
            if (rest == 0) {
                switch (way.kind()) {
                    case FREE, AGAINST -> relaxed.free().set(way.of());
                    case LEAVE -> dropped.set(way.of());
                    case STAY -> loose.set(way.of());
                }
            }
        });
    }

    /** What {@code way} adds to the cost of a state. */
    private long cost(Way way) {
        return switch (way.kind()) {
            case FREE -> cost(way.of());
            case AGAINST -> TIE * Risks.AGAINST_THE_RULE;
            case LEAVE ->
                wants.tolerated().get(way.of())
                        ? 0
                        : LEFT * wants.kept().get(way.of()).weight();
            case STAY -> LEFT;
        };
    }

    private long cost(int knob) {
        return costs[knob];
    }

    /** Of equally risky changes that of the fewer hosts: one that strayed rather than all that agree. */
    private long costOfChange(int knob) {
        return TIE * Risks.of(knobs.timer(knob).setting())
                + Math.min(knobs.places(knob).size(), TIE / 2);
    }

    private State after(Way way, State state) {
        BitSet free = (BitSet) state.free().clone();
        BitSet left = (BitSet) state.left().clone();
        BitSet against = (BitSet) state.against().clone();
        long cost = state.cost() + cost(way);
        switch (way.kind()) {
            case FREE -> free.set(way.of());
            case AGAINST -> {
                cost += free.get(way.of()) ? 0 : cost(way.of());
                free.set(way.of());
                against.set(way.of());
            }
            case LEAVE -> left.set(way.of());
            case STAY -> free.clear(way.of());
        }
        return new State(free, left, against, cost);
    }

    /**
     * The constraints in {@code state}.
     *
     * @param dropped wants that do not count at all
     * @param loose knobs that may be anything
     */
    private Network network(State state, BitSet dropped, BitSet loose) {
        effort += knobs.size() + wants.kept().size();
        long[] lower = wants.present();
        long[] upper = wants.present();
        for (int knob = state.free().nextSetBit(0);
                knob >= 0;
                knob = state.free().nextSetBit(knob + 1)) {
            lower[knob] = wants.least(knob);
            upper[knob] = wants.most(knob);
        }
        List<Network.Edge> edges = new ArrayList<>(wants.edges().size());
        for (int index = 0; index < wants.edges().size(); index++) {
            if (state.left().get(index)) {
                wants.keepFromGettingWorse(wants.kept().get(index), lower, upper);
            } else if (!dropped.get(index)) {
                edges.add(wants.edges().get(index));
            }
        }
        loose.stream().forEach(knob -> {
            lower[knob] = 0;
            upper[knob] = Network.NEVER;
        });
        return new Network(edges, lower, upper);
    }

    private List<Way> waysOut(State state, Network.Clash clash, boolean mayLeave) {
        Set<Way> ways = new LinkedHashSet<>();
        for (Network.Edge start : clash.starts()) {
            free(state, start.lesser(), start.demand().moves() != Ordering.Moves.GREATER)
                    .ifPresent(ways::add);
        }
        if (!clash.path().isEmpty()) {
            free(state, clash.to(), clash.path().getLast().demand().moves() != Ordering.Moves.LESSER)
                    .ifPresent(ways::add);
        }
        BitSet left = mayLeave ? wants.broken() : wants.tolerated();
        for (Network.Edge edge : clash.all()) {
            int index = wants.edges().indexOf(edge);
            if (left.get(index)) {
                ways.add(new Way(Kind.LEAVE, index));
            }
        }
        if (mayLeave) {
            for (int end : List.of(clash.from(), clash.to())) {
                if (wants.outside().get(end) && state.free().get(end)) {
                    ways.add(new Way(Kind.STAY, end));
                }
            }
        }
        return List.copyOf(ways);
    }

    private Optional<Way> free(State state, int knob, boolean asDeclared) {
        return state.free().get(knob) || !wants.isMovable(knob)
                ? Optional.empty()
                : Optional.of(new Way(asDeclared ? Kind.FREE : Kind.AGAINST, knob));
    }

    /**
     * What must be done, one way of each list, so that no timer that moves for another rule is dragged further than that
     * one asks, only to mend a rule that would move the other side: that side moves, or the dragging is paid for.
     */
    private List<List<Way>> undragged(State state) {
        int[] dragging = wants.broken().stream()
                .filter(index -> mayDrag(index, state))
                .filter(index -> wants.kept().get(index).lesser().stream().noneMatch(state.against()::get))
                .toArray();
        if (dragging.length == 0) {
            return List.of();
        }
        long[] most = withoutDragging(state);
        return Arrays.stream(dragging)
                .filter(index -> mustDrag(wants.kept().get(index), most))
                .mapToObj(index -> insteadOfDragging(index, state))
                .toList();
    }

    private boolean mustDrag(Wants.Want want, long[] most) {
        return want.lesser().stream()
                .allMatch(
                        knob -> Math.min(wants.present(knob), most[knob]) > wants.present(want.greater()) - want.gap());
    }

    /** The most that every timer may be for the rules that hold, or would move the lesser side. */
    private long[] withoutDragging(State state) {
        BitSet dragging = new BitSet();
        wants.broken().stream()
                .filter(index -> wants.kept().get(index).moves(Ordering.Moves.GREATER))
                .forEach(dragging::set);
        return network(state, dragging, new BitSet()).greatest();
    }

    /** Every timer that may move, as near to what it says now as those before it allow; only those that do move. */
    private Map<Integer, Duration> values(Network network, State state) {
        Map<Integer, Duration> values = new TreeMap<>();
        Network narrowed = network;
        for (int knob : lastToYieldFirst(state)) {
            long value = nearest(narrowed, knob);
            narrowed = narrowed.with(knob, value);
            if (value != wants.present(knob)) {
                values.put(knob, Duration.ofMillis(value));
            }
        }
        return values;
    }

    /**
     * As near as possible to what {@code knob} says now. A wait for a connection that must become shorter gets the usual
     * value at once: just below what its caller waits there would be no time left for another peer.
     */
    private long nearest(Network network, int knob) {
        long present = wants.present(knob);
        long value = nearest(network, knob, present);
        return value < present && knobs.timer(knob).setting().plays(Role.CONNECT_WAIT)
                ? nearest(network, knob, Math.min(value, Wishes.CONNECT.toMillis()))
                : value;
    }

    private long nearest(Network network, int knob, long wanted) {
        effort += knobs.size() + wants.kept().size();
        return network.nearest(knob, wanted);
    }

    /** The timers that may move, each after those that rules would rather have stay, and at the end what moves against them. */
    private Set<Integer> lastToYieldFirst(State state) {
        Set<Integer> order = new LinkedHashSet<>();
        state.free().stream()
                .filter(knob -> !state.against().get(knob))
                .forEach(knob -> addAfterOthers(knob, state, new BitSet(), order));
        state.against().stream().forEach(order::add);
        return order;
    }

    private void addAfterOthers(int knob, State state, BitSet above, Set<Integer> order) {
        if (!state.free().get(knob) || state.against().get(knob) || above.get(knob) || order.contains(knob)) {
            return;
        }
        above.set(knob);
        for (Wants.Want want : wants.kept()) {
            if (want.moves(Ordering.Moves.GREATER) && want.greater() == knob) {
                want.lesser().forEach(lesser -> addAfterOthers(lesser, state, above, order));
            } else if (want.moves(Ordering.Moves.LESSER) && want.lesser().contains(knob)) {
                addAfterOthers(want.greater(), state, above, order);
            }
        }
        order.add(knob);
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
                .flatMap(Wants.Want::mended)
                .distinct()
                .toList();
        return mends.isEmpty()
                ? wants.broken().stream()
                        .mapToObj(wants.kept()::get)
                        .filter(want -> want.touches(knob))
                        .flatMap(Wants.Want::mended)
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
                        .map(RepairSearch::mend)
                        .toList()
                : List.of();
    }

    private boolean turns(int knob, Finding.Spot spot, Remedy remedy) {
        return remedy instanceof Remedy.Set(Timer timer, Duration value)
                && knobs.find(spot.place(), timer)
                        .filter(found -> found == knob)
                        .isPresent();
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
            if (!isOpen(now.get(at)) || !(now.get(at).verdict() instanceof Verdict.Fail fail)) {
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
                    mended.put(knob.get(), mend(now.get(at)));
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
