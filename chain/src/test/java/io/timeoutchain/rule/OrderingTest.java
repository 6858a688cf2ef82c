package io.timeoutchain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.rule.Ordering.Comparison;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderingTest {

    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final Setting IDLE =
            Setting.of(Product.ALB, "idle", "idle {seconds}", Role.REUSE_WINDOW).within(1, 4000);
    private static final Setting KEEP = Setting.of(Product.NGINX, "keep", "keep {seconds}s;", Role.KEEP_ALIVE);
    private static final Setting FIXED = Setting.fixed(Product.ALB, "fixed", Role.CONNECT_WAIT);
    private static final Gap GAP = new Gap("keep", "denied", "grant it");
    private static final Timer UNREAD = new Timer(KEEP, Reading.unread(GAP));

    private static Timer timer(Setting setting, Bound bound) {
        return new Timer(setting, Reading.stated(bound, new Source("here")));
    }

    private static Timer idle(long seconds) {
        return timer(IDLE, Bound.ofSeconds(seconds));
    }

    private static Timer keep(long seconds) {
        return timer(KEEP, Bound.ofSeconds(seconds));
    }

    private static Comparison compare(Timer lesser, Timer greater) {
        return Ordering.compare(List.of(lesser), List.of(greater), MARGIN);
    }

    private static Ordering moving(Ordering.Moves moves) {
        return Ordering.of(Ordering.Side.CALLER, Role.REUSE_WINDOW, Ordering.Side.CALLEE, Role.KEEP_ALIVE, moves);
    }

    @ParameterizedTest
    @CsvSource({"59,Reversed", "60,Reversed", "61,TooClose", "64,TooClose", "65,Holds", "66,Holds"})
    void equal_is_reversed_and_less_than_the_margin_is_too_close(long greater, String expected) {
        assertThat(compare(idle(60), keep(greater)).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void a_greater_that_never_ends_holds_even_against_what_could_not_be_read() {
        assertThat(compare(UNREAD, timer(KEEP, Bound.never()))).isEqualTo(new Comparison.Holds());
    }

    @Test
    void a_lesser_that_never_ends_is_reversed() {
        assertThat(compare(timer(IDLE, Bound.never()), keep(60))).isInstanceOf(Comparison.Reversed.class);
    }

    @Test
    void what_could_not_be_read_is_unknown() {
        assertThat(compare(idle(60), UNREAD)).isEqualTo(new Comparison.Unknown(List.of(GAP)));
    }

    @Test
    void a_side_without_a_timer_is_absent() {
        assertThat(Ordering.compare(List.of(), List.of(keep(60)), MARGIN)).isEqualTo(new Comparison.Absent());
        assertThat(Ordering.compare(List.of(idle(60)), List.of(), MARGIN)).isEqualTo(new Comparison.Absent());
    }

    @Test
    void of_several_reversed_pairs_the_worst_is_given() {
        assertThat(Ordering.compare(List.of(idle(60)), List.of(keep(59), keep(10), keep(30)), MARGIN))
                .isEqualTo(new Comparison.Reversed(idle(60), keep(10)));
        Timer endless = timer(IDLE, Bound.never());
        assertThat(Ordering.compare(List.of(idle(60), endless), List.of(keep(1)), MARGIN))
                .isEqualTo(new Comparison.Reversed(endless, keep(1)));
    }

    @Test
    void of_several_pairs_that_are_too_close_the_closest_is_given() {
        assertThat(Ordering.compare(List.of(idle(60)), List.of(keep(64), keep(61)), MARGIN))
                .isEqualTo(new Comparison.TooClose(idle(60), keep(61)));
    }

    @Test
    void reversed_outranks_unknown_and_that_outranks_too_close() {
        assertThat(Ordering.compare(List.of(idle(60)), List.of(keep(61), UNREAD, keep(30)), MARGIN))
                .isEqualTo(new Comparison.Reversed(idle(60), keep(30)));
        assertThat(Ordering.compare(List.of(idle(60)), List.of(keep(61), UNREAD), MARGIN))
                .isEqualTo(new Comparison.Unknown(List.of(GAP)));
    }

    private static String text(Remedy remedy) {
        return switch (remedy) {
            case Remedy.Set(Timer timer, Duration value) ->
                timer.setting().writtenAs(value, Whereabouts.VARIABLES).orElseThrow();
            case Remedy.Say words -> words.text().toString();
        };
    }

    @Test
    void a_repair_moves_the_side_that_is_to_move_by_the_margin() {
        assertThat(moving(Ordering.Moves.GREATER).repair(idle(60), keep(30), MARGIN))
                .extracting(OrderingTest::text)
                .containsExactly("keep 65s;");
        assertThat(moving(Ordering.Moves.LESSER).repair(idle(60), keep(30), MARGIN))
                .extracting(OrderingTest::text)
                .containsExactly("idle 25");
    }

    @Test
    void a_repair_moves_the_other_side_where_the_first_cannot() {
        assertThat(moving(Ordering.Moves.LESSER).repair(idle(60), keep(4), MARGIN))
                .as("4 s leave no room below")
                .extracting(OrderingTest::text)
                .containsExactly("keep 65s;");
        assertThat(moving(Ordering.Moves.GREATER).repair(idle(60), timer(FIXED, Bound.ofSeconds(10)), MARGIN))
                .as("nobody can set a fixed value")
                .extracting(OrderingTest::text)
                .containsExactly("idle 5");
        assertThat(moving(Ordering.Moves.GREATER).repair(timer(IDLE, Bound.never()), keep(30), MARGIN))
                .as("nothing outlasts what never ends")
                .extracting(OrderingTest::text)
                .containsExactly("idle 25");
    }

    @Test
    void a_repair_never_leaves_the_range_of_its_platform() {
        assertThat(moving(Ordering.Moves.GREATER).repair(keep(4000), idle(60), MARGIN))
                .extracting(OrderingTest::text)
                .containsExactly("keep 55s;");
    }

    @Test
    void a_repair_puts_the_pair_in_order_with_the_margin() {
        for (long lesser = 1; lesser <= 100; lesser += 7) {
            for (long greater = 1; greater <= 100; greater += 9) {
                for (Ordering.Moves moves : Ordering.Moves.values()) {
                    Timer less = timer(IDLE, Bound.after(Duration.ofMillis(lesser * 1000 + 300)));
                    Timer great = keep(greater);
                    if (compare(less, great) instanceof Comparison.Holds) {
                        continue;
                    }
                    Remedy.Set repair = (Remedy.Set)
                            moving(moves).repair(less, great, MARGIN).getFirst();
                    Timer moved = timer(repair.timer().setting(), Bound.after(repair.value()));
                    Comparison after = moved.setting().equals(IDLE) ? compare(moved, great) : compare(less, moved);
                    assertThat(after).isEqualTo(new Comparison.Holds());
                }
            }
        }
    }
}
