package io.timeoutchain.product.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KnownMiddleboxTest {

    @ParameterizedTest
    @CsvSource({
        "nat-gateway, 350, true",
        "vpc-endpoint, 350, true",
        "network-firewall, 350, true",
        "gateway-load-balancer, 350, true",
        "global-accelerator, 340, false",
    })
    void each_has_the_idle_limit_that_aws_documents(String id, long seconds, boolean probesCount) {
        Middlebox box = KnownMiddlebox.of(id).orElseThrow().withItsDefault();
        assertThat(box.idleLimit()).isInstanceOfSatisfying(Reading.Defaulted.class, known -> assertThat(known.value())
                .isEqualTo(Bound.ofSeconds(seconds)));
        assertThat(box.probesCount()).isEqualTo(probesCount);
    }

    @ParameterizedTest
    @EnumSource(KnownMiddlebox.class)
    void each_is_found_by_its_name(KnownMiddlebox box) {
        assertThat(box.id()).matches("[a-z]+(-[a-z]+)*");
        assertThat(KnownMiddlebox.of(box.id())).contains(box);
    }

    @Test
    void a_name_that_nobody_knows_is_nothing() {
        assertThat(KnownMiddlebox.of("NAT-Gateway")).isEmpty();
        assertThat(KnownMiddlebox.of("")).isEmpty();
    }

    @Test
    void a_stated_limit_is_stated_and_changes_nothing_else() {
        Source source = Source.line("timeout-chain.yaml", 7);
        assertThat(KnownMiddlebox.NETWORK_FIREWALL.with(Duration.ofMinutes(6), source))
                .isEqualTo(new Middlebox(
                        KnownMiddlebox.NETWORK_FIREWALL.withItsDefault().name(),
                        Reading.stated(Bound.ofSeconds(360), source),
                        true));
    }
}
