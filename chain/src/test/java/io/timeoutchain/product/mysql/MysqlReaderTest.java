package io.timeoutchain.product.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.Attributes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlReaderTest {

    @Test
    void wait_timeout_counts_seconds_and_max_execution_time_milliseconds() {
        Party mysql = read(Map.of("wait_timeout", "600", "max_execution_time", "1500"));

        assertThat(mysql.timers(Role.KEEP_ALIVE))
                .extracting(timer -> timer.reading().known().orElseThrow())
                .containsExactly(Bound.ofSeconds(600));
        assertThat(mysql.timers(Role.REQUEST_LIMIT))
                .extracting(timer -> timer.reading().known().orElseThrow())
                .containsExactly(Bound.after(Duration.ofMillis(1500)));
    }

    @Test
    void an_execution_time_of_zero_is_no_limit() {
        assertThat(read(Map.of("max_execution_time", "0")).timers(Role.REQUEST_LIMIT))
                .extracting(timer -> timer.reading().known().orElseThrow())
                .containsExactly(Bound.never());
    }

    @Test
    void nothing_is_assumed_where_nothing_is_declared() {
        assertThat(read(Map.of()).gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactly("wait_timeout of mysql", "max_execution_time of mysql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "-1", "1.5", ""})
    void a_malformed_value_is_a_gap(String text) {
        assertThat(read(Map.of("wait_timeout", "1", "max_execution_time", text)).gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactly("max_execution_time");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "31536000, true", "31536001, false"})
    void the_range_of_wait_timeout_includes_its_ends(long seconds, boolean admitted) {
        assertThat(MysqlSettings.WAIT_TIMEOUT.range().orElseThrow().admits(Bound.ofSeconds(seconds)))
                .isEqualTo(admitted);
    }

    @Test
    void the_repair_is_a_line_of_its_configuration_in_its_own_unit() {
        assertThat(MysqlSettings.MAX_EXECUTION_TIME.writtenAs(Duration.ofSeconds(25), Whereabouts.VARIABLES))
                .contains("max_execution_time = 25000");
        assertThat(MysqlSettings.WAIT_TIMEOUT.writtenAs(Duration.ofSeconds(25), Whereabouts.VARIABLES))
                .contains("wait_timeout = 25");
    }

    private static Party read(Map<String, String> declared) {
        return MysqlReader.party(Attributes.of("mysql", declared));
    }
}
