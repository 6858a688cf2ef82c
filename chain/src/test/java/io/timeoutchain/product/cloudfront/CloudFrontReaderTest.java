package io.timeoutchain.product.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudFrontReaderTest {

    @ParameterizedTest
    @CsvSource({"OriginReadTimeout, 30", "OriginKeepaliveTimeout, 5", "ConnectionTimeout, 10"})
    void what_is_not_declared_has_its_documented_default(String name, long seconds) {
        assertThat(read(Map.of()).timers().get(setting(name)))
                .isInstanceOfSatisfying(Reading.Defaulted.class, reading -> assertThat(reading.value())
                        .isEqualTo(Bound.ofSeconds(seconds)));
    }

    @Test
    void it_connects_three_times_reuses_connections_and_tries_again() {
        Party cloudFront = read(Map.of());

        assertThat(cloudFront.quantities()).hasEntrySatisfying(Quantity.TRIES, tries -> assertThat(tries.known())
                .contains(3L));
        assertThat(cloudFront.surely(Trait.REUSES_CONNECTIONS)).isTrue();
        assertThat(cloudFront.surely(Trait.RETRIES_AFTER_TIMEOUT)).isTrue();
    }

    @Test
    void declared_values_are_read() {
        Party cloudFront = read(Map.of("OriginReadTimeout", "60", "ConnectionAttempts", "1"));

        assertThat(cloudFront.timers())
                .hasEntrySatisfying(CloudFrontSettings.RESPONSE_TIMEOUT, reading -> assertThat(reading.known())
                        .contains(Bound.ofSeconds(60)));
        assertThat(cloudFront.quantities()).hasEntrySatisfying(Quantity.TRIES, tries -> assertThat(tries.known())
                .contains(1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "three", "-1"})
    void another_number_of_attempts_is_a_gap(String text) {
        assertThat(read(Map.of("ConnectionAttempts", text)).gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactly("ConnectionAttempts");
    }

    @ParameterizedTest
    @CsvSource({
        "OriginReadTimeout, 0, false",
        "OriginReadTimeout, 1, true",
        "OriginReadTimeout, 120, true",
        "OriginReadTimeout, 121, false",
        "OriginKeepaliveTimeout, 0, false",
        "OriginKeepaliveTimeout, 1, true",
        "OriginKeepaliveTimeout, 120, true",
        "OriginKeepaliveTimeout, 121, false",
        "ConnectionTimeout, 0, false",
        "ConnectionTimeout, 1, true",
        "ConnectionTimeout, 10, true",
        "ConnectionTimeout, 11, false"
    })
    void ranges_include_their_ends(String name, long seconds, boolean admitted) {
        assertThat(setting(name).range().orElseThrow().admits(Bound.ofSeconds(seconds)))
                .isEqualTo(admitted);
    }

    private static Setting setting(String name) {
        return CloudFrontSettings.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Party read(Map<String, String> declared) {
        return CloudFrontReader.party(Attributes.of("cloudfront", declared));
    }
}
