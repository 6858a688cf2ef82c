package io.timeoutchain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BoundTest {

    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final List<Bound> SOME = List.of(
            Bound.ofSeconds(0),
            Bound.after(Duration.ofMillis(1)),
            Bound.ofSeconds(59),
            Bound.ofSeconds(60),
            Bound.ofSeconds(65),
            Bound.never());

    @ParameterizedTest
    @CsvSource({"59,60,false", "60,60,false", "61,60,false", "64,60,false", "65,60,true", "66,60,true"})
    void it_outlasts_what_ends_a_margin_earlier(long mine, long theirs, boolean outlasts) {
        assertThat(Bound.ofSeconds(mine).outlasts(Bound.ofSeconds(theirs), MARGIN))
                .isEqualTo(outlasts);
    }

    @Test
    void equal_times_do_not_outlast_each_other() {
        assertThat(Bound.ofSeconds(60).outlasts(Bound.ofSeconds(60))).isFalse();
    }

    @Test
    void what_never_ends_outlasts_everything_and_only_that_outlasts_it() {
        assertThat(SOME).allMatch(other -> Bound.never().outlasts(other, MARGIN));
        assertThat(SOME).filteredOn(one -> one.outlasts(Bound.never())).containsExactly(Bound.never());
    }

    @Test
    void of_two_that_end_at_most_one_outlasts_the_other() {
        for (Bound one : SOME) {
            for (Bound other : SOME) {
                boolean both = one.outlasts(other) && other.outlasts(one);
                assertThat(both).isEqualTo(one.equals(Bound.never()) && other.equals(Bound.never()));
            }
        }
    }

    @Test
    void outlasting_is_transitive() {
        for (Bound first : SOME) {
            for (Bound second : SOME) {
                for (Bound third : SOME) {
                    if (first.outlasts(second) && second.outlasts(third)) {
                        assertThat(first.outlasts(third)).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void the_earlier_and_the_later_of_two_are_the_two() {
        for (Bound one : SOME) {
            for (Bound other : SOME) {
                assertThat(List.of(one.orEarlier(other), one.orLater(other))).containsExactlyInAnyOrder(one, other);
                assertThat(one.orEarlier(other).outlasts(one.orLater(other)))
                        .isEqualTo(one.equals(Bound.never()) && other.equals(Bound.never()));
            }
        }
    }

    @Test
    void a_negative_time_is_refused() {
        assertThatThrownBy(() -> Bound.ofSeconds(-1)).hasMessageContaining("negative");
    }

    @Test
    void it_reads_as_seconds() {
        assertThat(SOME.stream().map(Bound::text)).containsExactly("0 s", "0.001 s", "59 s", "60 s", "65 s", "never");
    }
}
