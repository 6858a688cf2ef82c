package io.timeoutchain.rule;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One demand on two timers: {@code lesser + margin <= greater}. Written down once; what judges, derives and repairs reads
 * the same declaration.
 *
 * @param lesser what must end first
 * @param greater what must end last
 * @param moves which of the two a repair changes, when it can
 */
public record Ordering(Term lesser, Term greater, Moves moves) {

    /** Equal timers race: without a margin, one must still end later than the other by what timers can tell apart. */
    private static final Duration LEAST_GAP = Duration.ofMillis(1);

    /** Which side of an ordering a repair changes. */
    public enum Moves {
        LESSER,
        GREATER,
        /** Neither is more at fault than the other. */
        EITHER
    }

    /** Who has the timer, seen from the link that is judged. */
    public enum Side {
        /** Who calls the caller. */
        CALLER_OF_CALLER,
        CALLER,
        CALLEE,
        /** The systemd unit that supervises the callee. */
        UNIT_OF_CALLEE,
        /** What passes packets on between the two. */
        BETWEEN,
        /** The target group in front of the callee. */
        TARGET_GROUP,
        /** The whole chain: its longest request. */
        CHAIN
    }

    /** One side of an ordering: whose timer, and in which role. */
    public record Term(Side side, Role role) {}

    /** How two timers stand to each other. */
    public sealed interface Comparison {
        /** In order, with the margin. */
        record Holds() implements Comparison {}

        /** In order, but closer than the margin. */
        record TooClose(Timer lesser, Timer greater) implements Comparison {}

        /** Out of order, or equal. */
        record Reversed(Timer lesser, Timer greater) implements Comparison {}

        /** Not known. */
        record Unknown(List<Gap> gaps) implements Comparison {}

        /** At least one of the two has no such timer. */
        record Absent() implements Comparison {}
    }

    /** Declares that {@code lesser} must end before {@code greater}. */
    public static Ordering of(Side lesserSide, Role lesser, Side greaterSide, Role greater, Moves moves) {
        return new Ordering(new Term(lesserSide, lesser), new Term(greaterSide, greater), moves);
    }

    /**
     * Compares the two sides on {@code link}, for orderings between its parties.
     *
     * @param margin by how much the greater should outlast the lesser
     */
    public Comparison on(Link link, Duration margin) {
        return compare(timers(lesser, link), timers(greater, link), margin);
    }

    private static List<Timer> timers(Term term, Link link) {
        return switch (term.side()) {
            case CALLER_OF_CALLER ->
                link.inFront().map(front -> front.caller().timers(term.role())).orElse(List.of());
            case CALLER -> link.caller().timers(term.role());
            case CALLEE -> link.callee().timers(term.role());
            case UNIT_OF_CALLEE ->
                link.chain()
                        .host()
                        .flatMap(host -> host.unit(link.callee().product()))
                        .map(unit -> unit.timers(term.role()))
                        .orElse(List.of());
            case BETWEEN, TARGET_GROUP, CHAIN ->
                throw new IllegalArgumentException(term + " is not a side of one link");
        };
    }

    /**
     * What this ordering asks on {@code link}, for orderings between its parties: that each lesser timer end before each
     * greater one.
     *
     * @param rule the rule that declares it
     * @param margin by how much the greater should outlast the lesser
     */
    public List<Demand> demands(RuleCard rule, Link link, Duration margin) {
        return demands(rule, link.chain(), timers(lesser, link), timers(greater, link), margin);
    }

    /** As {@link #demands(RuleCard, Link, Duration)}, of timers that {@code rule} has gathered itself. */
    public List<Demand> demands(
            RuleCard rule, Chain chain, List<Timer> lessers, List<Timer> greaters, Duration margin) {
        return lessers.stream()
                .flatMap(less -> ofEarliest(rule, chain, List.of(less), greaters, margin).stream())
                .toList();
    }

