package io.timeoutchain.auditor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.assemble.HostText;
import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.collect.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecurityHubTest {

    /** Where nothing is wrong. */
    private static final Published CLEAN =
            Published.on(9, Account.shop(60, 80, HostText.sound().text()));

    private final ArrayNode findings = new JsonMapper().createArrayNode();
    private final FakeHubs hubs = new FakeHubs();

    private void findings(String region, int count) {
        for (int number = 0; number < count; number++) {
            findings.addObject()
                    .put("Id", region + "/" + number)
                    .put(
                            "ProductArn",
                            "arn:aws:securityhub:%s:123456789012:product/123456789012/default".formatted(region));
        }
    }

    /** Puts so many findings there that an earlier audit found, and {@link #CLEAN} did not. */
    private void gone(int count) {
        ObjectNode earlier = Published.on(
                        1,
                        Account.shop(60, 80, HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout 30s")))
                .findings()
                .get(0)
                .deepCopy();
        for (int number = 0; number < count; number++) {
            hubs.put(Account.REGION, earlier.deepCopy().put("Id", "timeout-chain/" + number));
        }
    }

    private SecurityHub.Outcome publish() {
        return new SecurityHub(hubs)
                .publish(findings, new Gone(findings, CLEAN.report(), CLEAN.snapshot(), CLEAN.options()));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "99, 99", "100, 100", "101, 100 1", "201, 100 100 1"})
    void no_more_than_a_hundred_are_sent_at_once(int count, String batches) {
        findings("eu-west-1", count);

        SecurityHub.Outcome outcome = publish();

        assertThat(hubs.calls)
                .filteredOn(call -> call.startsWith("send"))
                .containsExactly(List.of(batches.split(" ")).stream()
                        .map("send eu-west-1 "::concat)
                        .toArray(String[]::new));
        assertThat(outcome)
                .isEqualTo(
                        new SecurityHub.Outcome(Map.of("eu-west-1", count), Map.of(), List.of(), Map.of(), Map.of()));
        assertThat(outcome.isComplete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, 1", "99, 99", "100, 100", "101, 100 1", "201, 100 100 1"})
    void no_more_than_a_hundred_are_archived_at_once_and_all_are_from_however_many_pages(int count, String batches) {
        gone(count);

        SecurityHub.Outcome outcome = publish();

        assertThat(hubs.calls)
                .filteredOn(call -> call.startsWith("send"))
                .containsExactly(List.of(batches.split(" ")).stream()
                        .filter(size -> !size.isEmpty())
                        .map("send eu-central-1 "::concat)
                        .toArray(String[]::new));
        assertThat(outcome)
                .isEqualTo(new SecurityHub.Outcome(
                        Map.of(),
                        count == 0 ? Map.of() : Map.of(Account.REGION, count),
                        List.of(),
                        Map.of(),
                        Map.of()));
        assertThat(hubs.count(Account.REGION, "ACTIVE")).isZero();
        assertThat(hubs.count(Account.REGION, "ARCHIVED")).isEqualTo(count);
    }

    @Test
    void each_goes_to_its_own_region() {
        findings("us-east-1", 2);
        findings("eu-west-1", 1);

        publish();

        assertThat(hubs.calls)
                .containsExactly(
                        "look eu-central-1 0",
                        "send eu-west-1 1",
                        "look eu-west-1 0",
                        "send us-east-1 2",
                        "look us-east-1 0");
    }

    @Test
    void what_is_refused_is_not_counted_as_taken() {
        findings("eu-west-1", 3);
        Refusal refused = new Refusal("eu-west-1/1", "InvalidInput: too old");
        hubs.refuse(refused);

        SecurityHub.Outcome outcome = publish();

        assertThat(outcome.imported()).containsEntry("eu-west-1", 2);
        assertThat(outcome.refused()).containsExactly(refused);
        assertThat(outcome.isComplete()).isFalse();
    }

    @Test
    void what_is_refused_is_not_counted_as_archived() {
        gone(3);
        hubs.refuse(new Refusal("timeout-chain/1", "InvalidInput: no"));

        SecurityHub.Outcome outcome = publish();

        assertThat(outcome.archived()).containsEntry(Account.REGION, 2);
        assertThat(outcome.isComplete()).isFalse();
    }

    @Test
    void a_region_that_fails_keeps_no_other_from_its_findings() {
        findings("eu-west-1", 150);
        findings("us-east-1", 1);
        gone(1);
        hubs.fail("send eu-west-1", CallFailed.Kind.DENIED);

        SecurityHub.Outcome outcome = publish();

        assertThat(hubs.calls)
                .as("a region that failed is left")
                .containsExactly(
                        "look eu-central-1 0",
                        "send eu-central-1 1",
                        "send eu-west-1 100",
                        "send us-east-1 1",
                        "look us-east-1 0");
        assertThat(outcome.failed()).containsExactly(Map.entry("eu-west-1", "it said DENIED"));
        assertThat(outcome.imported()).containsExactly(Map.entry("us-east-1", 1));
        assertThat(outcome.archived()).containsExactly(Map.entry(Account.REGION, 1));
        assertThat(outcome.isComplete()).isFalse();
    }

    @Test
    void where_nothing_may_be_looked_up_the_import_counts_and_the_rest_is_told() {
        findings(Account.REGION, 2);
        gone(1);
        hubs.fail("look", CallFailed.Kind.DENIED);

        SecurityHub.Outcome outcome = publish();

        assertThat(outcome.imported()).containsExactly(Map.entry(Account.REGION, 2));
        assertThat(outcome.archived()).isEmpty();
        assertThat(outcome.unseen()).containsExactly(Map.entry(Account.REGION, "it said DENIED"));
        assertThat(outcome.isComplete()).isFalse();
    }

    @Test
    void what_the_pages_before_a_failing_one_show_to_be_gone_is_archived() {
        gone(150);
        hubs.fail("look eu-central-1 100", CallFailed.Kind.BROKEN);

        SecurityHub.Outcome outcome = publish();

        assertThat(outcome.archived()).containsExactly(Map.entry(Account.REGION, 100));
        assertThat(outcome.unseen()).containsOnlyKeys(Account.REGION);
        assertThat(hubs.count(Account.REGION, "ACTIVE")).isEqualTo(50);
    }

    @Test
    void a_region_without_security_hub_matters_only_if_there_is_something_to_publish() {
        hubs.fail("look", CallFailed.Kind.NOT_ENABLED);
        assertThat(publish().isComplete()).isTrue();

        hubs.fail("send", CallFailed.Kind.NOT_ENABLED);
        findings(Account.REGION, 1);
        assertThat(publish().failed()).containsOnlyKeys(Account.REGION);
    }
}
