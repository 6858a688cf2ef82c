package io.timeoutchain.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeasurementTest {

    private static final Source FILE = new Source("gunicorn.conf.py:3");
    private static final Source SEEN = new Source("measured");
    private static final Gap GAP = new Gap("keep-alive", "not read", "read it");

    @ParameterizedTest
    @CsvSource({
        // configured, seen (ms), in force (ms)
        "2, 3100, 2000",
        "2, 3500, 2000",
        "2, 3501, 3500",
        "2, 500, 2000",
        "2, 499, 400",
        "75, 75010, 75000",
        "75, 78750, 75000",
        "75, 78751, 78700",
        "75, 71250, 75000",
        "75, 71249, 71200",
        "65, 2040, 2000"
    })
    void what_obeys_within_the_tolerance_is_what_is_configured(int configured, long seen, long inForce) {
        Reading<Bound> said = Reading.stated(Bound.ofSeconds(configured), FILE);

        assertThat(new Measurement.Closed(Duration.ofMillis(seen)).keepAlive(said, SEEN))
                .isEqualTo(Reading.measured(Bound.after(Duration.ofMillis(inForce)), SEEN, said));
    }

    @Test
    void a_close_contradicts_what_never_ends_and_serves_where_nothing_is_known() {
        Measurement closed = new Measurement.Closed(Duration.ofMillis(5_040));
        Reading<Bound> never = Reading.stated(Bound.never(), FILE);
        Reading<Bound> unread = Reading.unread(GAP);

        assertThat(closed.keepAlive(never, SEEN)).isEqualTo(Reading.measured(Bound.ofSeconds(5), SEEN, never));
        assertThat(closed.keepAlive(unread, SEEN)).isEqualTo(Reading.measured(Bound.ofSeconds(5), SEEN, unread));
        assertThat(closed.keepAlive(unread, SEEN).known()).contains(Bound.ofSeconds(5));
    }

    @Test
    void a_connection_still_open_contradicts_only_what_should_have_ended_by_then() {
        Measurement open = new Measurement.StillOpen(Duration.ofSeconds(60));
        Reading<Bound> longer = Reading.stated(Bound.ofSeconds(75), FILE);
        Reading<Bound> near = Reading.stated(Bound.ofSeconds(59), FILE);
        Reading<Bound> shorter = Reading.stated(Bound.ofSeconds(30), FILE);

        assertThat(open.keepAlive(longer, SEEN)).isEqualTo(longer);
        assertThat(open.keepAlive(near, SEEN)).isEqualTo(near);
        assertThat(open.keepAlive(shorter, SEEN)).isEqualTo(Reading.measured(Bound.ofSeconds(60), SEEN, shorter));
    }

    @Test
    void an_announced_close_says_nothing_of_the_keep_alive() {
        Reading<Bound> said = Reading.stated(Bound.ofSeconds(2), FILE);
        Reading<Boolean> keeps = Reading.stated(false, FILE);

        assertThat(new Measurement.Announced().keepAlive(said, SEEN)).isEqualTo(said);
        assertThat(new Measurement.Announced().announcesClose(keeps, SEEN))
                .isEqualTo(Reading.measured(true, SEEN, keeps));
        assertThat(new Measurement.Closed(Duration.ofSeconds(2)).announcesClose(keeps, SEEN))
                .isEqualTo(Reading.measured(false, SEEN, keeps));
    }

    @Test
    void only_another_value_is_a_contradiction() {
        Reading<Integer> said = Reading.stated(65, FILE);

        assertThat(new Reading.Measured<>(2, SEEN, said).contradicted()).contains(said);
        assertThat(new Reading.Measured<>(65, SEEN, said).contradicted()).isEmpty();
        assertThat(new Reading.Measured<>(2, SEEN, Reading.unread(GAP)).contradicted())
                .isEmpty();
    }
}
