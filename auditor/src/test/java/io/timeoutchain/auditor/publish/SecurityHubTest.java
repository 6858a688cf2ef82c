package io.timeoutchain.auditor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.collect.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecurityHubTest {

    private final ArrayNode findings = new JsonMapper().createArrayNode();
    private final List<String> batches = new ArrayList<>();

    private void findings(String region, int count) {
        for (int number = 0; number < count; number++) {
            findings.addObject()
                    .put("Id", region + "/" + number)
                    .put(
                            "ProductArn",
                            "arn:aws:securityhub:%s:123456789012:product/123456789012/default".formatted(region));
        }
    }

    private SecurityHub hub(List<Refusal> refused) {
        return new SecurityHub((region, batch) -> {
            batches.add(region + " " + batch.size());
            return refused;
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "99, 99, 0", "100, 100, 0", "101, 100, 1", "201, 100, 100"})
    void no_more_than_a_hundred_are_sent_at_once(int count, int first, int second) {
        findings("eu-west-1", count);

        SecurityHub.Outcome outcome = hub(List.of()).publish(findings);

        assertThat(batches.getFirst()).isEqualTo("eu-west-1 " + first);
        assertThat(batches.stream().skip(1).findFirst())
                .isEqualTo(second == 0 ? Optional.empty() : Optional.of("eu-west-1 " + second));
        assertThat(outcome).isEqualTo(new SecurityHub.Outcome(Map.of("eu-west-1", count), List.of(), Map.of()));
        assertThat(outcome.isComplete()).isTrue();
    }

    @Test
    void each_goes_to_its_own_region() {
        findings("us-east-1", 2);
        findings("eu-west-1", 1);

        hub(List.of()).publish(findings);

        assertThat(batches).containsExactly("eu-west-1 1", "us-east-1 2");
    }

    @Test
    void what_is_refused_is_not_counted_as_taken() {
        findings("eu-west-1", 3);
        Refusal refused = new Refusal("eu-west-1/1", "InvalidInput: too old");

        SecurityHub.Outcome outcome = hub(List.of(refused)).publish(findings);

        assertThat(outcome.taken()).containsEntry("eu-west-1", 2);
        assertThat(outcome.refused()).containsExactly(refused);
        assertThat(outcome.isComplete()).isFalse();
    }

    @Test
    void a_region_that_fails_keeps_no_other_from_its_findings() {
        findings("eu-west-1", 150);
        findings("us-east-1", 1);
        SecurityHub hub = new SecurityHub((region, batch) -> {
            batches.add(region);
            if (region.equals("eu-west-1")) {
                throw new CallFailed(CallFailed.Kind.REFUSED, "InvalidAccessException: not subscribed");
            }
            return List.of();
        });

        SecurityHub.Outcome outcome = hub.publish(findings);

        assertThat(batches).as("a region that failed is left").containsExactly("eu-west-1", "us-east-1");
        assertThat(outcome.failed()).containsExactly(Map.entry("eu-west-1", "InvalidAccessException: not subscribed"));
        assertThat(outcome.taken()).containsExactly(Map.entry("us-east-1", 1));
        assertThat(outcome.isComplete()).isFalse();
    }

    @Test
    void nothing_found_calls_nobody() {
        assertThat(hub(List.of()).publish(findings).isComplete()).isTrue();
        assertThat(batches).isEmpty();
    }
}
