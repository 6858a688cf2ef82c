package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.assemble.Assembler;
import io.timeoutchain.auditor.assemble.HostText;
import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.report.JsonReport;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.TextReport;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports of whole audits, in both forms. */
class ReportsTest {

    private static final Schema SCHEMA = Schema.of("report-1");

    private static final String DECLARED = """
            declare:
              - client: { keep-alive: 50, response-timeout: never, connect-timeout: 5 }
            """;

    /** A report and the name of its case. */
    record Case(String name, Report report) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Report report(Snapshot snapshot, String configuration) throws ConfigurationException {
        return Audit.report(snapshot, ConfigurationReader.read("timeout-chain.yaml", configuration));
    }

    static Stream<Case> cases() throws ConfigurationException {
        return Stream.of(
                new Case("broken", report(broken().snapshot(), "")),
                new Case("undecided", report(undecided().snapshot(), DECLARED)),
                new Case(
                        "clean",
                        report(Account.shop(60, 80, HostText.sound().text()).snapshot(), DECLARED)),
                new Case("nothing-judged", report(new Account().snapshot(), "")),
                new Case("fault", faulty()),
                new Case("hostile", report(hostile("\u001b[2J\u202egnp.exe\r\nHIGH  not a finding\u009b31m"), "")));
    }

    /** The common advice to raise everything to one value, and a gunicorn that takes longer than its caller waits. */
    static Account broken() {
        return Account.shop(
                300,
                80,
                HostText.sound()
                        .line("evidence", "UPSTREAM_READ_TIMED_OUT", 4, HostText.STARTED, HostText.STARTED + 600)
                        .with("keepalive_timeout 75s;", "keepalive_timeout 300s;")
                        .replace("client_header_timeout 70s;", "client_header_timeout 310s;")
                        .replace("client_body_timeout 70s;", "client_body_timeout 310s;")
                        .replace("proxy_read_timeout 45s;", "")
                        .replace("--timeout\t30", "--timeout\t0"));
    }

    static Account undecided() {
        return Account.shop(60, 80, "")
                .with(Account.group("shop", "shop", Account.target("i-1", 80), Account.target("i-2", 80))
                        .withAttributes(Optional.empty()))
                .gap(Account.groupArn("shop"), "elasticloadbalancing:DescribeTargetGroupAttributes")
                .with(Account.instance("i-2", "m7i.large"))
                .with(Account.host("i-1", HostText.sound().text()))
                .with(Account.host("i-2", null))
                .gap("i-2", "ssm:DescribeInstanceInformation");
    }

    private static Report faulty() {
        Rule.OfTargetGroup broken = new Rule.OfTargetGroup() {
            @Override
            public RuleCard card() {
                return new RuleCard(
                        "always-broken", Text.of("A rule that fails"), Severity.HIGH, Text.of("It throws."));
            }

            @Override
            public Verdict check(TargetGroup group, Duration margin) {
                throw new IllegalStateException("no\u001b[31m way");
            }
        };
        Snapshot snapshot = Account.shop(60, 80, HostText.sound().text()).snapshot();
        Report sound = Audit.report(snapshot, Configuration.NONE);
        Judgement judgement = new Judge(List.of(broken), Configuration.NONE.policy())
                .judge(new Assembler(Configuration.NONE).assemble(snapshot).groups());
        return new Report(
                sound.tool(),
                sound.takenAt(),
                sound.scope(),
                sound.groups(),
                judgement,
                List.of(),
                judgement.undecided().stream()
                        .flatMap(open -> open.gaps().stream())
                        .toList(),
                sound.notes(),
                sound.calls(),
                sound.setAside());
    }

    /** The name stands wherever AWS or a host could put one. */
    static Snapshot hostile(String name) {
        String escaped = escaped(name);
        return new Account()
                .with(Account.alb(name, Map.of("idle_timeout.timeout_seconds", name), name))
                .with(Account.group(name, name, Account.target(name, 80), Account.target("i-1", 80)))
                .with(Account.instance(name, name))
                .with(Account.named(name, Account.instance("i-1", "m7i.large")))
                .with(Account.host(
                        name,
                        HostText.sound()
                                .line("surprise", escaped)
                                .with("/etc/nginx/nginx.conf", "/etc/" + escaped + ".conf")
                                .replace("keepalive_timeout 75s", "keepalive_timeout \"" + escaped + "\"")
                                .replace("location / {", "location \"/" + escaped + "\" {")
                                .replace("gunicorn.service", escaped + ".service")))
                .with(Account.host(
                        "i-1",
                        new HostText()
                                .line("listen", "tcp", "0.0.0.0:80", 5)
                                .line("process", 5, "other")
                                .line("of", 5, "name", escaped)
                                .text()))
                .gap(name, "ssm:" + name)
                .snapshot();
    }

