package io.timeoutchain.plan;

import io.timeoutchain.rule.Demand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Difference constraints between numbered times in milliseconds, {@code lesser + gap <= greater}, each time within bounds
 * of its own; a time that is free to move is a whole second. The least solution is the longest path from the lower bounds
 * (Bellman-Ford); where it meets an upper bound, the path to it is the reason why there is no solution.
 */
final class Network {

    /** A time that never ends. */
    static final long NEVER = Long.MAX_VALUE / 4;

    private static final long SECOND = 1000;

    /**
     * How often to go down by as much as a clash says. That is exact, and mostly once is enough; but where another lesser
     * of a choice is the first to end, it says how far that one would have to go, which may be seconds of a year.
     */
    private static final int EXACT_STEPS = 4;

    /**
     * One constraint, and the demand that it comes from.
     *
     * @param lessers of which the first to end counts; mostly one
     */
    record Edge(List<Integer> lessers, int greater, long gap, Demand demand) {

        Edge(int lesser, int greater, long gap, Demand demand) {
            this(List.of(lesser), greater, gap, demand);
        }

        /** The only lesser one, of those in a solution or a path: the one that counts. */
        int lesser() {
            return lessers.getFirst();
        }

        private int earliest(long[] values) {
            int earliest = lessers.getFirst();
            for (int at = 1; at < lessers.size(); at++) {
                if (values[lessers.get(at)] < values[earliest]) {
                    earliest = lessers.get(at);
                }
            }
            return earliest;
        }

        private Edge of(int lesser) {
            return lessers.size() == 1 ? this : new Edge(lesser, greater, gap, demand);
        }
    }

    /** What the bounds and constraints come to. */
    sealed interface Outcome permits Feasible, Clash {}

    /** There is a solution. */
    static final class Feasible implements Outcome {

        private final long[] least;
        private final @Nullable Edge[] forcing;

        private Feasible(long[] least, @Nullable Edge[] forcing) {
            this.least = least;
            this.forcing = forcing;
        }

        /** The least value of each time. */
        long[] least() {
            return least.clone();
        }

        /** The constraint that forces the least value of {@code time}; null where it is the time's own lower bound. */
        @Nullable
        Edge forcing(int time) {
            return forcing[time];
        }
    }

    /**
     * There is none: {@code path} leads from the lower bound of {@code from} past the upper bound of {@code to}. With an
     * empty path both are the same time, whose bounds exclude each other.
     *
     * @param excess by how much the upper bound is passed
     * @param all the constraints of the path, and of those that lead there from the other lessers on it
     * @param starts the constraints with which all of these begin, of the lesser whose lower bound it is
     */
    record Clash(int from, int to, long excess, List<Edge> path, List<Edge> all, List<Edge> starts)
            implements Outcome {}

    private final List<Edge> edges;
    private final long[] lower;
    private final long[] upper;

    /** Takes {@code lower} and {@code upper} as its own. */
    Network(List<Edge> edges, long[] lower, long[] upper) {
        this.edges = edges;
        this.lower = lower;
        this.upper = upper;
    }

    Outcome solve() {
        long[] least = lower.clone();
        @Nullable Edge[] forcing = new @Nullable Edge[least.length];
        for (int time = 0; time < least.length; time++) {
            if (lower[time] > upper[time]) {
                return new Clash(time, time, lower[time] - upper[time], List.of(), List.of(), List.of());
            }
        }
        for (int round = 0; round <= least.length; round++) {
            boolean moved = false;
            for (Edge edge : edges) {
                if (upper[edge.greater()] == NEVER) {
                    continue;
                }
                long needed = least[edge.earliest(least)] + edge.gap();
                if (needed > least[edge.greater()]) {
                    boolean free = lower[edge.greater()] != upper[edge.greater()];
                    least[edge.greater()] = free ? wholeAbove(needed) : needed;
                    forcing[edge.greater()] = edge;
                    moved = true;
                    if (least[edge.greater()] > upper[edge.greater()]) {
                        return clash(edge, least, forcing);
                    }
                }
            }
            if (!moved) {
                return new Feasible(least, forcing);
            }
        }
        throw new IllegalStateException("rules ask that a timer outlast itself: " + edges);
    }

