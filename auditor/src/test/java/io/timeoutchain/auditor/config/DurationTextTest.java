package io.timeoutchain.auditor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "500ms, PT0.5S",
        "2m, PT2M",
        "1h30m, PT1H30M",
        "1h2m3s4ms, PT1H2M3.004S",
        "0s, PT0S",
        "999999999s, PT999999999S"
    })
    void numbers_with_units_add_up(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "1.5s", "5S", "5d", "30s1m", "9999999999s", "5s ", "٣s"})
    void anything_else_is_no_duration(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
