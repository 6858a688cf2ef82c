package io.timeoutchain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    private static final Demand ANY = new Judge(Rules.all(), JudgePolicy.DEFAULT)
            .asked(Observed.planned(Shape.USUAL))
            .getFirst()
            .demand();

    /** The first of 0 and 1 ends 5 s before 2, which is 350 s; 0 is 400 s, and 1 may be anything up to {@code most}. */
    private static Network choice(long most) {
        return new Network(
                List.of(new Network.Edge(List.of(0, 1), 2, 5_000, ANY)),
                new long[] {400_000, 1_000, 350_000},
                new long[] {400_000, most, 350_000});
    }

    @ParameterizedTest
    @ValueSource(longs = {344_000, 345_000})
    void a_value_that_fits_is_taken_as_it_is(long wished) {
        assertThat(choice(31_536_000_000L).nearest(1, wished)).isEqualTo(wished);
    }

    @ParameterizedTest
    @ValueSource(longs = {345_001, 346_000, 400_000, 455_000, 31_536_000_000L, Network.NEVER})
    void one_that_does_not_becomes_the_greatest_that_does(long wished) {
        assertThat(choice(31_536_000_000L).nearest(1, wished)).isEqualTo(345_000);
    }

    @Test
    void a_year_takes_no_more_steps_than_a_minute() {
        Network network = choice(31_536_000_000L);

        // Down by 55 s at a time it would be half a million steps, once.
        assertTimeout(Duration.ofSeconds(5), () -> {
            for (int time = 0; time < 1_000; time++) {
                assertThat(network.nearest(1, Network.NEVER)).isEqualTo(345_000);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void the_nearest_is_what_trying_every_second_finds(long seed) {
        Random random = new Random(seed);
        for (int time = 0; time < 200; time++) {
            Network network = any(random);
            if (network.solve() instanceof Network.Feasible) {
                int of = random.nextInt(5);
                long wished = random.nextInt(60) * 1_000L;
                assertThat(network.nearest(of, wished)).as(network.toString()).isEqualTo(tried(network, of, wished));
            }
        }
    }

    private static Network any(Random random) {
        long[] lower = new long[5];
        long[] upper = new long[5];
        for (int time = 0; time < 5; time++) {
            lower[time] = random.nextInt(30) * 1_000L;
            upper[time] = lower[time] + random.nextInt(40) * 1_000L;
        }
        List<Network.Edge> edges = new ArrayList<>();
        for (int greater = 1; greater < 5; greater++) {
            // Only from lower numbers to higher ones, so that none must outlast itself.
            List<Integer> lessers = new ArrayList<>(List.of(random.nextInt(greater)));
            int other = random.nextInt(greater);
            if (!lessers.contains(other)) {
                lessers.add(other);
            }
            edges.add(new Network.Edge(lessers, greater, random.nextInt(10) * 500L, ANY));
        }
        return new Network(edges, lower, upper);
    }

    /** The greatest value up to {@code wished}, or else the least at all, with which there is a solution. */
    private static long tried(Network network, int time, long wished) {
        long most = Math.min(wished, network.upper(time));
        for (long value = most; value >= network.lower(time); value -= 1_000) {
            if (network.with(time, value).solve() instanceof Network.Feasible) {
                return value;
            }
        }
        long value = Math.max(most, network.lower(time));
        while (!(network.with(time, value).solve() instanceof Network.Feasible)) {
            value += 1_000;
        }
        return value;
    }
}
