package io.timeoutchain.product.gunicorn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GunicornVersionTest {

    @ParameterizedTest
    @CsvSource({"23.0.0, 23, 0", "20.1, 20, 1", "26.2.0rc1, 26, 2", "20.1.0-6+deb12u1, 20, 1", "21.2.0.dev0, 21, 2"})
    void major_and_minor_numbers_are_read(String text, int major, int minor) {
        assertThat(GunicornVersion.of(text)).contains(new GunicornVersion(major, minor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "23", "v23.0.0", "gunicorn (version 23.0.0)", "23.x", "99999.0"})
    void anything_else_is_no_version(String text) {
        assertThat(GunicornVersion.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"18, false", "19, true", "26, true", "27, true"})
    void defaults_are_known_from_nineteen_on(int major, boolean known) {
        assertThat(new GunicornVersion(major, 0).hasKnownDefaults()).isEqualTo(known);
    }
}
