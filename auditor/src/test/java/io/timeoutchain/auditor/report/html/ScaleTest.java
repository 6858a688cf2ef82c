package io.timeoutchain.auditor.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScaleTest {

    private static Scale scale(long... seconds) {
        return Scale.of(LongStream.of(seconds).mapToObj(Bound::ofSeconds).toList());
    }

    @Test
    void bars_are_in_proportion_where_times_are_of_one_order() {
        Scale scale = scale(30, 60);
        assertThat(scale.logarithmic()).isFalse();
        assertThat(100 - scale.top(Bound.ofSeconds(60))).isEqualTo(2 * (100 - scale.top(Bound.ofSeconds(30))));
    }

    @Test
    void times_that_differ_by_orders_all_have_a_bar_and_keep_their_order() {
        Scale scale = scale(2, 60, 28_800);
        assertThat(scale.logarithmic()).isTrue();
        assertThat(List.of(2L, 60L, 28_800L))
                .extracting(seconds -> scale.top(Bound.ofSeconds(seconds)))
                .isSortedAccordingTo((one, other) -> Integer.compare(other, one))
                .doesNotHaveDuplicates()
                .allSatisfy(top -> assertThat(top).isBetween(1, 90));
    }

    @Test
    void what_never_ends_is_higher_than_anything_that_does_and_nothing_is_a_hairline() {
        Scale scale = scale(0, 60);
        assertThat(scale.top(Bound.never())).isZero().isLessThan(scale.top(Bound.ofSeconds(60)));
        assertThat(scale.top(Bound.ofSeconds(0))).isEqualTo(99);
        assertThat(scale().top(Bound.never())).isZero();
    }
}