    private Clash clash(Edge last, long[] least, @Nullable Edge[] forcing) {
        List<Edge> path = new ArrayList<>();
        for (Edge edge = last; edge != null; edge = forcing[path.getLast().lesser()]) {
            path.add(edge.of(edge.earliest(least)));
            if (path.size() > forcing.length) {
                throw new IllegalStateException("rules ask that a timer outlast itself: " + path);
            }
        }
        Collections.reverse(path);
        List<Edge> all = new ArrayList<>();
        List<Edge> starts = new ArrayList<>();
        gather(last, forcing, all, starts);
        return new Clash(
                path.getFirst().lesser(),
                last.greater(),
                least[last.greater()] - upper[last.greater()],
                path,
                all,
                starts);
    }

    private static void gather(Edge edge, @Nullable Edge[] forcing, List<Edge> all, List<Edge> starts) {
        if (all.contains(edge)) {
            return;
        }
        all.add(edge);
        for (int lesser : edge.lessers()) {
            Edge before = forcing[lesser];
            if (before == null) {
                starts.add(edge.of(lesser));
            } else {
                gather(before, forcing, all, starts);
            }
        }
    }

    /** The greatest value that each time could have, were the constraints that have a choice of lessers not there. */
    long[] greatest() {
        long[] greatest = upper.clone();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Edge edge : edges) {
                if (upper[edge.greater()] == NEVER || edge.lessers().size() > 1) {
                    continue;
                }
                long allowed = greatest[edge.greater()] - edge.gap();
                if (allowed < greatest[edge.lesser()]) {
                    boolean free = lower[edge.lesser()] != upper[edge.lesser()];
                    greatest[edge.lesser()] = free ? wholeBelow(allowed) : allowed;
                    moved = true;
                }
            }
        }
        return greatest;
    }

    /** The same constraints with {@code time} at {@code value}. */
    Network with(int time, long value) {
        return within(time, value, value);
    }

    /** The same constraints with {@code time} from {@code least} to {@code most}. */
    Network within(int time, long least, long most) {
        long[] newLower = lower.clone();
        long[] newUpper = upper.clone();
        newLower[time] = least;
        newUpper[time] = most;
        return new Network(edges, newLower, newUpper);
    }

    /** The value of {@code time} nearest to {@code wished} with which there is a solution, where there is one at all. */
    long nearest(int time, long wished) {
        if (!(solve() instanceof Feasible solution)) {
            throw new IllegalStateException("what lies between least and greatest has a solution");
        }
        long value = Math.min(wished, upper[time]);
        for (int step = 0; step < EXACT_STEPS; step++) {
            if (value <= solution.least[time]) {
                return solution.least[time];
            }
            if (!(with(time, value).solve() instanceof Clash clash)) {
                return value;
            }
            value = value == wholeBelow(value) ? wholeBelow(value - clash.excess()) : wholeBelow(value);
        }
        return halved(time, solution.least[time], value + SECOND);
    }

    /** The greatest value of {@code time} with which there is a solution, found between one that has and one that has none. */
    private long halved(int time, long having, long none) {
        long solved = having;
        long clashing = none;
        while (wholeBelow(solved + (clashing - solved) / 2) > solved) {
            long middle = wholeBelow(solved + (clashing - solved) / 2);
            if (with(time, middle).solve() instanceof Clash) {
                clashing = middle;
            } else {
                solved = middle;
            }
        }
        return solved;
    }

    /** The constraint that keeps {@code time} from being greater where all others are as {@code values} says. */
    @Nullable
    Edge ceiling(int time, long[] values) {
        return edges.stream()
                .filter(edge -> edge.lesser() == time && upper[edge.greater()] != NEVER)
                .min((one, other) ->
                        Long.compare(values[one.greater()] - one.gap(), values[other.greater()] - other.gap()))
                .orElse(null);
    }

    long lower(int time) {
        return lower[time];
    }

    long upper(int time) {
        return upper[time];
    }

    static long wholeAbove(long millis) {
        return Math.ceilDiv(millis, SECOND) * SECOND;
    }

    static long wholeBelow(long millis) {
        return Math.floorDiv(millis, SECOND) * SECOND;
    }

    @Override
    public String toString() {
        return edges.size() + " constraints, " + Arrays.toString(lower) + " to " + Arrays.toString(upper);
    }
}
