package io.timeoutchain.rules;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Ordering.Comparison;
import io.timeoutchain.rule.Remedy;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What the rules that compare two timers have in common: how a comparison becomes a verdict. */
final class Ordered {

    private Ordered() {}

    /**
     * Turns {@code comparison} into a verdict.
     *
     * @param severity how bad it is when the order is reversed; a margin that is too small is never worse than low
     * @param because what goes wrong when the lesser timer does not end before the greater one
     * @param repair what to change, from the two timers
     * @param absent why the rule does not apply when one of the timers does not exist
     */
    static Verdict verdict(
            Comparison comparison,
            Duration margin,
            Severity severity,
            BiFunction<Timer, Timer, Text> because,
            BiFunction<Timer, Timer, List<Remedy>> repair,
            Text absent) {
        return switch (comparison) {
            case Comparison.Holds() -> Verdict.pass();
            case Comparison.Absent() -> Verdict.notApplicable(absent);
            case Comparison.Unknown(List<Gap> gaps) -> Verdict.undecided(gaps);
            case Comparison.TooClose(Timer lesser, Timer greater) ->
                new Verdict.Fail(
                        severity.atLeast(Severity.LOW) ? Severity.LOW : severity,
                        seen(lesser, greater),
                        Text.of(
                                "%s (%s) ends after %s (%s), as it should, but by less than the recommended %s, which allow for coarse timers and packets on their way: a timer that fires late turns the order round.",
                                name(greater), text(greater), name(lesser), text(lesser), margin),
                        repair.apply(lesser, greater));
            case Comparison.Reversed(Timer lesser, Timer greater) ->
                new Verdict.Fail(
                        severity, seen(lesser, greater), because.apply(lesser, greater), repair.apply(lesser, greater));
        };
    }

    /** As {@link #verdict}, with the repair that {@code ordering} itself knows. */
    static Verdict verdict(
            Ordering ordering,
            Comparison comparison,
            Duration margin,
            Severity severity,
            BiFunction<Timer, Timer, Text> because,
            Text absent) {
        return verdict(
                comparison,
                margin,
                severity,
                because,
                (lesser, greater) -> ordering.repair(lesser, greater, margin),
                absent);
    }

    static List<Observation> seen(Timer... timers) {
        return Stream.of(timers).map(Observation::of).toList();
    }

    /** The timer's name for a sentence: {@code keepalive_timeout of nginx}. */
    static Text name(Timer timer) {
        return Text.of(
                "%s of %s", timer.setting().name(), timer.setting().product().title());
    }

    /** How long something may last that the timer ends: {@code up to 60 s}, {@code any time}. */
    static Text atMost(Timer timer) {
        return timer.neverEnds() ? Text.of("any time") : Text.of("up to %s", text(timer));
    }

    /** How long something goes on that the timer ends: {@code for 60 s}, {@code for ever}. */
    static Text lasting(Timer timer) {
        return timer.neverEnds() ? Text.of("for ever") : Text.of("for %s", text(timer));
    }

    /** The timer's value for a sentence. */
    static Text text(Timer timer) {
        return timer.reading().known().map(Bound::words).orElse(Text.of("an unknown time"));
    }

    /**
     * The answer for a place at which one of {@code parties} was not recognised or reached: nothing may be assumed of it,
     * not even that a rule does not concern it.
     */
    static Optional<Verdict> unrecognised(Party... parties) {
        List<Gap> gaps = new ArrayList<>();
        for (Party party : parties) {
            if (party.is(Product.UNKNOWN)) {
                gaps.addAll(party.gaps());
            }
        }
        return gaps.isEmpty() ? Optional.empty() : Optional.of(Verdict.undecided(gaps));
    }

    /** What is missing of {@code reading}. */
    static List<Gap> missing(Reading<?> reading) {
        return reading.missing().stream().toList();
    }

    /**
     * One verdict for several questions of one place. A failure outranks what could not be told, and that outranks a
     * pass; where no question arises, none does for the place.
     */
    static Verdict worst(List<Verdict> verdicts) {
        return failures(verdicts)
                .min(Comparator.comparing(Verdict.Fail::severity))
                .<Verdict>map(failure -> failure)
                .orElseGet(() -> withoutFailure(verdicts));
    }

    /** As {@link #worst}, but with everything that fails in one failure, so that all of it can be mended at once. */
    static Verdict together(List<Verdict> verdicts) {
        return failures(verdicts)
                .reduce((one, other) -> new Verdict.Fail(
                        one.severity().atLeast(other.severity()) ? one.severity() : other.severity(),
                        both(one.observed(), other.observed()),
                        one.because().equals(other.because())
                                ? one.because()
                                : Text.of("%s %s", one.because(), other.because()),
                        both(one.repair(), other.repair())))
                .<Verdict>map(failure -> failure)
                .orElseGet(() -> withoutFailure(verdicts));
    }

    private static Stream<Verdict.Fail> failures(List<Verdict> verdicts) {
        return verdicts.stream()
                .flatMap(verdict -> verdict instanceof Verdict.Fail fail ? Stream.of(fail) : Stream.empty());
    }

    private static <T> List<T> both(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    private static Verdict withoutFailure(List<Verdict> verdicts) {
        if (verdicts.stream().allMatch(verdict -> verdict instanceof Verdict.NotApplicable)) {
            return verdicts.stream()
                    .findFirst()
                    .orElseGet(() -> Verdict.notApplicable(Text.of("there is nothing to compare")));
        }
        List<Gap> gaps = verdicts.stream()
                .flatMap(verdict ->
                        verdict instanceof Verdict.Undecided(List<Gap> missing) ? missing.stream() : Stream.of())
                .distinct()
                .toList();
        return gaps.isEmpty() ? Verdict.pass() : Verdict.undecided(gaps);
    }
}
