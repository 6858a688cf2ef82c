package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What all rules together want of the observed timers, by the knobs that set them, in milliseconds. */
final class Wants {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final long SECOND = 1000;

    /**
     * One thing that is wanted: the first of {@code lesser} ends {@code gap} before {@code greater}. The same may be wanted
     * at many places, of each host of a fleet.
     *
     * @param lesser knobs; only those that are known
     * @param asked who wants it; the first stands for all
     */
    record Want(List<Integer> lesser, int greater, long gap, List<Judge.Asked> asked) {

        Demand demand() {
            return asked.getFirst().demand();
        }

        Stream<RepairPlan.Mend> mended() {
            return asked.stream().map(one -> new RepairPlan.Mend(one.demand().rule(), one.spot()));
        }

        boolean moves(Ordering.Moves side) {
            return demand().moves() == side;
        }

        private boolean isKnown() {
            return Wants.isKnown(demand().greater())
                    && demand().lesser().stream().allMatch(Wants::isKnown);
        }

        boolean touches(int knob) {
            return greater == knob || lesser.contains(knob);
        }

        /** How bad it is to go without it. */
        int weight() {
            return switch (demand().rule().severity()) {
                case HIGH -> 8;
                case MEDIUM -> 4;
                case LOW -> 2;
                case INFO -> 1;
            };
        }
    }

    private record Same(List<Integer> lesser, int greater, long gap, boolean known) {}

    private final Knobs knobs;
    private final long[] present;
    private final long[] least;
    private final long[] most;
    private final BitSet movable = new BitSet();
    private final BitSet outside = new BitSet();
    private final List<Want> kept = new ArrayList<>();
    private final List<Network.Edge> edges = new ArrayList<>();
    private final BitSet broken = new BitSet();
    private final BitSet tolerated = new BitSet();
    private final List<Want> hopeless = new ArrayList<>();

    /**
     * What is wanted of {@code groups}.
     *
     * @param counts for the sake of what something may be changed
     */
    Wants(List<TargetGroup> groups, Judge judge, Predicate<RepairPlan.Mend> counts) {
        this.knobs = Knobs.of(groups);
        List<Judge.Asked> asked =
                groups.stream().flatMap(group -> judge.asked(group).stream()).toList();
        asked.forEach(one -> {
            Demand demand = one.demand();
            demand.lesser().forEach(timer -> knobs.add(demand.chain().place(), timer));
            knobs.add(demand.chainOfGreater().place(), demand.greater());
        });
        int size = knobs.size();
        present = new long[size];
        least = new long[size];
        most = new long[size];
        List<Want> wants = merged(asked);
        BitSet given = new BitSet();
        wants.stream().filter(Wants::asksForLimit).forEach(want -> want.lesser().forEach(given::set));
        knobs.all().forEach(knob -> bounds(knob, given));
        // What is not known ends before what never ends, and perhaps not before any end that this could be given.
        wants.stream()
                .filter(want -> want.lesser().isEmpty() && holds(want, present))
                .forEach(want -> movable.clear(want.greater()));
        wants.forEach(this::sort);
        broken.stream()
                .filter(index -> kept.get(index).mended().noneMatch(counts))
                .forEach(tolerated::set);
    }

    private List<Want> merged(List<Judge.Asked> asked) {
        Map<Same, List<Judge.Asked>> merged = new LinkedHashMap<>();
        for (Judge.Asked one : asked) {
            Demand demand = one.demand();
            List<Integer> lesser = demand.lesser().stream()
                    .filter(Wants::isKnown)
                    .map(timer -> number(demand.chain(), timer))
                    .distinct()
                    .toList();
            boolean known =
                    isKnown(demand.greater()) && demand.lesser().stream().allMatch(Wants::isKnown);
            Same same = new Same(
                    lesser,
                    number(demand.chainOfGreater(), demand.greater()),
                    demand.gap().toMillis(),
                    known);
            merged.computeIfAbsent(same, unseen -> new ArrayList<>()).add(one);
        }
        return merged.entrySet().stream()
                .map(entry -> new Want(
                        entry.getKey().lesser(),
                        entry.getKey().greater(),
                        entry.getKey().gap(),
                        entry.getValue()))
                .toList();
    }

    private int number(Chain chain, Timer timer) {
        return knobs.number(chain.place(), timer);
    }

    private static boolean isKnown(Timer timer) {
        return timer.reading().known().isPresent();
    }

