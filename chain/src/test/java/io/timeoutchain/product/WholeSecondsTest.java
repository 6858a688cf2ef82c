package io.timeoutchain.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeSecondsTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "60, 60", "007, 7", "999999999999999999, 999999999999999999"})
    void digits_are_seconds(String text, long seconds) {
        assertThat(WholeSeconds.bound(text)).contains(Bound.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "60 ",
                " 60",
                "60s",
                "-1",
                "+1",
                "1.5",
                "1e3",
                "0x10",
                "1_000",
                "٣",
                "sixty",
                "1000000000000000000"
            })
    void anything_else_is_refused(String text) {
        assertThat(WholeSeconds.bound(text)).isEmpty();
        assertThat(WholeSeconds.number(text)).isEmpty();
    }

    @Test
    void zero_is_no_time_and_not_for_ever() {
        assertThat(WholeSeconds.bound("0")).contains(Bound.ofSeconds(0));
    }
}