    /** The same name, where a timer does not fit. */
    static Snapshot hostileAndBroken(String name) {
        return new Account()
                .with(Account.alb(name, Map.of("idle_timeout.timeout_seconds", "60"), name))
                .with(Account.group(name, name, Account.target(name, 80), Account.target("i-1", 80)))
                .with(Account.instance(name, "m7i.large"))
                .with(Account.named(name, Account.instance("i-1", "m7i.large")))
                .with(Account.host(
                        "i-1",
                        HostText.sound()
                                .line("evidence", "UPSTREAM_READ_TIMED_OUT", 4, HostText.STARTED, HostText.STARTED + 6)
                                .with("keepalive_timeout 75s", "keepalive_timeout 40s")))
                .with(Account.host(
                        name,
                        HostText.sound()
                                .with("keepalive_timeout 75s", "keepalive_timeout 30s")
                                // A host's answer of a megabyte is refused; the other names are as long as they like.
                                .replace(
                                        "listen 80;",
                                        "listen 80; server_name \""
                                                + escaped(name.substring(0, Math.min(100, name.length()))) + "\";")
                                .replace("gunicorn.service", escaped(name) + ".service")))
                .gap(name, "ssm:" + name)
                .snapshot();
    }

    /** As the host script would write it. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            escaped.append(
                    one >= ' ' && one <= '~' && one != '\\'
                            ? String.valueOf((char) one)
                            : "\\x%02x".formatted(one & 0xff));
        }
        return escaped.toString();
    }

    private static String json(Report report) {
        return new JsonReport().render(report);
    }

    private static String text(Report report) {
        return new TextReport(100, Phrases.ENGLISH).render(report);
    }

    private static JsonNode tree(Report report) throws IOException {
        return new ObjectMapper().readTree(json(report));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_report_reads_as_it_was_approved(Case one) {
        Golden.holds(one.name() + "/report.txt", text(one.report()));
    }

    @Test
    void the_machine_readable_report_is_as_it_was_approved() throws ConfigurationException {
        Golden.holds("broken/report.json", json(report(broken().snapshot(), "")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendering_twice_gives_the_same_bytes(Case one) throws ConfigurationException {
        assertThat(text(one.report())).isEqualTo(text(one.report()));
        assertThat(json(one.report())).isEqualTo(json(one.report()));
        assertThat(json(report(broken().snapshot(), ""))).isEqualTo(json(report(broken().snapshot(), "")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_json_report_is_valid_and_has_no_key_that_the_schema_does_not_name(Case one) throws IOException {
        JsonNode report = tree(one.report());
        assertThat(SCHEMA.violations(report)).isEmpty();
        assertThat(SCHEMA.unnamed(report)).isEmpty();
    }

    @Test
    void the_schema_finds_what_is_missing() throws IOException, ConfigurationException {
        JsonNode report = tree(report(broken().snapshot(), ""));
        for (String key : List.of("rule", "caller", "hosts", "fingerprint", "observed")) {
            JsonNode damaged = report.deepCopy();
            ((ObjectNode) damaged.at("/findings/0")).remove(key);
            assertThat(SCHEMA.violations(damaged)).as(key).isNotEmpty();
        }
    }

    @Test
    void the_repairs_of_a_report_are_complete_and_no_placeholder_reaches_a_reader()
            throws IOException, ConfigurationException {
        Report broken = report(broken().snapshot(), "");
        JsonNode repair = tree(broken).at("/repairs/0");

        assertThat(repair.get("outcome").asText()).isEqualTo("mended");
        assertThat(repair.get("remaining")).isEmpty();
        assertThat(repair.get("changes")).isNotEmpty().allSatisfy(change -> {
            assertThat(change.get("mends")).isNotEmpty();
            assertThat(change.get("text").asText())
                    .isEqualTo(change.at("/texts/0/text").asText());
        });
        assertThat(tree(broken).get("findings")).isNotEmpty().allSatisfy(finding -> assertThat(
                        finding.get("repair").findValuesAsText("text"))
                .as("a finding shows what mends it in the whole plan")
                .allSatisfy(text -> assertThat(repair.findValuesAsText("text")).contains(text)));
        Stream.of(text(broken), json(broken))
                .forEach(rendered -> assertThat(rendered).doesNotContainPattern("\\{[a-zA-Z]+}"));
    }

    @Test
    void what_no_change_mends_is_named_with_its_reason() throws IOException, ConfigurationException {
        Account unbounded =
                Account.shop(60, 80, HostText.sound().with("--timeout\t30", "--timeout\t30\t--worker-class\tgthread"));
        Report report = report(unbounded.snapshot(), "");
        JsonNode repair = tree(report).at("/repairs/0");

        assertThat(repair.get("outcome").asText()).isEqualTo("partly");
        assertThat(repair.get("remaining")).anySatisfy(left -> {
            assertThat(left.get("rule").asText()).isEqualTo("unbounded-work");
            assertThat(left.get("why").asText())
                    .startsWith("it is no matter of a timer's value alone: bound the work inside");
        });
    }

    private static List<JsonNode> findings(JsonNode report, String rule) {
        List<JsonNode> found = new ArrayList<>();
        report.get("findings").forEach(finding -> {
            if (finding.get("rule").asText().equals(rule)) {
                found.add(finding);
            }
        });
        return found;
    }

    @Test
    void caller_and_callee_say_what_a_finding_is_about() throws IOException, ConfigurationException {
        JsonNode link = findings(tree(report(broken().snapshot(), "")), "callee-closes-first")
                .getFirst();
        assertThat(link.get("caller").asText()).isEqualTo("alb");
        assertThat(link.get("callee").asText()).isEqualTo("nginx");

        Account edited = Account.shop(
                60, 80, HostText.sound().with("file\t7\t" + HostText.WRITTEN, "file\t7\t" + (HostText.STARTED + 5)));
        JsonNode party = findings(tree(report(edited.snapshot(), "")), "edited-not-reloaded")
                .getFirst();
        assertThat(party.get("caller").isNull()).isTrue();
        assertThat(party.get("callee").asText()).isEqualTo("nginx");

        Account two = Account.shop(60, 80, HostText.sound().text())
                .with(Account.group("shop", "shop", Account.target("i-1", 80), Account.target("i-2", 80)))
                .with(Account.instance("i-2", "m7i.large"))
                .with(Account.host("i-2", HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout 90s")));
        JsonNode group =
                findings(tree(report(two.snapshot(), "")), "hosts-disagree").getFirst();
        assertThat(group.get("caller").isNull()).isTrue();
        assertThat(group.get("callee").isNull()).isTrue();
        assertThat(group.get("hosts")).hasSize(2);
    }

    @Test
    void a_value_that_never_ends_has_no_seconds_and_each_says_how_it_is_known()
            throws IOException, ConfigurationException {
        JsonNode unbounded = findings(tree(report(broken().snapshot(), "")), "unbounded-work")
                .getFirst();
        JsonNode limit = observed(unbounded, "timeout");
        assertThat(limit.get("seconds").isNull()).isTrue();
        assertThat(limit.get("text").asText()).isEqualTo("never");
        assertThat(limit.get("reading").asText()).isEqualTo("stated");
        JsonNode wait = observed(unbounded, "proxy_read_timeout");
        assertThat(wait.get("seconds").decimalValue()).isEqualByComparingTo("60");
        assertThat(wait.get("reading").asText()).isEqualTo("defaulted");
    }

    private static JsonNode observed(JsonNode finding, String setting) {
        return finding.findParents("setting").stream()
                .filter(seen ->
                        seen.has("source") && seen.get("setting").asText().equals(setting))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void totals_count_every_rule_at_every_place() throws IOException, ConfigurationException {
        JsonNode totals = tree(report(undecided().snapshot(), DECLARED)).get("totals");
        assertThat(totals.get("undecided").asInt()).isPositive();
        assertThat(totals.get("pass").asInt()).isPositive();
    }
}
