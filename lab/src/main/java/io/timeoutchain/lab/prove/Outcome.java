package io.timeoutchain.lab.prove;

import io.timeoutchain.lab.prove.Observation.Request;
import io.timeoutchain.lab.prove.Observation.Work;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * What came of one phase, held against what was expected.
 *
 * @param requests how many were placed
 * @param failed those of them that failed
 * @param answers how often each answer came
 * @param endedAfter for how long connections of the link were idle when they ended, in the middle of all; unscaled
 * @param endedBy who ended them: {@code alb}, {@code nginx}
 * @param answeredAfter how long the requests took that count for it, in the middle of all; unscaled
 * @param objections what was not as expected; empty where all was
 * @param observation everything, for a picture of it
 */
public record Outcome(
        int requests,
        List<Request> failed,
        Map<String, Integer> answers,
        OptionalDouble endedAfter,
        Optional<String> endedBy,
        OptionalDouble answeredAfter,
        List<String> objections,
        Observation observation) {

    private static final int ENOUGH = 1_000;

    private static final int BAD_GATEWAY = 502;

    /** Work counts as done for nobody if it ends this much later than the waiting. */
    static final double GRACE = 0.35;

    /** Of ten connections that ended idle, at least nine must have been ended by whom it was expected of. */
    private static final double MOST = 0.9;

    public Outcome {
        failed = List.copyOf(failed);
        answers = new TreeMap<>(answers);
        objections = List.copyOf(objections);
    }

    static Outcome of(Scenario scenario, Phase phase, Observation observation) {
        List<Request> counted = observation.counted();
        List<Request> failed = counted.stream()
                .filter(request -> hasFailed(scenario, observation, request))
                .toList();
        Map<String, Integer> answers = new TreeMap<>();
        counted.forEach(request -> answers.merge(request.answer(), 1, Integer::sum));
        IdleEnds idle = IdleEnds.of(scenario, observation.connections());
        List<Request> telling =
                switch (phase) {
                    case BROKEN -> failed;
                    case REPAIRED -> counted;
                };
        OptionalDouble took = median(telling.stream().map(Request::took).toList());
        Expectation expected = scenario.expected(phase);
        List<String> objections = new ArrayList<>(
                switch (phase) {
                    case BROKEN -> toFailures(expected, failed);
                    case REPAIRED -> toAnswers(expected, failed, answers.keySet());
                });
        toWarming(phase, observation.warming()).ifPresent(objections::add);
        if (counted.size() < ENOUGH && scenario.fewer().isEmpty()) {
            objections.add("only " + counted.size() + " requests were placed, and nothing says why");
        }
        expected.endsFirst().flatMap(party -> toEnds(party, idle)).ifPresent(objections::add);
        expected.endsAfter()
                .flatMap(after -> toTime(scenario, "idle connections ended", after, idle.after()))
                .ifPresent(objections::add);
        expected.answeredAfter()
                .flatMap(after -> toTime(scenario, "requests were answered", after, took))
                .ifPresent(objections::add);
        return new Outcome(
                counted.size(),
                failed,
                answers,
                unscaled(scenario, idle.after()),
                idle.count() == 0 ? Optional.empty() : Optional.of(idle.by()),
                unscaled(scenario, took),
                objections,
                observation);
    }

    private static List<String> toFailures(Expectation expected, List<Request> failed) {
        return failed.isEmpty()
                ? List.of("it never failed: the scenario does not trigger")
                : failed.stream()
                        .map(Request::answer)
                        .filter(answer -> !expected.answers().contains(answer))
                        .distinct()
                        .map(answer -> "a request failed with '" + answer + "'")
                        .toList();
    }

    private static List<String> toAnswers(Expectation expected, List<Request> failed, Set<String> answers) {
        List<String> objections = new ArrayList<>();
        if (!failed.isEmpty()) {
            objections.add(failed.size() + " requests failed all the same, such as " + failed.getFirst());
        }
        answers.stream()
                .filter(answer -> !expected.answers().contains(answer))
                .forEach(answer -> objections.add("a request was answered with '" + answer + "'"));
        return objections;
    }

    /** Broken, a pool can be met by a close while it is filled: that is no other failure than the one to show. */
    private static Optional<String> toWarming(Phase phase, List<Request> warming) {
        List<Request> cold =
                warming.stream().filter(request -> !request.isServed()).toList();
        boolean tolerable =
                switch (phase) {
                    case BROKEN -> cold.isEmpty() || cold.size() < warming.size();
                    case REPAIRED -> cold.isEmpty();
                };
        return tolerable
                ? Optional.empty()
                : Optional.of(cold.size() + " requests that only fill a pool failed, such as " + cold.getFirst());
    }

    private static Optional<String> toEnds(String party, IdleEnds idle) {
        if (idle.count() == 0) {
            return Optional.of("no connection was seen to end idle");
        }
        return party.equals(idle.by()) && idle.share() >= MOST
                ? Optional.empty()
                : Optional.of("%s was to end idle connections, but %s ended %s %% of %d"
                        .formatted(party, idle.by(), number(idle.share() * 100), idle.count()));
    }

    /** The outcome of a run that could not be made to its end. */
    static Outcome none(String why) {
        return new Outcome(
                0,
                List.of(),
                Map.of(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                List.of(why),
                new Observation(0, 0, 0, List.of(), List.of(), List.of(), List.of()));
    }

    /** How many requests failed. */
    public int failures() {
        return failed.size();
    }

    /** A number for a person, with two decimals at most. */
    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static boolean hasFailed(Scenario scenario, Observation observation, Request request) {
        return switch (scenario.failure()) {
            case NOT_SERVED -> !request.isServed();
            case WORK_FOR_NOBODY -> {
                boolean begun =
                        observation.work().stream().anyMatch(line -> line.id().equals(request.id()));
                Optional<Work> end = observation.endOfWork(request);
                // A worker that is killed writes no end: its connection is closed before the caller gives up.
                boolean killed = request.status() == BAD_GATEWAY;
                yield begun
                        && end.map(work -> work.at() > request.answered() + GRACE)
                                .orElse(!killed);
            }
            case CALLER_GAVE_UP ->
                request.error().equals("gave up") || request.answer().equals("504 alb");
        };
    }

    private static Optional<String> toTime(Scenario scenario, String what, Duration expected, OptionalDouble seen) {
        double wanted = expected.toMillis() / 1000.0 * scenario.scale();
        double tolerance = scenario.tolerance().toMillis() / 1000.0;
        if (seen.isPresent() && Math.abs(seen.getAsDouble() - wanted) <= tolerance) {
            return Optional.empty();
        }
        return Optional.of("%s after %s s, not after %s s (within %s s)"
                .formatted(
                        what, seen.isPresent() ? number(seen.getAsDouble()) : "no", number(wanted), number(tolerance)));
    }

    private static OptionalDouble unscaled(Scenario scenario, OptionalDouble seconds) {
        return seconds.isPresent() ? OptionalDouble.of(seconds.getAsDouble() / scenario.scale()) : seconds;
    }

    static OptionalDouble median(List<Double> values) {
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(values.stream().sorted().toList().get(values.size() / 2));
    }
}
