package io.timeoutchain.product.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Whereabouts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxReaderTest {

    private static final String KEEPALIVE_TIME = "net.ipv4.tcp_keepalive_time";

    @Test
    void the_running_kernels_values_are_stated() {
        Party linux = LinuxReader.party(Map.of(KEEPALIVE_TIME, "7200\n"), Optional.of("4\n"));

        assertThat(linux.timers())
                .containsEntry(
                        LinuxSettings.TCP_KEEPALIVE_TIME,
                        Reading.stated(Bound.ofSeconds(7200), new Source("sysctl " + KEEPALIVE_TIME)));
        assertThat(linux.quantities())
                .containsEntry(Quantity.VCPUS, Reading.stated(4L, new Source("getconf _NPROCESSORS_ONLN")));
        assertThat(linux.gaps()).isEmpty();
    }

    @Test
    void what_was_not_printed_is_a_gap_and_never_the_kernels_default() {
        assertThat(LinuxReader.party(Map.of(), Optional.empty()).gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactly("sysctl " + KEEPALIVE_TIME, "getconf _NPROCESSORS_ONLN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7200s", "-1", "sysctl: permission denied"})
    void a_malformed_value_is_a_gap(String text) {
        assertThat(LinuxReader.party(Map.of(KEEPALIVE_TIME, text), Optional.of("2"))
                        .gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactly("sysctl " + KEEPALIVE_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "two"})
    void a_host_without_processors_is_not_believed(String text) {
        assertThat(LinuxReader.party(Map.of(KEEPALIVE_TIME, "60"), Optional.of(text))
                        .gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactly("getconf _NPROCESSORS_ONLN");
    }

    @Test
    void the_repair_is_a_line_for_sysctl_d() {
        assertThat(LinuxSettings.TCP_KEEPALIVE_TIME.writtenAs(Duration.ofSeconds(300), Whereabouts.VARIABLES))
                .contains("net.ipv4.tcp_keepalive_time = 300");
    }
}
