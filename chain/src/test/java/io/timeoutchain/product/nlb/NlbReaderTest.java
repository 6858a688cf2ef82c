package io.timeoutchain.product.nlb;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Trait;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.Attributes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NlbReaderTest {

    private static final String ATTRIBUTE = "tcp.idle_timeout.seconds";

    @ParameterizedTest
    @CsvSource({"TCP, 350", "TCP_UDP, 350", "TLS, 350", "UDP, 120"})
    void every_protocol_has_its_documented_idle_time(String protocol, long seconds) {
        Party nlb = read(protocol, Map.of());

        assertThat(nlb.timers(Role.FLOW_IDLE)).singleElement().satisfies(timer -> {
            assertThat(timer.reading()).isInstanceOf(Reading.Defaulted.class);
            assertThat(timer.reading().known()).contains(Bound.ofSeconds(seconds));
        });
        assertThat(nlb.timers(Role.WITHOUT_EFFECT)).isEmpty();
    }

    @Test
    void a_tcp_listener_can_be_given_another() {
        assertThat(read("TCP", Map.of(ATTRIBUTE, "6000")).timers(Role.FLOW_IDLE))
                .singleElement()
                .satisfies(timer -> assertThat(timer.reading().known()).contains(Bound.ofSeconds(6000)));
    }

    @Test
    void a_tls_listener_ignores_what_is_stated_and_shows_it() {
        Party nlb = read("TLS", Map.of(ATTRIBUTE, "60"));

        assertThat(nlb.surely(Trait.TERMINATES_TLS)).isTrue();
        assertThat(nlb.timers(Role.FLOW_IDLE))
                .singleElement()
                .satisfies(timer -> assertThat(timer.reading().known()).contains(Bound.ofSeconds(350)));
        assertThat(nlb.timers(Role.WITHOUT_EFFECT)).singleElement().satisfies(timer -> {
            assertThat(timer.setting()).isEqualTo(NlbSettings.TCP_IDLE_TIMEOUT_ON_TLS);
            assertThat(timer.reading().known()).contains(Bound.ofSeconds(60));
        });
    }

    @Test
    void stating_what_holds_anyway_is_nothing_to_show() {
        assertThat(read("TLS", Map.of(ATTRIBUTE, "350")).timers(Role.WITHOUT_EFFECT))
                .isEmpty();
    }

    @Test
    void only_tls_listeners_end_tls() {
        assertThat(read("TCP", Map.of()).surelyNot(Trait.TERMINATES_TLS)).isTrue();
        assertThat(read("UDP", Map.of()).surelyNot(Trait.TERMINATES_TLS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"350s", "", "-350"})
    void a_malformed_value_is_a_gap(String text) {
        assertThat(read("TCP", Map.of(ATTRIBUTE, text)).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.subject().toString()).isEqualTo(ATTRIBUTE));
    }

    @Test
    void an_unknown_protocol_is_a_gap_and_not_a_guess() {
        Party nlb = read("QUIC", Map.of());

        assertThat(nlb.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.cause().toString()).contains("QUIC"));
        assertThat(nlb.timers(Role.FLOW_IDLE))
                .allSatisfy(timer -> assertThat(timer.reading().known()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true", "6000, true", "6001, false"})
    void the_range_includes_its_ends(long seconds, boolean admitted) {
        assertThat(NlbSettings.TCP_IDLE_TIMEOUT.range().orElseThrow().admits(Bound.ofSeconds(seconds)))
                .isEqualTo(admitted);
    }

    @Test
    void the_repair_is_a_command_line() {
        assertThat(NlbSettings.TCP_IDLE_TIMEOUT.writtenAs(Duration.ofSeconds(400), Whereabouts.VARIABLES))
                .contains("aws elbv2 modify-listener-attributes --listener-arn \"$LISTENER_ARN\""
                        + " --attributes Key=tcp.idle_timeout.seconds,Value=400");
    }

    private static Party read(String protocol, Map<String, String> attributes) {
        return NlbReader.party(protocol, Attributes.of("the listener", attributes));
    }
}