    /** A rule that would shorten a request limit of which there is none wants one to be set, and says that it would hold. */
    private static boolean asksForLimit(Want want) {
        return want.demand().moves() == Ordering.Moves.LESSER
                && want.demand().lesser().stream()
                        .allMatch(timer -> timer.neverEnds() && timer.setting().plays(Role.REQUEST_LIMIT));
    }

    private void bounds(int knob, BitSet given) {
        Timer timer = knobs.timer(knob);
        Setting setting = timer.setting();
        Optional<Setting.Range> range = setting.range();
        present[knob] = timer.ends().map(Duration::toMillis).orElse(Network.NEVER);
        least[knob] =
                Math.max(SECOND, range.map(known -> known.least().toMillis()).orElse(SECOND));
        most[knob] = range.map(Setting.Range::most).orElse(LONGEST).toMillis();
        // A limit that is not there at all, as with gunicorn's threads, is not made by writing down another number.
        boolean made = !timer.neverEnds() || !setting.plays(Role.REQUEST_LIMIT) || given.get(knob);
        if (setting.isSettable() && isKnown(timer) && setting.product() != Product.UNKNOWN && made) {
            movable.set(knob);
        }
        Optional<Bound> value = timer.reading().known();
        if (movable.get(knob)
                && range.isPresent()
                && value.filter(range.get()::admits).isEmpty()) {
            outside.set(knob);
        } else if (present[knob] != Network.NEVER) {
            least[knob] = Math.min(least[knob], present[knob]);
            most[knob] = Math.max(most[knob], present[knob]);
        }
    }

    /** What holds must go on holding, what is broken is to be mended, the rest must not get worse. */
    private void sort(Want want) {
        boolean holds = holds(want, present);
        if (holds && want.lesser().isEmpty()) {
            return;
        }
        if (holds || (want.isKnown() && mendable(want))) {
            broken.set(kept.size(), !holds);
            kept.add(want);
            edges.add(new Network.Edge(want.lesser(), want.greater(), want.gap(), want.demand()));
        } else {
            hopeless.add(want);
            keepFromGettingWorse(want, least, most);
        }
    }

    /** Tells whether {@code want} is so with {@code values}; what is not known is not. */
    static boolean holds(Want want, long[] values) {
        return isKnown(want.demand().greater())
                && (values[want.greater()] == Network.NEVER
                        || want.lesser().stream()
                                .anyMatch(knob -> values[knob] != Network.NEVER
                                        && values[knob] + want.gap() <= values[want.greater()]));
    }

    /** Tells whether a change of its own timers alone could mend it. */
    private boolean mendable(Want want) {
        long furthest = movable.get(want.greater()) ? most[want.greater()] : present[want.greater()];
        return want.lesser().stream()
                .mapToLong(knob -> movable.get(knob) ? Math.min(least[knob], present[knob]) : present[knob])
                .anyMatch(nearest -> nearest != Network.NEVER && nearest + want.gap() <= furthest);
    }

    void keepFromGettingWorse(Want want, long[] lower, long[] upper) {
        want.lesser().forEach(knob -> upper[knob] = Math.min(upper[knob], Math.max(lower[knob], present[knob])));
        int greater = want.greater();
        if (isKnown(want.demand().greater()) && present[greater] != Network.NEVER) {
            lower[greater] = Math.max(lower[greater], Math.min(upper[greater], present[greater]));
        }
    }

    Knobs knobs() {
        return knobs;
    }

    /** What must hold in the end: what holds now, and what is broken and can be mended. */
    List<Want> kept() {
        return kept;
    }

    /** The constraint that each of {@link #kept} is, in the same order. */
    List<Network.Edge> edges() {
        return edges;
    }

    /** Which of {@link #kept} are broken, and could be mended if each were alone. */
    BitSet broken() {
        return broken;
    }

    /** Which of {@link #broken} may stay so. */
    BitSet tolerated() {
        return tolerated;
    }

    /** What is broken, or not known, and no value of its own timers mends. */
    List<Want> hopeless() {
        return hopeless;
    }

    /** Everything that is wanted. */
    Stream<Want> all() {
        return Stream.concat(kept.stream(), hopeless.stream());
    }

    boolean isMovable(int knob) {
        return movable.get(knob);
    }

    BitSet movable() {
        return (BitSet) movable.clone();
    }

    /** The knobs whose value their platform does not accept. */
    BitSet outside() {
        return (BitSet) outside.clone();
    }

    /** What {@code knob} says now; {@link Network#NEVER} where it never ends. */
    long present(int knob) {
        return present[knob];
    }

    long least(int knob) {
        return least[knob];
    }

    long most(int knob) {
        return most[knob];
    }

    /** What every knob says now. */
    long[] present() {
        return present.clone();
    }
}
