package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.LongestRequest;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Timer;
import io.timeoutchain.product.Catalogue;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives a whole chain of timers from the longest request that a service allows. */
public final class Solver {

    /** Longer than any timer needs to be, where its platform states no limit. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Judge judge;

    /** A solver that keeps the margins of {@code policy}. */
    public Solver(JudgePolicy policy) {
        this.judge = new Judge(Rules.all(), policy);
    }

    /** The settings that a plan for {@code shape} has a value for and that can be pinned. */
    public static List<Setting> settings(Shape shape) {
        return Knobs.of(List.of(shape.skeleton())).timers().stream()
                .filter(timer -> timer.setting().isSettable() && timer.ends().isPresent() && !isFixed(timer))
                .map(Timer::setting)
                .sorted(Comparator.comparingInt(Catalogue.ALL::indexOf))
                .toList();
    }

    /**
     * Derives the tightest plan: no timer is longer than the rules, the pins and the few usual values ask.
     *
     * @param shape who stands in the chain
     * @param longestRequest how long a request may take; at least a second, rounded up to whole seconds
     * @param pins values that must stay as they are, in whole seconds; only of {@link #settings}
     * @return the plan, or why there is none
     * @throws IllegalArgumentException if a pin is of a setting that {@code shape} does not have, or is not a whole number
     *     of seconds, or the longest request is shorter than a second
     */
    public Derivation derive(Shape shape, Duration longestRequest, Map<Setting, Duration> pins) {
        if (longestRequest.compareTo(SHORTEST) < 0 || longestRequest.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a longest request is a second or more and a year at most, not " + Durations.text(longestRequest));
        }
        Set<Setting> unknown = new HashSet<>(pins.keySet());
        settings(shape).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the stack has no such settings: "
                    + unknown.stream().map(SettingNames::of).sorted().toList());
        }
        pins.forEach((setting, value) -> {
            if (value.isNegative()
                    || !value.equals(Duration.ofSeconds(value.toSeconds()))
                    || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("%s is pinned in whole seconds, a year at most, not to %s"
                        .formatted(SettingNames.of(setting), Durations.text(value)));
            }
        });
        return new Task(shape, Duration.ofSeconds(Durations.wholeSeconds(longestRequest)), pins).derive();
    }

    private static boolean isFixed(Timer timer) {
        return !timer.setting().isSettable() || timer.reading() instanceof Reading.Defaulted;
    }

    /** One derivation. */
    private final class Task {

        private final Shape shape;
        private final Duration longestRequest;
        private final Map<Setting, Duration> pins;
        private final TargetGroup skeleton;
        private final Knobs knobs;
        private final List<Network.Edge> edges;
        private final int budget;

        Task(Shape shape, Duration longestRequest, Map<Setting, Duration> pins) {
            this.shape = shape;
            this.longestRequest = longestRequest;
            this.pins = pins;
            this.skeleton = shape.skeleton();
            this.knobs = Knobs.of(List.of(skeleton));
            this.edges = judge.demands(skeleton).stream().map(this::edge).toList();
            Chain chain = skeleton.chains().getFirst();
            this.budget = knobs.number(chain.place(), innermost(LongestRequest.timers(chain)));
        }

        private Network.Edge edge(Demand demand) {
            Timer lesser = innermost(demand.lesser());
            knobs.add(demand.chain().place(), demand.greater());
            return new Network.Edge(
                    knobs.number(demand.chain().place(), lesser),
                    knobs.number(demand.chain().place(), demand.greater()),
                    demand.gap().toMillis(),
                    demand);
        }

        /** Of several limits the one nearest to the work: it is the one that the funnel makes the least. */
        private static Timer innermost(List<Timer> limits) {
            return limits.reversed().stream()
                    .filter(limit -> limit.ends().isPresent())
                    .findFirst()
                    .orElseThrow();
        }

        Derivation derive() {
            Network hard = network(pins, longestRequest);
            return switch (hard.solve()) {
                case Network.Clash clash -> conflict(clash);
                case Network.Feasible feasible -> plan(hard);
            };
        }

        /** What must hold: what is fixed, what is pinned, the ranges, and the longest request. */
        private Network network(Map<Setting, Duration> pinned, Duration request) {
            long[] lower = new long[knobs.size()];
            long[] upper = new long[knobs.size()];
            for (int knob = 0; knob < lower.length; knob++) {
                Timer timer = knobs.timer(knob);
                if (isFixed(timer)) {
                    lower[knob] = timer.ends().map(Duration::toMillis).orElse(Network.NEVER);
                    upper[knob] = lower[knob];
                    continue;
                }
                if (timer.neverEnds()) {
                    lower[knob] = Network.NEVER;
                    upper[knob] = Network.NEVER;
                    continue;
                }
                Setting setting = timer.setting();
                Duration pin = pinned.get(setting);
                lower[knob] = later(least(setting), pin).toMillis();
                upper[knob] = earlier(most(setting), pin).toMillis();
            }
            lower[budget] = Math.max(lower[budget], request.toMillis());
            return new Network(edges, lower, upper);
        }

        private Duration least(Setting setting) {
            Duration accepted = setting.range().map(Setting.Range::least).orElse(Duration.ZERO);
            return pins.containsKey(setting) ? accepted : later(accepted, SHORTEST);
        }

        private static Duration most(Setting setting) {
            return setting.range().map(Setting.Range::most).orElse(LONGEST);
        }

        private static Duration later(Duration one, @Nullable Duration other) {
            return other == null || one.compareTo(other) >= 0 ? one : other;
        }

        private static Duration earlier(Duration one, @Nullable Duration other) {
            return other == null || one.compareTo(other) <= 0 ? one : other;
        }

        private TimeoutPlan plan(Network hard) {
            long[] most = hard.greatest();
            Network wished = hard;
            for (int knob : knobs.all()) {
                Optional<Wishes.Wish> wish = wish(knob);
                if (wish.isPresent() && hard.lower(knob) < hard.upper(knob)) {
                    long value = Math.min(wish.get().value().toMillis(), most[knob]);
                    wished = wished.within(knob, Math.max(value, wished.lower(knob)), wished.upper(knob));
                }
            }
            if (!(wished.solve() instanceof Network.Feasible solution)) {
                throw new IllegalStateException("below the greatest solution every wish can be granted");
            }
            long[] least = solution.least();
            Map<Integer, Reading<Bound>> readings = new HashMap<>();
            List<TimeoutPlan.Entry> entries = new ArrayList<>();
            for (int knob : knobs.all()) {
                Setting setting = knobs.timer(knob).setting();
                if (hard.upper(knob) == Network.NEVER || !Catalogue.ALL.contains(setting)) {
                    continue;
                }
                Reason reason = reason(knob, hard, wished, least, solution.forcing(knob));
                Network.Edge ceiling = hard.ceiling(knob, least);
                if (Wishes.asLongAsPossible(setting) && hard.lower(knob) < hard.upper(knob) && ceiling != null) {
                    least[knob] =
                            Math.min(hard.upper(knob), Network.wholeBelow(least[ceiling.greater()] - ceiling.gap()));
                    reason = demanded(ceiling, ceiling.greater(), least, false);
                }
                Duration value = Duration.ofMillis(least[knob]);
                if (hard.lower(knob) == 0 && hard.upper(knob) == 0 && !pins.containsKey(setting)) {
                    continue;
                }
                entries.add(new TimeoutPlan.Entry(setting, value, reason));
                if (!isFixed(knobs.timer(knob))) {
                    readings.put(knob, Reading.stated(Bound.after(value), new Source("the plan")));
                }
            }
            entries.sort(Comparator.comparingInt(entry -> Catalogue.ALL.indexOf(entry.setting())));
            TargetGroup group = knobs.set(skeleton, readings);
            return new TimeoutPlan(
                    longestRequest,
                    shape,
                    entries,
                    group,
                    judge.judge(List.of(group)).findings());
        }

        private Optional<Wishes.Wish> wish(int knob) {
            return Wishes.of(knobs.timer(knob).setting(), longestRequest);
        }

        private Reason reason(int knob, Network hard, Network wished, long[] least, Network.@Nullable Edge forcing) {
            if (isFixed(knobs.timer(knob))) {
                return new Reason.Fixed();
            }
            if (pins.containsKey(knobs.timer(knob).setting())) {
                return new Reason.Pinned();
            }
            if (forcing != null) {
                return demanded(forcing, forcing.lesser(), least, true);
            }
            if (knob == budget) {
                return new Reason.LongestRequest();
            }
            if (wished.lower(knob) > hard.lower(knob)) {
                Wishes.Wish wish = wish(knob).orElseThrow();
                Network.Edge ceiling = hard.ceiling(knob, hard.greatest());
                return wish.value().toMillis() > least[knob] && ceiling != null
                        ? demanded(ceiling, ceiling.greater(), least, false)
                        : new Reason.Usual(wish.why());
            }
            return new Reason.Least();
        }

        private Reason demanded(Network.Edge edge, int other, long[] values, boolean later) {
            return new Reason.Demanded(
                    edge.demand().rule(),
                    knobs.timer(other).setting(),
                    Duration.ofMillis(values[other]),
                    edge.demand().gap(),
                    later);
        }

        private Conflict conflict(Network.Clash clash) {
            List<Conflict.Step> steps = clash.path().stream()
                    .map(edge -> new Conflict.Step(
                            edge.demand().rule(),
                            knobs.timer(edge.lesser()).setting(),
                            knobs.timer(edge.greater()).setting(),
                            edge.demand().gap()))
                    .toList();
            Conflict.Limit least = floor(clash.from());
            Conflict.Limit most = roof(clash.to());
            List<Conflict.Nearest> alone = new ArrayList<>();
            for (Conflict.Limit limit : List.of(least, most)) {
                List<Conflict.Nearest> enough = relaxed(List.of(limit), false);
                alone.addAll(enough);
            }
            return alone.isEmpty()
                    ? new Conflict(least, steps, most, relaxed(List.of(least, most), true), true)
                    : new Conflict(least, steps, most, alone, false);
        }

        private Conflict.Limit floor(int knob) {
            Network network = network(pins, longestRequest);
            Setting setting = knobs.timer(knob).setting();
            Duration pin = pins.get(setting);
            Duration value = Duration.ofMillis(network.lower(knob));
            Conflict.Kind kind = isFixed(knobs.timer(knob))
                    ? Conflict.Kind.FIXED
                    : pin != null && pin.equals(value)
                            ? Conflict.Kind.PINNED
                            : knob == budget && value.equals(longestRequest)
                                    ? Conflict.Kind.LONGEST_REQUEST
                                    : Conflict.Kind.RANGE;
            return new Conflict.Limit(setting, value, kind);
        }

        private Conflict.Limit roof(int knob) {
            Network network = network(pins, longestRequest);
            Setting setting = knobs.timer(knob).setting();
            Duration pin = pins.get(setting);
            Duration value = Duration.ofMillis(network.upper(knob));
            Conflict.Kind kind = isFixed(knobs.timer(knob))
                    ? Conflict.Kind.FIXED
                    : pin != null && pin.equals(value) ? Conflict.Kind.PINNED : Conflict.Kind.RANGE;
            return new Conflict.Limit(setting, value, kind);
        }

        /**
         * The nearest values at which there is a plan once {@code limits} give way.
         *
         * @param more whether further pins may give way as well, as long as there is no plan
         */
        private List<Conflict.Nearest> relaxed(List<Conflict.Limit> limits, boolean more) {
            Map<Setting, Duration> kept = new HashMap<>(pins);
            List<Conflict.Limit> given = new ArrayList<>();
            Duration request = longestRequest;
            List<Conflict.Limit> next = limits;
            while (true) {
                boolean any = false;
                for (Conflict.Limit limit : next) {
                    if (limit.kind() == Conflict.Kind.PINNED && kept.remove(limit.setting()) != null) {
                        given.add(limit);
                        any = true;
                    } else if (limit.kind() == Conflict.Kind.LONGEST_REQUEST && !request.equals(SHORTEST)) {
                        request = SHORTEST;
                        given.add(limit);
                        any = true;
                    }
                }
                if (!any) {
                    return List.of();
                }
                switch (network(kept, request).solve()) {
                    case Network.Feasible feasible -> {
                        return nearest(network(kept, request), given);
                    }
                    case Network.Clash clash -> {
                        if (!more) {
                            return List.of();
                        }
                        next = List.of(floor(clash.from()), roof(clash.to()));
                    }
                }
            }
        }

        /** Puts every limit that gave way as near to what it was as those before it allow. */
        private List<Conflict.Nearest> nearest(Network network, List<Conflict.Limit> given) {
            Network narrowed = network;
            List<Conflict.Nearest> nearest = new ArrayList<>();
            for (Conflict.Limit limit : given) {
                int knob = knob(limit.setting());
                if (!(narrowed.solve() instanceof Network.Feasible solution)) {
                    throw new IllegalStateException("what lies between least and greatest has a solution");
                }
                long value = Math.clamp(limit.value().toMillis(), solution.least()[knob], narrowed.greatest()[knob]);
                narrowed = limit.kind() == Conflict.Kind.PINNED
                        ? narrowed.with(knob, value)
                        : narrowed.within(knob, value, narrowed.upper(knob));
                nearest.add(new Conflict.Nearest(limit.setting(), Duration.ofMillis(value), limit.kind()));
            }
            return Collections.unmodifiableList(nearest);
        }

        private int knob(Setting setting) {
            return knobs.all().stream()
                    .filter(knob -> knobs.timer(knob).setting().equals(setting))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
