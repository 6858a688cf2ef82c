package io.timeoutchain.product.alb;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Trait;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.Attributes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlbReaderTest {

    private static final String ARN = "arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/web/1";

    @Test
    void a_load_balancer_without_attributes_has_the_documented_defaults() {
        Party alb = read(Map.of());

        assertThat(alb.timers().get(AlbSettings.IDLE_TIMEOUT))
                .isInstanceOfSatisfying(Reading.Defaulted.class, reading -> assertThat(reading.value())
                        .isEqualTo(Bound.ofSeconds(60)));
        assertThat(alb.timers().get(AlbSettings.CLIENT_KEEP_ALIVE))
                .isInstanceOfSatisfying(Reading.Defaulted.class, reading -> assertThat(reading.value())
                        .isEqualTo(Bound.ofSeconds(3600)));
        assertThat(alb.gaps()).isEmpty();
    }

    @Test
    void stated_attributes_are_read_with_their_place() {
        Party alb = read(Map.of("idle_timeout.timeout_seconds", "90", "client_keep_alive.seconds", "7200"));

        assertThat(alb.timers())
                .containsEntry(
                        AlbSettings.IDLE_TIMEOUT,
                        Reading.stated(
                                Bound.ofSeconds(90), new Source("attribute idle_timeout.timeout_seconds of " + ARN)))
                .containsEntry(
                        AlbSettings.CLIENT_KEEP_ALIVE,
                        Reading.stated(
                                Bound.ofSeconds(7200), new Source("attribute client_keep_alive.seconds of " + ARN)));
    }

    @Test
    void the_wait_for_a_connection_is_ten_seconds_whatever_the_attributes_say() {
        assertThat(read(Map.of("idle_timeout.timeout_seconds", "5")).timers(Role.CONNECT_WAIT))
                .extracting(timer -> timer.reading().known().orElseThrow())
                .containsExactly(Bound.ofSeconds(10));
        assertThat(AlbSettings.TARGET_CONNECT.writtenAs(Duration.ofSeconds(5), Whereabouts.VARIABLES))
                .isEmpty();
    }

    @Test
    void the_idle_timeout_plays_four_roles_at_once() {
        Party alb = read(Map.of());

        for (Role role : new Role[] {Role.KEEP_ALIVE, Role.REUSE_WINDOW, Role.RESPONSE_WAIT, Role.IDLE_LIMIT}) {
            assertThat(alb.timers(role)).extracting(Timer::setting).containsExactly(AlbSettings.IDLE_TIMEOUT);
        }
    }

    @Test
    void connections_to_targets_are_reused() {
        assertThat(read(Map.of()).surely(Trait.REUSES_CONNECTIONS)).isTrue();
    }

    @Test
    void a_malformed_attribute_costs_that_attribute_only() {
        Party alb = read(Map.of("idle_timeout.timeout_seconds", "none", "client_keep_alive.seconds", "60"));

        assertThat(alb.gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactly("idle_timeout.timeout_seconds");
        assertThat(alb.timers().get(AlbSettings.CLIENT_KEEP_ALIVE))
                .isInstanceOfSatisfying(Reading.Stated.class, reading -> assertThat(reading.value())
                        .isEqualTo(Bound.ofSeconds(60)));
    }

    @Test
    void attributes_that_were_denied_are_gaps_and_what_is_fixed_stays_known() {
        Gap denied = new Gap("attributes of web", "access denied", "grant it");
        Party alb = AlbReader.party(Attributes.unread(denied));

        assertThat(alb.gaps()).containsExactly(denied);
        assertThat(alb.timers(Role.CONNECT_WAIT))
                .allSatisfy(timer -> assertThat(timer.reading().known()).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "idle_timeout.timeout_seconds, 0, false",
        "idle_timeout.timeout_seconds, 1, true",
        "idle_timeout.timeout_seconds, 4000, true",
        "idle_timeout.timeout_seconds, 4001, false",
        "client_keep_alive.seconds, 59, false",
        "client_keep_alive.seconds, 60, true",
        "client_keep_alive.seconds, 604800, true",
        "client_keep_alive.seconds, 604801, false"
    })
    void a_value_out_of_range_is_read_all_the_same_and_known_to_be_out_of_it(
            String name, long seconds, boolean admitted) {
        Setting setting = AlbSettings.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(setting.range().orElseThrow().admits(Bound.ofSeconds(seconds)))
                .isEqualTo(admitted);
        assertThat(read(Map.of(name, Long.toString(seconds))).timers().get(setting))
                .isInstanceOf(Reading.Stated.class);
    }

    @Test
    void the_repair_is_a_command_line() {
        assertThat(AlbSettings.IDLE_TIMEOUT.writtenAs(Duration.ofSeconds(65), Whereabouts.VARIABLES))
                .contains("aws elbv2 modify-load-balancer-attributes --load-balancer-arn \"$LOAD_BALANCER_ARN\""
                        + " --attributes Key=idle_timeout.timeout_seconds,Value=65");
        assertThat(AlbSettings.IDLE_TIMEOUT.product()).isEqualTo(Product.ALB);
    }

    private static Party read(Map<String, String> attributes) {
        return AlbReader.party(Attributes.of(ARN, attributes));
    }
}
