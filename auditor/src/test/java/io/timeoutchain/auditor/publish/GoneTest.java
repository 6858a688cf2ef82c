package io.timeoutchain.auditor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.assemble.HostText;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.compare.OnlyNew;
import io.timeoutchain.auditor.compare.ReportReader;
import io.timeoutchain.auditor.snapshot.CallFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.rule.JudgePolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an audit archives on Security Hub, and above all what it does not. */
final class GoneTest {

    private static final CollectOptions ALL = CollectOptions.DEFAULT;

    private final FakeHubs hubs = new FakeHubs();

    private static Account clean() {
        return keeping("75s");
    }

    private static Account broken() {
        return keeping("30s");
    }

    private static Account keeping(String keepAlive) {
        return Account.shop(60, 80, HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout " + keepAlive));
    }

    private static Account silent() {
        return broken().with(Account.host("i-1", null)).gap("i-1", "ssm:DescribeInstanceInformation");
    }

    /** The state of each finding in the hub, by its generator. */
    private Map<String, Set<String>> states() {
        return hubs.in(Account.REGION).stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.path("GeneratorId").asText().replace("timeout-chain/", ""),
                        TreeMap::new,
                        Collectors.mapping(
                                finding -> finding.path("RecordState").asText(),
                                Collectors.toCollection(TreeSet::new))));
    }

    private static final Map<String, Set<String>> ACTIVE = Map.of("callee-closes-first", Set.of("ACTIVE"));
    private static final Map<String, Set<String>> ARCHIVED = Map.of("callee-closes-first", Set.of("ARCHIVED"));

    @Test
    void what_is_repaired_is_archived_once_and_active_again_when_it_breaks_again() {
        assertThat(Published.on(1, broken()).to(hubs).imported()).containsEntry(Account.REGION, 1);
        assertThat(states()).isEqualTo(ACTIVE);

        SecurityHub.Outcome repaired = Published.on(2, clean()).to(hubs);
        assertThat(repaired.imported()).isEmpty();
        assertThat(repaired.archived()).containsExactly(Map.entry(Account.REGION, 1));
        assertThat(repaired.isComplete()).isTrue();
        assertThat(states()).isEqualTo(ARCHIVED);

        hubs.calls.clear();
        assertThat(Published.on(3, clean()).to(hubs).archived()).isEmpty();
        assertThat(hubs.calls).containsExactly("look eu-central-1 0");

        Published.on(4, broken()).to(hubs);
        assertThat(states()).isEqualTo(ACTIVE);
    }

    @Test
    void what_is_archived_is_what_was_published_but_for_its_state_and_age_and_what_the_hub_added() {
        Published first = Published.on(1, broken());
        first.to(hubs);
        ObjectNode kept = hubs.in(Account.REGION).getFirst().deepCopy();
        kept.putObject("Workflow").put("Status", "NOTIFIED");
        kept.putObject("Note").put("Text", "ours is ours");
        ((ObjectNode) kept.path("ProductFields")).put("aws/securityhub/ProductName", "Default");
        hubs.put(Account.REGION, kept);

        Published.on(2, clean()).to(hubs);

        ObjectNode expected = first.findings().get(0).deepCopy();
        expected.put("RecordState", "ARCHIVED").put("UpdatedAt", "2026-11-03T00:00:00Z");
        assertThat(hubs.in(Account.REGION)).containsExactly(expected);
    }

    @Test
    void every_field_that_we_write_is_kept() {
        Set<String> written = new TreeSet<>(Set.of("UpdatedAt", "RecordState", "ProductFields"));
        written.addAll(Gone.OURS);

        assertThat(Published.on(1, silent()).findings()).isNotEmpty().allSatisfy(finding -> assertThat(new HashSet<>(
                        finding.propertyStream().map(Map.Entry::getKey).toList()))
                .isEqualTo(written));
    }

    @Test
    void a_host_that_cannot_be_read_this_time_archives_nothing() {
        Published.on(1, broken()).to(hubs);

        Published.on(2, silent()).to(hubs);

        assertThat(states().get("callee-closes-first")).contains("ACTIVE");
        assertThat(hubs.count(Account.REGION, "ARCHIVED")).isZero();
    }

    @Test
    void a_question_is_archived_when_it_is_answered_and_not_before() {
        Published.on(1, silent()).to(hubs);
        long questions = hubs.count(Account.REGION, "ACTIVE");
        assertThat(questions).isPositive();

        Published.on(2, silent()).to(hubs);
        assertThat(hubs.count(Account.REGION, "ACTIVE")).isEqualTo(questions);

        Published.on(3, broken()).to(hubs);
        assertThat(hubs.count(Account.REGION, "ARCHIVED")).as("all questions").isEqualTo(questions);
        assertThat(hubs.count(Account.REGION, "ACTIVE")).as("the answer").isEqualTo(1);
    }

    @Test
    void a_load_balancer_that_is_not_listed_is_gone_only_where_everything_was_listed() {
        Account deleted = new Account();
        Account unlisted = new Account().gap(Account.REGION, "elasticloadbalancing:DescribeLoadBalancers");
        Published.on(1, broken()).to(hubs);

        Published.on(2, deleted).with(ALL.withLoadBalancers(List.of("web-*"))).to(hubs);
        Published.on(3, deleted).with(ALL.withTags(Map.of("team", "web"))).to(hubs);
        Published.on(4, unlisted).to(hubs);
        assertThat(states()).containsAllEntriesOf(ACTIVE);

        Published.on(5, deleted).to(hubs);
        assertThat(states()).containsAllEntriesOf(ARCHIVED);
    }

    @Test
    void a_region_that_was_not_audited_is_not_even_looked_up() {
        Published.on(1, broken()).to(hubs);
        hubs.calls.clear();

        Published.on(2, clean())
                .in(List.of(new RegionSnapshot(
                        "eu-west-1",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new CallFacts(1, 1, 0, Duration.ofSeconds(1)))))
                .to(hubs);

        assertThat(hubs.calls).containsExactly("look eu-west-1 0");
        assertThat(states()).isEqualTo(ACTIVE);
    }

    @Test
    void
            a_target_group_that_is_no_longer_behind_the_load_balancer_takes_its_findings_along_and_an_empty_one_does_not() {
        Published.on(1, broken()).to(hubs);

        Published.on(2, broken().with(Account.group("shop", "shop"))).to(hubs);
        assertThat(states()).isEqualTo(ACTIVE);

        Published.on(3, broken().with(Account.group("shop", "another"))).to(hubs);
        assertThat(states()).isEqualTo(ARCHIVED);
    }

    @Test
    void what_a_baseline_hides_stays_as_it_is() {
        Published first = Published.on(1, broken());
        first.to(hubs);

        SecurityHub.Outcome outcome = Published.on(2, broken())
                .with(report ->
                        OnlyNew.of(report, ReportReader.told(first.report()), "known.json", JudgePolicy.DEFAULT))
                .to(hubs);

        assertThat(outcome.imported()).isEmpty();
        assertThat(outcome.archived()).isEmpty();
        assertThat(states()).isEqualTo(ACTIVE);
    }

    @Test
    void what_is_suppressed_is_archived_until_the_suppression_expires() {
        String suppression = """
                suppress:
                  - rule: callee-closes-first
                    load-balancer: shop
                    reason: it is replaced in spring
                    expires: 2026-11-04
                """;
        Published.on(1, broken()).to(hubs);

        SecurityHub.Outcome outcome =
                Published.on(2, broken()).with(suppression).to(hubs);
        assertThat(outcome.archived()).as("it is imported so").isEmpty();
        assertThat(states()).isEqualTo(ARCHIVED);

        Published.on(5, broken()).with(suppression).to(hubs);
        assertThat(states()).isEqualTo(ACTIVE);
    }

    @Test
    void what_nobody_declares_any_more_is_not_known_to_be_gone() {
        String declared = """
                declare:
                  - client: { keep-alive: 90, response-timeout: 10, connect-timeout: 5 }
                """;
        Account account = clean();
        Published first = Published.on(1, account).with(declared);
        first.to(hubs);
        List<String> callers = hubs.in(Account.REGION).stream()
                .map(finding ->
                        finding.at("/ProductFields/timeout-chain~1Caller").asText())
                .toList();
        assertThat(callers).contains("client", "alb");

        Published.on(2, account).to(hubs);
        assertThat(hubs.count(Account.REGION, "ARCHIVED")).isZero();

        Published.on(3, account)
                .with(declared.replace("90", "50").replace("10", "90"))
                .to(hubs);
        assertThat(hubs.count(Account.REGION, "ACTIVE")).isZero();
    }

    @Test
    void what_no_rule_asked_for_is_archived_only_by_an_audit_of_everything_that_lacks_nothing() {
        Account lacking = clean().gap("i-9", "ec2:DescribeInstances");
        Account other = clean().gap("i-8", "ec2:DescribeInstanceTypes");
        Published.on(1, lacking).to(hubs);
        assertThat(states()).containsOnlyKeys("could-not-be-told");

        Published.on(2, clean()).with(ALL.withLoadBalancers(List.of("shop"))).to(hubs);
        Published.on(3, clean()).with(ALL.withoutHosts()).to(hubs);
        Published.on(4, other).to(hubs);
        assertThat(hubs.count(Account.REGION, "ARCHIVED")).isZero();

        Published.on(5, clean()).to(hubs);
        assertThat(hubs.count(Account.REGION, "ACTIVE")).isZero();
    }

    static Stream<Named<Consumer<ObjectNode>>> others() {
        return Stream.of(
                Named.of(
                        "another product",
                        finding ->
                                finding.put("ProductArn", "arn:aws:securityhub:eu-central-1::product/aws/inspector")),
                Named.of(
                        "another account",
                        finding -> finding.put(
                                "ProductArn",
                                "arn:aws:securityhub:eu-central-1:210987654321:product/210987654321/default")),
                Named.of(
                        "another region, aggregated here",
                        finding -> finding.put(
                                "ProductArn",
                                "arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default")),
                Named.of("another generator", finding -> finding.put("GeneratorId", "somebody/callee-closes-first")),
                Named.of("another name", finding -> finding.put("Id", "somebody/1")),
                Named.of("a rule of another version", finding -> finding.put("GeneratorId", "timeout-chain/tomorrow")),
                Named.of("newer than this audit", finding -> finding.put("UpdatedAt", "2026-11-03T00:00:01Z")),
                Named.of("as new as this audit", finding -> finding.put("UpdatedAt", "2026-11-03T00:00:00Z")),
                Named.of("of no age", finding -> finding.remove("UpdatedAt")),
                Named.of("without a load balancer", finding -> finding.remove("Resources")),
                Named.of("archived already", finding -> finding.put("RecordState", "ARCHIVED")));
    }

    @ParameterizedTest
    @MethodSource("others")
    void what_is_not_surely_ours_and_older_is_left_alone(Consumer<ObjectNode> change) {
        JsonNode finding = Published.on(1, broken()).findings().get(0);
        change.accept((ObjectNode) finding);
        hubs.put(Account.REGION, finding);

        assertThat(Published.on(2, clean()).to(hubs).archived()).isEmpty();
        assertThat(hubs.in(Account.REGION)).containsExactly(finding);
    }
}
