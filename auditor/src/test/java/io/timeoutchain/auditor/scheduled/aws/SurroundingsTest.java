package io.timeoutchain.auditor.scheduled.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.timeoutchain.auditor.scheduled.OrderException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    private static final Map<String, String> COMPLETE = Map.of(
            "TIMEOUT_CHAIN_BUCKET", "results",
            "TIMEOUT_CHAIN_TOPIC", "arn:aws:sns:eu-west-1:123456789012:news",
            "TIMEOUT_CHAIN_NAMESPACE", "TimeoutChain",
            "TIMEOUT_CHAIN_AUDIT", "web");

    @Test
    void the_environment_names_bucket_topic_namespace_and_audit() throws OrderException {
        assertThat(Surroundings.of(COMPLETE))
                .isEqualTo(new Surroundings(
                        "results", "arn:aws:sns:eu-west-1:123456789012:news", "TimeoutChain", "web", false));
    }

    @Test
    void every_variable_that_is_missing_is_named() {
        assertThatExceptionOfType(OrderException.class)
                .isThrownBy(
                        () -> Surroundings.of(Map.of("TIMEOUT_CHAIN_BUCKET", "results", "TIMEOUT_CHAIN_AUDIT", " ")))
                .withMessageContainingAll(
                        "TIMEOUT_CHAIN_TOPIC is not set",
                        "TIMEOUT_CHAIN_NAMESPACE is not set",
                        "TIMEOUT_CHAIN_AUDIT is not set");
    }
}
