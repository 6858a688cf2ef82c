package io.timeoutchain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ReadingTest {

    private static final Gap GAP = new Gap("keep-alive", "denied", "grant it");
    private static final Source SOURCE = Source.line("/etc/nginx/nginx.conf", 12);

    @Test
    void a_value_is_known_or_missing_and_never_both() {
        assertThat(Reading.stated(1, SOURCE).known()).contains(1);
        assertThat(Reading.stated(1, SOURCE).missing()).isEmpty();
        assertThat(Reading.defaulted(1, SOURCE).known()).contains(1);
        assertThat(Reading.defaulted(1, SOURCE).missing()).isEmpty();
        assertThat(Reading.unread(GAP).known()).isEmpty();
        assertThat(Reading.unread(GAP).missing()).contains(GAP);
    }

    @Test
    void another_value_that_follows_is_known_in_the_same_way() {
        assertThat(Reading.stated(1, SOURCE).map(value -> value + 1)).isEqualTo(Reading.stated(2, SOURCE));
        assertThat(Reading.defaulted(1, SOURCE).map(value -> value + 1)).isEqualTo(Reading.defaulted(2, SOURCE));
        assertThat(Reading.<Integer>unread(GAP).map(value -> value + 1)).isEqualTo(Reading.unread(GAP));
    }

    @Test
    void a_gap_without_a_remedy_is_refused() {
        assertThatThrownBy(() -> new Gap("keep-alive", "denied", " ")).hasMessageContaining("remedy");
    }

    @Test
    void a_source_names_the_line() {
        assertThat(SOURCE.text()).isEqualTo("/etc/nginx/nginx.conf:12");
    }
}
