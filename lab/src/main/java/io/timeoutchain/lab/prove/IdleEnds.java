package io.timeoutchain.lab.prove;

import io.timeoutchain.lab.prove.Observation.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Who ended the idle connections of a link, and after how long.
 *
 * @param count how many connections were seen to end idle
 * @param by who ended most of them: {@code alb}, {@code nginx}
 * @param share how many of all those are, from 0 to 1
 * @param after for how long they were idle, in the middle of all; as observed, not unscaled
 */
record IdleEnds(int count, String by, double share, OptionalDouble after) {

    /** In seconds of real life: a connection that ends sooner after an answer was not left idle. */
    private static final double AT_ONCE = 1;

    static IdleEnds of(Scenario scenario, List<Connection> connections) {
        Scenario.Link link = scenario.link();
        List<Connection> idle = connections.stream()
                .filter(connection -> connection.isOn(link) && connection.forgotten() == null)
                .filter(connection -> connection
                        .idleAtItsEnd()
                        .filter(seconds -> seconds / scenario.scale() > AT_ONCE)
                        .isPresent())
                .toList();
        Map<Boolean, List<Connection>> byCallee =
                idle.stream().collect(Collectors.partitioningBy(connection -> "callee".equals(connection.endedBy())));
        List<Connection> most = byCallee.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        boolean callee = most.stream().anyMatch(connection -> "callee".equals(connection.endedBy()));
        return new IdleEnds(
                idle.size(),
                callee ? link.callee() : link.caller(),
                idle.isEmpty() ? 0 : (double) most.size() / idle.size(),
                Outcome.median(most.stream()
                        .map(connection -> connection.idleAtItsEnd().orElseThrow())
                        .toList()));
    }
}
