package io.timeoutchain.product.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientReaderTest {

    @Test
    void declared_values_play_their_roles() {
        Party client = read(Map.of("keep-alive", "50", "response-timeout", "never", "connect-timeout", "10"));

        assertThat(client.timers(Role.REUSE_WINDOW))
                .extracting(timer -> timer.reading().known().orElseThrow())
                .containsExactly(Bound.ofSeconds(50));
        assertThat(client.timers(Role.RESPONSE_WAIT))
                .extracting(timer -> timer.reading().known().orElseThrow())
                .containsExactly(Bound.never());
        assertThat(client.timers(Role.CONNECT_WAIT))
                .extracting(timer -> timer.reading().known().orElseThrow())
                .containsExactly(Bound.ofSeconds(10));
        assertThat(client.surely(Trait.REUSES_CONNECTIONS)).isTrue();
    }

    @Test
    void a_client_without_keep_alive_does_not_reuse_connections() {
        assertThat(read(Map.of("keep-alive", "0")).surelyNot(Trait.REUSES_CONNECTIONS))
                .isTrue();
    }

    @Test
    void what_is_not_declared_is_a_gap_each() {
        assertThat(read(Map.of("keep-alive", "50")).gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactlyInAnyOrder("response-timeout of client", "connect-timeout of client");
    }

    @Test
    void a_malformed_value_is_a_gap() {
        Party client = read(Map.of("keep-alive", "50s", "response-timeout", "1", "connect-timeout", "1"));

        assertThat(client.gaps()).extracting(gap -> gap.subject().toString()).containsExactly("keep-alive");
        assertThat(client.surely(Trait.REUSES_CONNECTIONS) || client.surelyNot(Trait.REUSES_CONNECTIONS))
                .isFalse();
    }

    private static Party read(Map<String, String> declared) {
        return ClientReader.party(Attributes.of("client", declared));
    }
}
