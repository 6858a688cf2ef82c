package io.timeoutchain.product.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Trait;
import io.timeoutchain.model.Whereabouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdReaderTest {

    private static final String UNIT = "gunicorn.service";

    @ParameterizedTest
    @CsvSource({
        "5s, PT5S",
        "1min 30s, PT90S",
        "1h 2min 3s 500ms 20us, PT3723.50002S",
        "1h 2min 3.500020s, PT3723.50002S",
        "500ms, PT0.5S",
        "1.500000s, PT1.5S",
        "2d, PT48H",
        "1w, PT168H",
        "1month, PT730H30M",
        "1y, PT8766H",
        "1us, PT0.000001S"
    })
    void a_time_span_is_read_as_systemd_prints_it(String text, Duration expected) {
        assertThat(stopTimeout("TimeoutStopUSec=" + text))
                .isEqualTo(Reading.stated(Bound.after(expected), new Source("TimeoutStopUSec of gunicorn.service")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinity", "0"})
    void infinity_and_the_older_zero_never_end(String text) {
        assertThat(stopTimeout("TimeoutStopUSec=" + text).known()).contains(Bound.never());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "90",
                "s",
                "1min30s",
                "1 min",
                "-5s",
                "5S",
                "1min, 30s",
                "[not set]",
                "Infinity",
                "99999999999999999y"
            })
    void anything_else_is_a_gap(String text) {
        assertThat(stopTimeout("TimeoutStopUSec=" + text).missing())
                .hasValueSatisfying(
                        gap -> assertThat(gap.subject().toString()).isEqualTo("TimeoutStopUSec of " + UNIT));
    }

    @Test
    void an_edited_unit_shows_as_edited_and_keeps_what_is_in_force() {
        Party systemd = SystemdReader.party(UNIT, "TimeoutStopUSec=1min 30s\r\nNeedDaemonReload=yes\r\n");

        assertThat(systemd.surely(Trait.EDITED_SINCE_READ)).isTrue();
        assertThat(systemd.timers())
                .containsEntry(
                        SystemdSettings.TIMEOUT_STOP,
                        Reading.stated(Bound.ofSeconds(90), new Source("TimeoutStopUSec of " + UNIT)));
    }

    @Test
    void a_unit_that_was_not_edited_is_known_not_to_be() {
        assertThat(SystemdReader.party(UNIT, "NeedDaemonReload=no").surelyNot(Trait.EDITED_SINCE_READ))
                .isTrue();
    }

    @Test
    void what_was_not_printed_is_a_gap_each() {
        assertThat(SystemdReader.party(UNIT, "Id=gunicorn.service\nnonsense\n=x\n")
                        .gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactly("TimeoutStopUSec of " + UNIT, "NeedDaemonReload of " + UNIT);
    }

    @Test
    void a_malformed_answer_about_edits_is_a_gap() {
        assertThat(SystemdReader.party(UNIT, "NeedDaemonReload=perhaps").missing(Trait.EDITED_SINCE_READ))
                .hasSize(1);
    }

    @Test
    void the_repair_is_a_line_for_a_drop_in() {
        assertThat(SystemdSettings.TIMEOUT_STOP.writtenAs(Duration.ofSeconds(65), Whereabouts.VARIABLES))
                .contains("TimeoutStopSec=65");
    }

    private static Reading<Bound> stopTimeout(String shown) {
        return SystemdReader.party(UNIT, shown)
                .timers()
                .getOrDefault(SystemdSettings.TIMEOUT_STOP, Reading.unread(new Gap("nothing", "no timer", "none")));
    }
}