    /** That the first of {@code lessers} to end do so before each of {@code greaters}. */
    public List<Demand> ofEarliest(
            RuleCard rule, Chain chain, List<Timer> lessers, List<Timer> greaters, Duration margin) {
        Duration gap = margin.compareTo(LEAST_GAP) < 0 ? LEAST_GAP : margin;
        return lessers.isEmpty()
                ? List.of()
                : greaters.stream()
                        .map(great -> new Demand(rule, chain, lessers, great, gap, moves))
                        .toList();
    }

    /**
     * Compares every lesser timer with every greater one and gives the worst: reversed, then unknown, then too close.
     *
     * @param margin by how much each greater should outlast each lesser
     */
    public static Comparison compare(List<Timer> lesser, List<Timer> greater, Duration margin) {
        if (lesser.isEmpty() || greater.isEmpty()) {
            return new Comparison.Absent();
        }
        List<Gap> gaps = new ArrayList<>();
        Optional<Comparison.TooClose> tooClose = Optional.empty();
        Optional<Comparison.Reversed> reversed = Optional.empty();
        for (Timer less : lesser) {
            for (Timer great : greater) {
                switch (compare(less, great, margin)) {
                    case Comparison.Reversed worse ->
                        reversed =
                                Optional.of(reversed.filter(known -> gap(known).compareTo(gap(worse)) >= 0)
                                        .orElse(worse));
                    case Comparison.TooClose close ->
                        tooClose = Optional.of(
                                tooClose.filter(known -> apart(known).compareTo(apart(close)) <= 0)
                                        .orElse(close));
                    case Comparison.Unknown(List<Gap> missing) -> gaps.addAll(missing);
                    case Comparison.Holds() -> {}
                    case Comparison.Absent() -> {}
                }
            }
        }
        if (reversed.isPresent()) {
            return reversed.get();
        }
        return gaps.isEmpty()
                ? tooClose.<Comparison>map(close -> close).orElseGet(Comparison.Holds::new)
                : new Comparison.Unknown(gaps.stream().distinct().toList());
    }

    /** By how much a reversed pair is out of order; a lesser that never ends is the worst there is. */
    private static Duration gap(Comparison.Reversed pair) {
        return pair.lesser()
                .ends()
                .map(less -> less.minus(pair.greater().ends().orElseThrow()))
                .orElse(Duration.ofSeconds(Long.MAX_VALUE));
    }

    private static Duration apart(Comparison.TooClose pair) {
        return pair.greater().ends().orElseThrow().minus(pair.lesser().ends().orElseThrow());
    }

    private static Comparison compare(Timer lesser, Timer greater, Duration margin) {
        if (greater.neverEnds()) {
            return new Comparison.Holds();
        }
        Optional<Bound> known = lesser.reading().known();
        Optional<Bound> knownGreater = greater.reading().known();
        if (known.isEmpty() || knownGreater.isEmpty()) {
            return new Comparison.Unknown(Stream.of(lesser.reading(), greater.reading())
                    .flatMap(reading -> reading.missing().stream())
                    .toList());
        }
        Bound less = known.get();
        Bound great = knownGreater.get();
        if (great.outlasts(less, margin)) {
            return new Comparison.Holds();
        }
        return great.outlasts(less)
                ? new Comparison.TooClose(lesser, greater)
                : new Comparison.Reversed(lesser, greater);
    }

    /**
     * The smallest change that puts {@code lesser} and {@code greater} in order with {@code margin}: of the side that
     * {@link #moves} names if that can be set so, else of the other.
     */
    public List<Remedy> repair(Timer lesser, Timer greater, Duration margin) {
        Optional<Remedy> raise = lesser.ends()
                .flatMap(limit -> Remedy.set(greater, Duration.ofSeconds(Durations.wholeSeconds(limit.plus(margin)))));
        Optional<Remedy> lower = greater.ends()
                .flatMap(limit -> Remedy.set(
                        lesser, Duration.ofSeconds(limit.minus(margin).toSeconds())));
        return switch (moves) {
            case GREATER, EITHER -> raise.or(() -> lower).stream().toList();
            case LESSER -> lower.or(() -> raise).stream().toList();
        };
    }
}
