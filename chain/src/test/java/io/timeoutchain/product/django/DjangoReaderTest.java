package io.timeoutchain.product.django;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Trait;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.Attributes;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DjangoReaderTest {

    @ParameterizedTest
    @CsvSource({
        "CONN_MAX_AGE, REUSE_WINDOW",
        "SESSION_COOKIE_AGE, LOGIN_SESSION",
        "request-limit, REQUEST_LIMIT",
        "read_timeout, RESPONSE_WAIT",
        "connect_timeout, CONNECT_WAIT"
    })
    void every_declared_value_plays_its_role(String name, Role role) {
        Party django = read(Map.of(name, "45"));

        assertThat(django.timers(role))
                .extracting(timer -> timer.reading().known().orElseThrow())
                .containsExactly(Bound.ofSeconds(45));
        assertThat(django.gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactlyInAnyOrderElementsOf(Stream.of("CONN_MAX_AGE", "read_timeout", "connect_timeout")
                        .filter(needed -> !needed.equals(name))
                        .map(undeclared -> undeclared + " of django")
                        .toList());
    }

    @Test
    void a_connection_age_of_zero_means_that_connections_are_not_reused() {
        assertThat(read(Map.of("CONN_MAX_AGE", "0")).surelyNot(Trait.REUSES_CONNECTIONS))
                .isTrue();
    }

    @Test
    void a_connection_age_of_none_means_that_they_are_reused_for_ever() {
        Party django = read(Map.of("CONN_MAX_AGE", "None"));

        assertThat(django.surely(Trait.REUSES_CONNECTIONS)).isTrue();
        assertThat(django.timers(Role.REUSE_WINDOW))
                .extracting(timer -> timer.reading().known().orElseThrow())
                .containsExactly(Bound.never());
    }

    @Test
    void an_undeclared_connection_age_is_a_gap_and_not_djangos_default() {
        assertThat(read(Map.of()).missing(Trait.REUSES_CONNECTIONS))
                .extracting(gap -> gap.subject().toString())
                .containsExactly("CONN_MAX_AGE of django");
    }

    @Test
    void a_malformed_value_is_a_gap() {
        assertThat(read(Map.of("CONN_MAX_AGE", "null")).missing(Trait.REUSES_CONNECTIONS))
                .extracting(gap -> gap.subject().toString())
                .containsExactly("CONN_MAX_AGE");
    }

    @Test
    void the_repair_is_a_line_of_the_settings() {
        assertThat(DjangoSettings.CONN_MAX_AGE.writtenAs(Duration.ofSeconds(300), Whereabouts.VARIABLES))
                .contains("\"CONN_MAX_AGE\": 300,");
    }

    private static Party read(Map<String, String> declared) {
        return DjangoReader.party(Attributes.of("django", declared));
    }
}
