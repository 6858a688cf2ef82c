package io.timeoutchain.product.targetgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.Attributes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetGroupReaderTest {

    @Test
    void a_target_group_without_attributes_drains_for_five_minutes_and_does_not_stick() {
        Party group = read(Map.of());

        assertThat(group.timers(Role.DRAIN)).singleElement().satisfies(timer -> {
            assertThat(timer.reading()).isInstanceOf(Reading.Defaulted.class);
            assertThat(timer.reading().known()).contains(Bound.ofSeconds(300));
        });
        assertThat(group.timers(Role.STICKINESS)).isEmpty();
        assertThat(group.gaps()).isEmpty();
    }

    @Test
    void a_stated_delay_is_read_and_zero_is_at_once() {
        assertThat(read(Map.of("deregistration_delay.timeout_seconds", "0"))
                        .timers(Role.DRAIN)
                        .getFirst()
                        .reading()
                        .known())
                .contains(Bound.ofSeconds(0));
    }

    @Test
    void stickiness_lasts_a_day_unless_stated() {
        assertThat(read(Map.of("stickiness.enabled", "true")).timers(Role.STICKINESS))
                .singleElement()
                .satisfies(timer -> {
                    assertThat(timer.setting()).isEqualTo(TargetGroupSettings.LB_COOKIE);
                    assertThat(timer.reading().known()).contains(Bound.ofSeconds(86_400));
                });
    }

    @Test
    void the_kind_of_cookie_decides_which_duration_counts() {
        Map<String, String> attributes = Map.of(
                "stickiness.enabled", "true",
                "stickiness.type", "app_cookie",
                "stickiness.lb_cookie.duration_seconds", "600",
                "stickiness.app_cookie.duration_seconds", "900");

        assertThat(read(attributes).timers(Role.STICKINESS)).singleElement().satisfies(timer -> {
            assertThat(timer.setting()).isEqualTo(TargetGroupSettings.APP_COOKIE);
            assertThat(timer.reading().known()).contains(Bound.ofSeconds(900));
        });
    }

    @Test
    void a_duration_does_not_count_while_stickiness_is_off() {
        assertThat(read(Map.of("stickiness.enabled", "false", "stickiness.lb_cookie.duration_seconds", "600"))
                        .timers(Role.STICKINESS))
                .isEmpty();
    }

    @Test
    void sticking_to_addresses_has_no_duration() {
        Party group = read(Map.of("stickiness.enabled", "true", "stickiness.type", "source_ip"));

        assertThat(group.timers(Role.STICKINESS)).isEmpty();
        assertThat(group.gaps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "stickiness.enabled, maybe",
        "stickiness.type, carrier_pigeon",
        "stickiness.lb_cookie.duration_seconds, 1d",
        "deregistration_delay.timeout_seconds, -1"
    })
    void a_malformed_attribute_is_a_gap_with_its_name(String name, String value) {
        Map<String, String> attributes = name.equals("stickiness.enabled")
                ? Map.of(name, value)
                : Map.of("stickiness.enabled", "true", name, value);

        assertThat(read(attributes).gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource({
        "deregistration_delay.timeout_seconds, 0, true",
        "deregistration_delay.timeout_seconds, 3600, true",
        "deregistration_delay.timeout_seconds, 3601, false",
        "stickiness.lb_cookie.duration_seconds, 0, false",
        "stickiness.lb_cookie.duration_seconds, 1, true",
        "stickiness.lb_cookie.duration_seconds, 604800, true",
        "stickiness.lb_cookie.duration_seconds, 604801, false",
        "stickiness.app_cookie.duration_seconds, 0, false",
        "stickiness.app_cookie.duration_seconds, 1, true",
        "stickiness.app_cookie.duration_seconds, 604800, true",
        "stickiness.app_cookie.duration_seconds, 604801, false"
    })
    void ranges_include_their_ends(String name, long seconds, boolean admitted) {
        Setting setting = TargetGroupSettings.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(setting.range().orElseThrow().admits(Bound.ofSeconds(seconds)))
                .isEqualTo(admitted);
    }

    @Test
    void the_repair_is_a_command_line() {
        assertThat(TargetGroupSettings.DEREGISTRATION_DELAY.writtenAs(Duration.ofSeconds(65), Whereabouts.VARIABLES))
                .contains("aws elbv2 modify-target-group-attributes --target-group-arn \"$TARGET_GROUP_ARN\""
                        + " --attributes Key=deregistration_delay.timeout_seconds,Value=65");
    }

    @Test
    void attributes_that_were_denied_are_one_gap() {
        Gap denied = new Gap("attributes of the target group", "access denied", "grant it");
        Party group = TargetGroupReader.party(Attributes.unread(denied));

        assertThat(group.gaps()).containsExactly(denied);
        assertThat(group.timers(Role.STICKINESS)).extracting(Timer::reading).containsExactly(Reading.unread(denied));
    }

    private static Party read(Map<String, String> attributes) {
        return TargetGroupReader.party(Attributes.of("the target group", attributes));
    }
}
