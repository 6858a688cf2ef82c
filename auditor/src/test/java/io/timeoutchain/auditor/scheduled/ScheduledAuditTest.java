package io.timeoutchain.auditor.scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.assemble.HostText;
import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScheduledAuditTest {

    private static final String ROLE = "arn:aws:iam::210987654321:role/audit/reader";
    private static final String OTHER = "210987654321-audit_reader";
    private static final String OWN_ORDER = "{\"regions\":[\"eu-central-1\"],\"run\":\"2026-11-21T06:00:00Z\"}";
    private static final String BOTH =
            "{\"regions\":[\"eu-central-1\"],\"roleArns\":[\"%s\"],\"ownAccount\":true}".formatted(ROLE);

    /** The accounts by role; the function's own under the empty text. */
    private final Map<String, Account> accounts = new HashMap<>();

    private final Map<String, String> kept = new TreeMap<>();
    private final List<Message> published = new ArrayList<>();
    private final List<Gauges.Figures> measured = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T06:00:07Z");

    /** A part that fails as a service does that is not there. */
    private String broken = "";

    private void failIf(String part) {
        if (broken.equals(part)) {
            throw new IllegalStateException(part + " is not there");
        }
    }

    private Snapshot read(CollectOptions options) throws CollectFailure {
        Account account = accounts.get(options.roleArn().orElse(""));
        if (account == null) {
            throw new CollectFailure(
                    CollectFailure.Kind.NO_ACCESS, Text.verbatim("sts:AssumeRole failed (AccessDenied)."));
        }
        return account.snapshot();
    }

    private final Archive archive = new Archive() {
        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(kept.get(key));
        }

        @Override
        public void put(String key, String text) {
            failIf(key);
            kept.put(key, text);
        }

        @Override
        public String address(String key) {
            return "s3://results/" + key;
        }
    };

    private ScheduledAudit.Outcome run(String order) throws Exception {
        return new ScheduledAudit(
                        this::read,
                        archive,
                        message -> {
                            failIf("topic");
                            published.add(message);
                        },
                        measured::add,
                        () -> now)
                .run(Order.read(order));
    }

    private static Account keeping(String keepAlive) {
        return Account.shop(60, 80, HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout " + keepAlive));
    }

    private static Account silent() {
        return keeping("30s").with(Account.host("i-1", null)).gap("i-1", "ssm:DescribeInstanceInformation");
    }

    @Test
    void results_are_kept_under_the_time_of_the_run_and_as_the_latest() throws Exception {
        accounts.put("", keeping("30s"));

        ScheduledAudit.Outcome outcome = run(OWN_ORDER);

        assertThat(kept)
                .containsOnlyKeys(
                        "latest/own/baseline.json",
                        "latest/own/report.json",
                        "latest/own/snapshot.json",
                        "runs/2026/11/21/060000Z/own/report.json",
                        "runs/2026/11/21/060000Z/own/snapshot.json");
        assertThat(outcome.reports()).containsExactly("s3://results/runs/2026/11/21/060000Z/own/report.json");
        assertThat(new JsonMapper()
                        .readTree(kept.get("latest/own/report.json"))
                        .path("schema")
                        .asText())
                .isEqualTo("report/1");
    }

    @Test
    void only_news_are_published() throws Exception {
        accounts.put("", keeping("30s"));
        run(OWN_ORDER);
        assertThat(published).singleElement().satisfies(message -> {
            assertThat(message.subject().toString()).isEqualTo("Timeout Chain: 1 new (1 high)");
            assertThat(message.body())
                    .contains("Account 123456789012\neu-central-1: 1 new, 0 fixed")
                    .contains("Repair: nginx keepalive_timeout from 30 s to 65 s")
                    .contains("s3://results/runs/2026/11/21/060000Z/own/report.json");
        });

        run(OWN_ORDER);
        accounts.put("", keeping("20s"));
        run(OWN_ORDER);
        assertThat(published).hasSize(1);

        accounts.put("", keeping("75s"));
        run(OWN_ORDER);
        assertThat(published).hasSize(2);
        assertThat(published.getLast().subject().toString()).isEqualTo("Timeout Chain: 1 fixed");
    }

    @Test
    void what_cannot_be_told_for_a_while_is_neither_fixed_nor_new_when_it_is_seen_again() throws Exception {
        accounts.put("", keeping("30s"));
        run(OWN_ORDER);
        accounts.put("", silent());
        run(OWN_ORDER);
        run(OWN_ORDER);
        assertThat(measured.getLast().defects()).containsEntry(Severity.HIGH, 1);
        assertThat(measured.getLast().gaps()).isPositive();
        accounts.put("", keeping("30s"));
        run(OWN_ORDER);
        assertThat(published).hasSize(1);

        accounts.put("", silent());
        run(OWN_ORDER);
        accounts.put("", keeping("75s"));
        run(OWN_ORDER);
        assertThat(published).hasSize(2);
        assertThat(published.getLast().subject().toString()).isEqualTo("Timeout Chain: 1 fixed");
        assertThat(measured.getLast().defects()).containsEntry(Severity.HIGH, 0);
    }

    @Test
    void what_cannot_be_told_for_a_month_is_forgotten() throws Exception {
        accounts.put("", keeping("30s"));
        run(OWN_ORDER);
        accounts.put("", silent());
        now = now.plus(Duration.ofDays(29));
        run(OWN_ORDER);
        assertThat(measured.getLast().defects()).containsEntry(Severity.HIGH, 1);
        now = now.plus(Duration.ofDays(1));
        run(OWN_ORDER);
        assertThat(measured.getLast().defects()).containsEntry(Severity.HIGH, 0);
    }

    @Test
    void a_run_that_is_cut_off_before_it_remembers_tells_again_when_it_is_repeated() throws Exception {
        accounts.put("", keeping("30s"));
        for (String part : List.of("topic", "latest/own/baseline.json", "runs/2026/11/21/060000Z/own/report.json")) {
            broken = part;
            assertThatIllegalStateException().isThrownBy(() -> run(OWN_ORDER)).withMessageContaining(part);
        }
        broken = "";
        published.clear();

        run(OWN_ORDER);
        assertThat(published).hasSize(1);
        run(OWN_ORDER);
        assertThat(published).hasSize(1);
    }

    @Test
    void an_account_that_cannot_be_read_is_a_gap_and_the_others_are_audited() throws Exception {
        accounts.put("", keeping("30s"));

        ScheduledAudit.Outcome outcome = run(BOTH);

        assertThat(outcome.fresh()).isEqualTo(1);
        assertThat(outcome.gaps()).isEqualTo(1);
        assertThat(kept.get("latest/" + OTHER + "/report.json")).contains("account of " + ROLE, "210987654321");
        assertThat(kept).doesNotContainKey("latest/" + OTHER + "/snapshot.json");
        assertThat(published.getFirst().body()).contains("sts:AssumeRole failed (AccessDenied)");
        assertThat(measured).singleElement().satisfies(figures -> {
            assertThat(figures.ran()).isTrue();
            assertThat(figures.gaps()).isEqualTo(1);
        });
    }

    @Test
    void an_account_that_cannot_be_read_any_more_fixes_nothing() throws Exception {
        accounts.put("", keeping("75s"));
        accounts.put(ROLE, keeping("30s"));
        run(BOTH);
        accounts.remove(ROLE);
        run(BOTH);

        assertThat(published).hasSize(1);
        assertThat(measured.getLast().defects()).containsEntry(Severity.HIGH, 1);
    }

    @Test
    void a_run_that_audits_nothing_fails_and_does_not_count_as_a_run() {
        assertThatExceptionOfType(NothingAudited.class)
                .isThrownBy(() -> run(OWN_ORDER))
                .withMessageContaining("sts:AssumeRole failed (AccessDenied)");
        accounts.put("", new Account());
        assertThatExceptionOfType(NothingAudited.class)
                .isThrownBy(() -> run(OWN_ORDER))
                .withMessageContaining("No load balancer is in scope");

        assertThat(measured).hasSize(2).noneMatch(Gauges.Figures::ran);
        assertThat(published).isEmpty();
        assertThat(kept).containsKey("latest/own/report.json").doesNotContainKey("latest/own/baseline.json");
    }

    @Test
    void a_baseline_that_cannot_be_read_is_named_with_a_remedy() {
        accounts.put("", keeping("30s"));
        for (String damaged : List.of("{", "{\"schema\":\"baseline/2\"}", "{\"schema\":\"baseline/1\",\"known\":1}")) {
            kept.put("latest/own/baseline.json", damaged);
            assertThatIllegalStateException()
                    .isThrownBy(() -> run(OWN_ORDER))
                    .withMessageStartingWith("s3://results/latest/own/baseline.json cannot be read: ")
                    .withMessageEndingWith("or delete it: then everything is new once.");
        }
        assertThat(published).isEmpty();
    }

    @Test
    void the_configuration_of_the_event_counts() throws Exception {
        accounts.put("", keeping("63s"));
        run("{\"regions\":[\"eu-central-1\"],\"configuration\":\"margin: 3s\\n\"}");

        assertThat(published).isEmpty();
    }
}
