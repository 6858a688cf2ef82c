package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SpecVersion;
import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.assemble.HostText;
import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.compare.OnlyNew;
import io.timeoutchain.auditor.compare.ReportException;
import io.timeoutchain.auditor.compare.ReportReader;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.report.JsonReport;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.SetAside;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.plan.RepairOutcome;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.JudgePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is suppressed, and what a baseline knows: neither counts, and neither gets lost. */
class SetAsideTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static final String RULE = "callee-closes-first";

    @TempDir
    private Path folder = Path.of("");

    private static Account keeping(String keepAlive) {
        return Account.shop(60, 80, HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout " + keepAlive));
    }

    /** Two hosts with the same defect. */
    private static Account twoHosts() {
        String text = HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout 30s");
        return Account.shop(60, 80, text)
                .with(Account.group("shop", "shop", Account.target("i-1", 80), Account.target("i-2", 80)))
                .with(Account.instance("i-2", "m7i.large"))
                .with(Account.host("i-2", text));
    }

    private static String suppression(String... lines) {
        return "suppress:\n  - rule: %s\n".formatted(RULE)
                + String.join("\n", lines).indent(4);
    }

    private static String usual() {
        return suppression("load-balancer: sh*", "reason: it is replaced in spring", "expires: 2026-11-22");
    }

    private static Report report(Account account, String configuration) throws ConfigurationException {
        return Audit.report(account.snapshot(), ConfigurationReader.read("chain.yaml", configuration), TODAY);
    }

    private static List<String> rules(List<Finding> findings) {
        return findings.stream().map(finding -> finding.rule().id()).toList();
    }

    private static List<String> counting(Report report) {
        return rules(report.judgement().findings());
    }

    private static List<String> suppressed(Report report) {
        return rules(report.setAside().suppressed().stream()
                .map(SetAside.Suppressed::finding)
                .toList());
    }

    // ---- suppressions

    @Test
    void what_is_suppressed_does_not_count_but_is_told_with_reason_and_expiry() throws ConfigurationException {
        Report report = report(keeping("30s"), usual());

        assertThat(counting(report)).isEmpty();
        assertThat(suppressed(report)).containsExactly(RULE);
        assertThat(report.repairs()).isEmpty();
        assertThat(report.judgement().totals())
                .isEqualTo(report(keeping("30s"), "").judgement().totals());
        assertThat(ReportFormat.TEXT.renderer(0, Phrases.ENGLISH).render(report))
                .contains("No timer is known to be out of order but what is suppressed.")
                .containsPattern(
                        "\nSUPPRESSED\n  callee-closes-first, alb → nginx · shop / shop · i-1 · eu-central-1: until 2026-11-22: it is replaced in spring \\(chain.yaml:2\\)\n");
    }

    /** The defect that is suppressed or known, and another one. */
    private static Account twoDefects() {
        return Account.shop(
                60,
                80,
                HostText.sound()
                        .with("keepalive_timeout 75s", "keepalive_timeout 30s")
                        .replace("proxy_read_timeout 45s", "proxy_read_timeout 20s"));
    }

    private static void asksForTheOtherChangeOnly(Report report) {
        assertThat(counting(report)).containsExactly("caller-gives-up-first");
        assertThat(report.repairs()).singleElement().satisfies(repair -> {
            assertThat(repair.outcome()).isInstanceOf(RepairOutcome.Mended.class);
            assertThat(repair.outcome().changes())
                    .extracting(change -> change.setting().name())
                    .containsExactly("timeout");
        });
        assertThat(ReportFormat.TEXT.renderer(0, Phrases.ENGLISH).render(report))
                .contains("Repair: gunicorn timeout from 30 s")
                .doesNotContain("keepalive_timeout from 30 s");
    }

    @Test
    void what_is_suppressed_or_known_asks_for_no_change() throws Exception {
        assertThat(report(twoDefects(), "").repairs())
                .singleElement()
                .satisfies(repair -> assertThat(repair.outcome().changes()).hasSize(2));
        asksForTheOtherChangeOnly(report(twoDefects(), usual()));
        asksForTheOtherChangeOnly(since(keeping("30s"), twoDefects()));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-21, false", "2026-11-22, true", "2026-11-23, true"})
    void the_day_it_expires_is_the_last_on_which_it_holds(String expires, boolean holds) throws ConfigurationException {
        Report report = report(
                keeping("30s"), suppression("load-balancer: shop", "reason: until the move", "expires: " + expires));
        assertThat(counting(report).isEmpty()).isEqualTo(holds);
        assertThat(report.notes().stream().anyMatch(note -> note.toString().contains("suppresses nothing any more")))
                .isNotEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load-balancer: shop",
                "load-balancer: 'arn:aws:elasticloadbalancing:*:loadbalancer/app/shop/*'",
                "load-balancer: '*'\ntarget-group: sho?",
                "load-balancer: '*'\nhost: i-1\naccount: '123456789012'\nregion: eu-*",
            })
    void it_says_for_what_it_is_in_several_ways(String place) throws ConfigurationException {
        assertThat(counting(report(keeping("30s"), suppression(place, "reason: known", "expires: 2027-01-31"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "load-balancer: shops           | it matches no load balancer",
                "load-balancer: shop;target-group: other | it matches no load balancer",
                "load-balancer: shop;host: i-7  | it matches no load balancer",
                "load-balancer: shop;account: 999999999999 | it matches no load balancer",
                "load-balancer: shop;region: us-* | it matches no load balancer",
            })
    void one_that_is_for_nothing_suppresses_nothing_and_says_so(String place, String why) throws Exception {
        Report report =
                report(keeping("30s"), suppression(place.replace(";", "\n"), "reason: known", "expires: 2027-01-31"));
        assertThat(counting(report)).containsExactly(RULE);
        assertThat(report.notes()).anySatisfy(note -> assertThat(note.toString())
                .startsWith("The suppression of callee-closes-first at chain.yaml:2 suppresses nothing: ")
                .contains(why));
    }

    @Test
    void a_misspelt_rule_suppresses_nothing_and_is_told_with_a_suggestion() throws ConfigurationException {
        Report report = report(keeping("30s"), usual().replace(RULE, "calee-closes-first"));
        assertThat(counting(report)).containsExactly(RULE);
        assertThat(report.notes()).anySatisfy(note -> assertThat(note.toString())
                .contains("there is no such rule (did you mean \"callee-closes-first\"?)"));
    }

    @Test
    void one_that_is_no_longer_needed_says_so() throws ConfigurationException {
        assertThat(report(keeping("75s"), usual()).notes()).anySatisfy(note -> assertThat(note.toString())
                .endsWith("the rule is not broken there, so it can be taken out."));
    }

    @Test
    void what_could_not_be_told_is_never_suppressed() throws ConfigurationException {
        Report plain = report(Account.shop(60, 80, ""), "");
        Report report = report(Account.shop(60, 80, ""), usual());
        assertThat(report.judgement().undecided()).isEqualTo(plain.judgement().undecided());
        assertThat(report.notes()).anySatisfy(note -> assertThat(note.toString())
                .endsWith("what could not be told is never suppressed."));
    }

    @Test
    void one_for_a_host_leaves_the_finding_on_the_others() throws ConfigurationException {
        Report report = report(
                twoHosts(), suppression("load-balancer: shop", "host: i-2", "reason: old", "expires: 2027-01-31"));
        assertThat(report.judgement().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.spot().place().hosts()).containsExactly("i-1"));
        assertThat(report.setAside().suppressed()).singleElement().satisfies(one -> assertThat(
                        one.finding().spot().place().hosts())
                .containsExactly("i-2"));
        // One id must not be both open and suppressed on a security platform.
        assertThat(ReportFormat.ASFF.renderer(1, Phrases.ENGLISH).render(report))
                .doesNotContain("ARCHIVED");
        assertThat(ReportFormat.JUNIT.renderer(1, Phrases.ENGLISH).render(report))
                .contains("<failure")
                .doesNotContain("\"suppressed\"");
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void it_survives_every_format(ReportFormat format) throws ConfigurationException {
        String text = format.renderer(0, Phrases.ENGLISH).render(report(keeping("30s"), usual()));
        assertThat(text)
                .contains("it is replaced in spring")
                .contains("2026-11-22")
                .contains(RULE);
    }

    @ParameterizedTest
    @EnumSource(
            value = ReportFormat.class,
            names = {"OCSF", "ASFF"},
            mode = EnumSource.Mode.EXCLUDE)
    void an_expired_one_is_told_in_every_format_that_takes_a_note(ReportFormat format) throws ConfigurationException {
        Report report = report(keeping("30s"), usual().replace("2026-11-22", "2026-11-21"));
        assertThat(format.renderer(0, Phrases.ENGLISH).render(report))
                .contains("suppresses nothing any more: 2026-11-21 was its last day");
    }

    @Test
    void machines_get_it_in_the_words_of_their_format() throws Exception {
        Report report = report(keeping("30s"), usual());
        ObjectMapper json = new ObjectMapper();

        JsonNode own = json.readTree(new JsonReport().render(report));
        assertThat(Schema.of("report-1").violations(own)).isEmpty();
        assertThat(Schema.of("report-1").unnamed(own)).isEmpty();
        assertThat(own.at("/findings")).isEmpty();
        assertThat(own.at("/suppressed/0/suppression/expires").asText()).isEqualTo("2026-11-22");

        JsonNode sarif =
                json.readTree(ReportFormat.SARIF.renderer(0, Phrases.ENGLISH).render(report));
        assertThat(Schema.published("sarif-2.1.0", SpecVersion.VersionFlag.V7).violations(sarif))
                .isEmpty();
        assertThat(sarif.at("/runs/0/results/0/suppressions/0/kind").asText()).isEqualTo("external");
        assertThat(sarif.at("/runs/0/results/0/suppressions/0/justification").asText())
                .isEqualTo("it is replaced in spring");

        JsonNode asff =
                json.readTree(ReportFormat.ASFF.renderer(0, Phrases.ENGLISH).render(report));
        assertThat(asff.findValuesAsText("RecordState")).containsOnlyOnce("ARCHIVED");
        assertThat(asff.at("/0/RecordState").asText()).isEqualTo("ARCHIVED");
        assertThat(asff.findValues("Workflow"))
                .as("what Security Hub would leave to its users when the suppression has expired")
                .isEmpty();

        JsonNode ocsf = json.readTree(ReportFormat.OCSF
                .renderer(0, Phrases.ENGLISH)
                .render(report)
                .lines()
                .findFirst()
                .orElseThrow());
        assertThat(Schema.published("ocsf-1.3.0-compliance-finding", SpecVersion.VersionFlag.V202012)
                        .violations(ocsf))
                .isEmpty();
        assertThat(ocsf.path("status_id").asInt()).isEqualTo(3);
        assertThat(ocsf.path("comment").asText()).isEqualTo("it is replaced in spring");

        assertThat(ReportFormat.JUNIT.renderer(0, Phrases.ENGLISH).render(report))
                .contains(
                        "<skipped type=\"suppressed\" message=\"suppressed until 2026-11-22: it is replaced in spring");
    }

    @Test
    void in_sarif_all_results_speak_of_suppressions_or_none_does() throws Exception {
        JsonNode plain = new ObjectMapper()
                .readTree(ReportFormat.SARIF.renderer(0, Phrases.ENGLISH).render(report(ReportsTest.broken(), "")));
        assertThat(plain.at("/runs/0/results")).isNotEmpty().allSatisfy(result -> assertThat(result.has("suppressions"))
                .isFalse());
        JsonNode some = new ObjectMapper()
                .readTree(
                        ReportFormat.SARIF.renderer(0, Phrases.ENGLISH).render(report(ReportsTest.broken(), usual())));
        assertThat(some.at("/runs/0/results"))
                .hasSizeGreaterThan(1)
                .allSatisfy(result -> assertThat(result.has("suppressions")).isTrue());
    }

    @Test
    void the_exit_code_does_not_count_it() throws IOException {
        Path snapshot = snapshot("bad.json", keeping("30s"));
        Path configuration = Files.writeString(folder.resolve("chain.yaml"), usual());
        assertThat(Ran.with(Map.of(), "audit", "--allow-undecided", "--snapshot", snapshot)
                        .code())
                .isEqualTo(1);
        assertThat(Ran.with(Map.of(), "audit", "--allow-undecided", "--snapshot", snapshot, "--config", configuration)
                        .code())
                .isZero();
    }

    @Test
    void a_comparison_calls_it_suppressed_and_not_fixed() throws Exception {
        Path before = snapshot("before.json", keeping("30s"));
        Path now =
                Files.writeString(folder.resolve("now.json"), new JsonReport().render(report(keeping("30s"), usual())));

        Ran diff = Ran.with(Map.of(), "diff", before, now);
        assertThat(diff.out()).contains("SUPPRESSED\n").doesNotContain("FIXED").contains("1 suppressed");
        assertThat(diff.code()).isZero();
        // And when it has expired it is new.
        assertThat(Ran.with(Map.of(), "diff", now, before).code()).isEqualTo(1);
        assertThat(Ran.with(Map.of(), "diff", now, now).out())
                .isEqualTo("0 new, 0 fixed, 0 changed, 0 still open, 0 no longer told.\n");
    }

    // ---- the baseline

    private Path snapshot(String name, Account account) throws IOException {
        return Files.writeString(folder.resolve(name), new SnapshotCodec().encode(account.snapshot()));
    }

    private Path written(String name, Report report) throws IOException {
        return Files.writeString(folder.resolve(name), new JsonReport().render(report));
    }

    private static Report since(Account before, Account now) throws ConfigurationException, ReportException {
        return OnlyNew.of(
                report(now, ""),
                ReportReader.read(new JsonReport().render(report(before, ""))),
                "old.json",
                JudgePolicy.DEFAULT);
    }

    @Test
    void what_the_baseline_knew_is_one_line_with_a_count() throws Exception {
        Report report = since(keeping("30s"), keeping("30s"));
        assertThat(counting(report)).isEmpty();
        assertThat(rules(report.setAside().known())).containsExactly(RULE);
        assertThat(ReportFormat.TEXT.renderer(0, Phrases.ENGLISH).render(report))
                .contains("Nothing that is out of order is new.")
                .contains(
                        "Note: Against the baseline old.json: 1 known finding does not count, 0 fixed, 0 no longer told.")
                .doesNotContain("SUPPRESSED");
        assertThat(ReportFormat.JUNIT.renderer(0, Phrases.ENGLISH).render(report))
                .contains("<skipped type=\"known\" message=\"known to the baseline old.json\"");
    }

    @ParameterizedTest
    @CsvSource({"75s, 30s, 1", "63s, 30s, 1", "30s, 31s, 0", "30s, 75s, 0"})
    void what_is_new_or_worse_counts(String before, String now, int counting) throws Exception {
        assertThat(counting(since(keeping(before), keeping(now)))).hasSize(counting);
    }

    @Test
    void what_can_no_longer_be_told_is_named_and_is_exit_code_3() throws Exception {
        Report report = since(keeping("30s"), new Account().with(Account.alb("web", Map.of(), "web")));
        assertThat(report.setAside().untold())
                .singleElement()
                .asString()
                .startsWith("No longer told: callee-closes-first at alb → nginx · shop / shop · i-1")
                .contains("was not listed");
        assertThat(new ReportOptions().exitCode(report)).isEqualTo(3);
        assertThat(ReportFormat.TEXT.renderer(3, Phrases.ENGLISH).render(report))
                .contains("Note: No longer told: ");
    }

    @Test
    void a_report_against_a_baseline_is_a_baseline_itself_and_fixes_nothing() throws Exception {
        Path known = written("known.json", since(keeping("30s"), keeping("30s")));
        Path snapshot = snapshot("now.json", keeping("30s"));
        assertThat(Ran.with(Map.of(), "audit", "--allow-undecided", "--snapshot", snapshot, "--baseline", known)
                        .code())
                .isZero();
        assertThat(Ran.with(Map.of(), "diff", snapshot, known).out())
                .doesNotContain("FIXED")
                .contains("1 still open");
        JsonNode json = new ObjectMapper().readTree(Files.readString(known));
        assertThat(Schema.of("report-1").violations(json)).isEmpty();
        assertThat(Schema.of("report-1").unnamed(json)).isEmpty();
    }

    @Test
    void sarif_keeps_what_is_known_and_marks_it() throws Exception {
        JsonNode sarif = new ObjectMapper()
                .readTree(
                        ReportFormat.SARIF.renderer(0, Phrases.ENGLISH).render(since(keeping("30s"), keeping("31s"))));
        assertThat(Schema.published("sarif-2.1.0", SpecVersion.VersionFlag.V7).violations(sarif))
                .isEmpty();
        assertThat(sarif.at("/runs/0/results").findValuesAsText("baselineState"))
                .containsExactly("updated");
    }

    @Test
    void what_was_suppressed_then_is_not_known() throws Exception {
        Report report = OnlyNew.of(
                report(keeping("30s"), ""),
                ReportReader.told(report(keeping("30s"), usual())),
                "old.json",
                JudgePolicy.DEFAULT);
        assertThat(counting(report)).containsExactly(RULE);
    }

    @Test
    void a_baseline_may_be_a_snapshot_and_serves_the_demo_too() throws Exception {
        Path before = snapshot("before.json", keeping("30s"));
        Path now = snapshot("now.json", keeping("30s"));
        assertThat(Ran.with(Map.of(), "audit", "--allow-undecided", "--snapshot", now, "--baseline", before)
                        .code())
                .isZero();
        Path demo = folder.resolve("demo.json");
        assertThat(Ran.with(Map.of(), "demo", "--output", "json=" + demo).code())
                .isZero();
        assertThat(Ran.with(Map.of(), "demo", "--baseline", demo).out())
                .contains("Nothing that is out of order is new.");
    }

    @Test
    void a_baseline_that_cannot_be_read_is_an_error_and_never_an_empty_one() throws Exception {
        Path snapshot = snapshot("now.json", keeping("75s"));
        Path other = Files.writeString(folder.resolve("other.json"), "{}");
        Path none = folder.resolve("none.json");
        Path empty = Files.writeString(folder.resolve("empty.json"), "");
        for (Path baseline : List.of(other, none, empty)) {
            Ran ran = Ran.with(Map.of(), "audit", "--snapshot", snapshot, "--baseline", baseline);
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains(baseline.toString());
        }
    }
}
