package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SpecVersion;
import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.html.HtmlReport;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import io.timeoutchain.plan.RepairPlan;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rules.Rules;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Every format of a report: valid by its public schema, complete, stable, and harmless whatever a name says. */
class FormatsTest {

    private static final String CASES = "io.timeoutchain.auditor.cli.ReportsTest#cases";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String rendered(ReportFormat format, Report report) {
        return format.renderer(1, Phrases.ENGLISH).render(report);
    }

    private static JsonNode tree(ReportFormat format, Report report) throws Exception {
        return JSON.readTree(rendered(format, report));
    }

    private static Report broken() throws ConfigurationException {
        return ReportsTest.report(ReportsTest.broken().snapshot(), "");
    }

    private static Report undecided() throws ConfigurationException {
        return ReportsTest.report(ReportsTest.undecided().snapshot(), "");
    }

    // ---- every format

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void the_demo_reads_as_it_was_approved(ReportFormat format) {
        StringWriter out = new StringWriter();
        int code = TimeoutChain.commandLine(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true))
                .execute("demo", "--format", format.id());
        assertThat(code).isZero();
        Golden.holds(
                "demo/report." + ending(format),
                // The rules' pages, which SARIF carries, change without a change of the format.
                // Style and script of HTML have tests of their own.
                out.toString()
                        .replaceAll("(?s)<(style|script)>.*?</\\1>", "<$1></$1>")
                        .replaceAll("sha256-[A-Za-z0-9+/=]+", "sha256")
                        .replaceAll("(\"(?:text|markdown)\" : )\"# (?:[^\"\\\\]|\\\\.)*+\"", "$1\"the page\""));
    }

    private static String ending(ReportFormat format) {
        return switch (format) {
            case TEXT -> "txt";
            case JSON -> "json";
            case HTML -> "html";
            case SARIF -> "sarif";
            case JUNIT -> "xml";
            case MARKDOWN -> "md";
            case CSV -> "csv";
            case OCSF -> "ocsf.jsonl";
            case ASFF -> "asff.json";
        };
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void rendering_twice_gives_the_same_bytes(ReportsTest.Case one) {
        assertThat(ReportFormat.values()).allSatisfy(format -> assertThat(rendered(format, one.report()))
                .isEqualTo(rendered(format, one.report())));
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void what_could_not_be_told_stands_in_every_format(ReportFormat format) throws Exception {
        Report report = undecided();
        assertThat(report.gaps()).isNotEmpty();
        assertThat(rendered(format, report)).contains("elasticloadbalancing:DescribeTargetGroupAttributes");
    }

    // ---- names of hosts

    /** Something is broken on one host, and the other does not answer. */
    private static Account hosts() {
        return ReportsTest.broken()
                .with(Account.group("shop", "shop", Account.target("i-1", 80), Account.target("i-2", 80)))
                .gap("i-2", "ssm:DescribeInstanceInformation");
    }

    private static Report named(String name) throws ConfigurationException {
        return ReportsTest.report(
                hosts().with(Account.named(name, Account.instance("i-1", "m7i.large")))
                        .with(Account.named(name, Account.instance("i-2", "m7i.large")))
                        .snapshot(),
                "");
    }

    private static Report unnamed() throws ConfigurationException {
        return ReportsTest.report(
                hosts().with(Account.instance("i-1", "m7i.large"))
                        .with(Account.instance("i-2", "m7i.large"))
                        .snapshot(),
                "");
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void a_host_stands_there_with_its_name_and_a_blank_one_shows_nothing(ReportFormat format) throws Exception {
        assertThat(rendered(format, named("shop-blue"))).contains("i-1", "shop-blue");
        assertThat(rendered(format, named(" "))).isEqualTo(rendered(format, unnamed()));
    }

    @Test
    void what_a_defect_is_called_does_not_change_with_the_name_of_its_host() throws Exception {
        Report before = named("shop-blue");
        Report renamed = named("shop-green");
        assertThat(before.judgement().findings()).isNotEmpty();
        assertThat(renamed.judgement().findings())
                .extracting(Finding::fingerprint)
                .containsExactlyElementsOf(before.judgement().findings().stream()
                        .map(Finding::fingerprint)
                        .toList());
        Map<ReportFormat, String> names = Map.of(
                ReportFormat.SARIF, "\"(?:timeoutChain/v1|primaryLocationLineHash)\" : \"([^\"]*)\"",
                ReportFormat.ASFF, "\"(?:Id|GeneratorId)\" : \"([^\"]*)\"",
                ReportFormat.OCSF, "\"uid\":\"([^\"]*)\"",
                ReportFormat.JUNIT, " (?:class)?name=\"([^\"]*)\"");
        names.forEach((format, pattern) -> {
            List<String> told = matches(pattern, rendered(format, before));
            assertThat(told).as(format.id()).isNotEmpty();
            assertThat(matches(pattern, rendered(format, renamed)))
                    .as(format.id())
                    .isEqualTo(told);
        });
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    // ---- what to change, in which order

    private static List<RepairPlan.Change> changes(Report report) {
        return report.repairs().stream()
                .flatMap(repair -> repair.outcome().changes().stream())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void all_changes_stand_in_their_order_in_every_format(ReportFormat format) throws Exception {
        Report report = broken();
        String text = rendered(format, report).replace("\\_", "_");
        List<String> settings =
                changes(report).stream().map(change -> change.setting().name()).toList();
        assertThat(settings).hasSizeGreaterThan(1);
        assertThat(text.substring(text.indexOf(inOrder(format)))).containsSubsequence(settings);
    }

    private static String inOrder(ReportFormat format) {
        return switch (format) {
            case TEXT, MARKDOWN, JUNIT, ASFF, OCSF -> "Repair of shop · eu-central-1, in this order:";
            case JSON -> "\"repairs\"";
            case HTML -> "class=\"plan\"";
            case SARIF -> "\"inOrder\"";
            case CSV -> "\"repair\",\"\",";
        };
    }

    // ---- one by one

    @ParameterizedTest
    @MethodSource(CASES)
    void sarif_is_valid_by_its_schema(ReportsTest.Case one) throws Exception {
        assertThat(Schema.published("sarif-2.1.0", SpecVersion.VersionFlag.V7)
                        .violations(tree(ReportFormat.SARIF, one.report())))
                .isEmpty();
    }

    @Test
    void the_schema_of_sarif_finds_what_is_wrong() throws Exception {
        JsonNode log = tree(ReportFormat.SARIF, broken());
        ((ObjectNode) log.at("/runs/0/results/0")).remove("message");
        assertThat(Schema.published("sarif-2.1.0", SpecVersion.VersionFlag.V7).violations(log))
                .isNotEmpty();
    }

    @Test
    void sarif_carries_what_code_scanning_shows() throws Exception {
        Report report = broken();
        JsonNode run = tree(ReportFormat.SARIF, report).at("/runs/0");

        assertThat(run.at("/invocations/0/exitCode").asInt()).isEqualTo(1);
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
        assertThat(run.at("/tool/driver/rules")).hasSize(Rules.all().size()).allSatisfy(rule -> {
            assertThat(rule.at("/help/text").asText()).contains("## Why").contains("## Fix");
            assertThat(rule.at("/shortDescription/text").asText()).isNotEmpty();
        });
        assertThat(run.get("results"))
                .hasSize(report.judgement().findings().size())
                .allSatisfy(result -> {
                    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                                    .asText())
                            .isEqualTo("123456789012/eu-central-1/loadbalancer/app/shop/1");
                    assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName")
                                    .asText())
                            .startsWith("arn:aws:");
                    assertThat(run.at("/tool/driver/rules/"
                                            + result.get("ruleIndex").asInt() + "/id")
                                    .asText())
                            .isEqualTo(result.get("ruleId").asText());
                    assertThat(result.at("/relatedLocations"))
                            .allSatisfy(location -> assertThat(location.at("/physicalLocation/region/startLine")
                                            .asInt())
                                    .isPositive());
                });
        assertThat(run.get("results").findValuesAsText("timeoutChain/v1"))
                .isEqualTo(report.judgement().findings().stream()
                        .map(finding -> finding.fingerprint())
                        .toList());
        assertThat(run.get("results").findValuesAsText("level")).contains("error", "warning");
    }

    @Test
    void sarif_carries_the_whole_page_of_each_rule_since_no_address_has_it() throws Exception {
        for (JsonNode rule : tree(ReportFormat.SARIF, broken()).at("/runs/0/tool/driver/rules")) {
            String page =
                    Files.readString(Path.of("../docs/rules", rule.get("id").asText() + ".md"));
            String carried = rule.at("/help/markdown").asText();
            assertThat(carried.lines())
                    .containsExactlyElementsOf(page.lines()
                            .map(line -> line.replaceAll("\\[(`[^`]+`)]\\(\\.\\./proof\\.md#[^)]+\\)", "$1"))
                            .toList());
            assertThat(carried).doesNotContainPattern("]\\((?!https://)");
            assertThat(rule.at("/help/text").asText()).isEqualTo(carried);
            assertThat(rule.has("helpUri")).isFalse();
        }
    }

    @Test
    void sarif_tells_of_gaps_and_of_a_fault_as_notifications() throws Exception {
        JsonNode open = tree(ReportFormat.SARIF, undecided()).at("/runs/0/invocations/0");
        assertThat(open.get("executionSuccessful").asBoolean()).isTrue();
        assertThat(open.at("/toolExecutionNotifications").findValuesAsText("level"))
                .contains("warning");

        Report faulty = ReportsTest.cases()
                .filter(one -> one.name().equals("fault"))
                .findFirst()
                .orElseThrow()
                .report();
        JsonNode failed = tree(ReportFormat.SARIF, faulty).at("/runs/0/invocations/0");
        assertThat(failed.get("executionSuccessful").asBoolean()).isFalse();
        assertThat(failed.at("/toolExecutionNotifications/0/level").asText()).isEqualTo("error");
    }

    private static Document xml(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) {
            elements.add((Element) found.item(at));
        }
        return elements;
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void junit_is_valid_by_its_schema_and_counts_right(ReportsTest.Case one) throws Exception {
        String text = rendered(ReportFormat.JUNIT, one.report());
        SchemaFactory.newDefaultInstance()
                .newSchema(Path.of("src/test/resources/schema/junit-10.xsd").toFile())
                .newValidator()
                .validate(new StreamSource(new StringReader(text)));
        Document document = xml(text);
        Element all = document.getDocumentElement();
        assertThat(elements(document, "testcase")).hasSize(Integer.parseInt(all.getAttribute("tests")));
        assertThat(elements(document, "failure")).hasSize(Integer.parseInt(all.getAttribute("failures")));
        assertThat(elements(document, "error")).hasSize(Integer.parseInt(all.getAttribute("errors")));
    }

    @Test
    void in_junit_only_what_holds_has_passed() throws Exception {
        Report report = undecided();
        Judgement judgement = report.judgement();
        Document document = xml(rendered(ReportFormat.JUNIT, report));
        assertThat(judgement.undecided()).isNotEmpty().allSatisfy(open -> assertThat(elements(document, "testcase"))
                .filteredOn(
                        one -> one.getAttribute("name").startsWith(open.rule().id() + " ")
                                || one.getAttribute("name").equals(open.rule().id()))
                .anySatisfy(one -> assertThat(one.getElementsByTagName("error").getLength()
                                + one.getElementsByTagName("failure").getLength())
                        .isPositive()));
        long passed = elements(document, "testcase").stream()
                .filter(one -> one.getElementsByTagName("*").getLength() == 0)
                .count();
        assertThat(passed).isPositive().isLessThanOrEqualTo(judgement.totals().pass());

        Document failing = xml(rendered(ReportFormat.JUNIT, broken()));
        assertThat(elements(failing, "failure")).anySatisfy(failure -> {
            assertThat(failure.getAttribute("type")).isEqualTo("high");
            assertThat(failure.getTextContent()).contains("Repair: ");
        });
        assertThat(elements(failing, "skipped")).isNotEmpty().allSatisfy(skipped -> assertThat(
                        skipped.getAttribute("message"))
                .isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void every_line_of_ocsf_is_valid_by_its_schema(ReportsTest.Case one) throws Exception {
        Schema schema = Schema.published("ocsf-1.3.0-compliance-finding", SpecVersion.VersionFlag.V202012);
        for (String line : rendered(ReportFormat.OCSF, one.report()).lines().toList()) {
            assertThat(schema.violations(JSON.readTree(line))).as(line).isEmpty();
        }
    }

    @Test
    void the_schema_of_ocsf_finds_what_is_wrong() throws Exception {
        JsonNode event = JSON.readTree(
                rendered(ReportFormat.OCSF, broken()).lines().findFirst().orElseThrow());
        ((ObjectNode) event).put("severity_id", 17).remove("compliance");
        assertThat(Schema.published("ocsf-1.3.0-compliance-finding", SpecVersion.VersionFlag.V202012)
                        .violations(event))
                .hasSizeGreaterThan(1);
    }

    /** What BatchImportFindings asks for, and how long it may be. */
    private static void isImportable(JsonNode finding) {
        assertThat(finding.get("SchemaVersion").asText()).isEqualTo("2018-10-08");
        for (String key : List.of(
                "Id", "ProductArn", "GeneratorId", "AwsAccountId", "CreatedAt", "UpdatedAt", "Title", "Description")) {
            assertThat(finding.path(key).asText()).as(key).isNotBlank();
        }
        assertThat(finding.get("Id").asText()).hasSizeLessThanOrEqualTo(512);
        assertThat(finding.get("ProductArn").asText())
                .matches("arn:aws:securityhub:[a-z0-9-]+:[0-9]{12}:product/[0-9]{12}/default");
        assertThat(finding.get("Title").asText()).hasSizeLessThanOrEqualTo(256);
        assertThat(finding.get("Description").asText()).hasSizeLessThanOrEqualTo(1024);
        assertThat(finding.at("/Remediation/Recommendation/Text").asText())
                .isNotBlank()
                .hasSizeLessThanOrEqualTo(512);
        assertThat(Set.of("HIGH", "MEDIUM", "LOW", "INFORMATIONAL"))
                .contains(finding.at("/Severity/Label").asText());
        assertThat(Set.of("FAILED", "NOT_AVAILABLE"))
                .contains(finding.at("/Compliance/Status").asText());
        assertThat(finding.get("Resources")).hasSizeBetween(1, 32).allSatisfy(resource -> {
            assertThat(resource.get("Type").asText()).isNotBlank();
            assertThat(resource.get("Id").asText()).isNotBlank().hasSizeLessThanOrEqualTo(512);
        });
        assertThat(finding.path("ProductFields"))
                .allSatisfy(field -> assertThat(field.asText()).hasSizeLessThanOrEqualTo(2048));
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void asff_has_what_security_hub_asks_for_and_no_id_twice(ReportsTest.Case one) throws Exception {
        JsonNode findings = tree(ReportFormat.ASFF, one.report());
        assertThat(findings).allSatisfy(FormatsTest::isImportable);
        assertThat(findings.findValuesAsText("GeneratorId")).hasSize(findings.size());
        List<String> ids = StreamSupport.stream(findings.spliterator(), false)
                .map(finding -> finding.get("Id").asText())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(one.report().judgement().findings())
                .allSatisfy(finding -> assertThat(ids).contains("timeout-chain/" + finding.fingerprint()));
    }

    /** The cells of a table, as RFC 4180 has it. */
    private static List<List<String>> table(String csv) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : csv.strip().split("\r\n", -1)) {
            assertThat(line).matches("\"[^\"]*+(?:\"\"[^\"]*+)*+\"(?:,\"[^\"]*+(?:\"\"[^\"]*+)*+\")*");
            rows.add(Pattern.compile("\"([^\"]*+(?:\"\"[^\"]*+)*+)\"")
                    .matcher(line)
                    .results()
                    .map(cell -> cell.group(1).replace("\"\"", "\""))
                    .toList());
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void csv_has_a_row_for_each_finding_and_each_open_question(ReportsTest.Case one) {
        Report report = one.report();
        List<List<String>> rows = table(rendered(ReportFormat.CSV, report));
        assertThat(rows)
                .allSatisfy(row -> assertThat(row).hasSize(rows.getFirst().size()));
        assertThat(rows)
                .hasSize(1
                        + report.judgement().findings().size()
                        + changes(report).size()
                        + report.judgement().undecided().size()
                        + report.gaps().size()
                        + report.judgement().faults().size()
                        + report.notes().size());
    }

    @Test
    void markdown_has_a_row_for_each_finding_and_fits_into_a_comment() throws Exception {
        Report report = broken();
        String text = rendered(ReportFormat.MARKDOWN, report);
        assertThat(text.lines().filter(line -> line.startsWith("| ") && line.contains("`")))
                .hasSize(report.judgement().findings().size());
        assertThat(text).hasSizeLessThan(65_536);
    }

    @Test
    void markdown_of_a_report_with_too_much_of_everything_fits_into_a_comment_and_counts_what_is_left_out()
            throws Exception {
        Report report = broken();
        String much = "much ".repeat(200);
        Judgement judgement = report.judgement();
        Report full = new Report(
                report.tool(),
                report.takenAt(),
                report.scope(),
                report.groups(),
                new Judgement(
                        times(500, judgement.findings()),
                        judgement.undecided(),
                        judgement.totals(),
                        Collections.nCopies(500, new Judgement.Fault("some-rule", much)),
                        judgement.answers()),
                times(500, report.repairs()),
                Collections.nCopies(500, new Gap(much, much, much)),
                Collections.nCopies(500, Text.of("%s", much)),
                report.calls(),
                report.setAside());

        assertThat(rendered(ReportFormat.MARKDOWN, full))
                .hasSizeBetween(50_000, 65_535)
                .contains("Could not be told")
                .containsPattern("And \\d+ more findings")
                .containsPattern("And \\d+ more notes");
    }

    private static <T> List<T> times(int number, List<T> list) {
        return Collections.nCopies(number, list).stream().flatMap(List::stream).toList();
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void html_shows_every_finding_gap_and_fault_without_any_script(ReportsTest.Case one) {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            String page = new HtmlReport(locale).render(one.report()).replaceAll("(?s)<script>.*?</script>", "");
            Phrases phrases = new Phrases(locale).of(one.report());
            Judgement judgement = one.report().judgement();
            assertThat(page.split("<article ", -1))
                    .hasSize(1 + judgement.findings().size());
            String text = page.replaceAll("<[^>]*>", "")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&#34;", "\"")
                    .replace("&#39;", "'")
                    .replace("&amp;", "&");
            assertThat(judgement.findings()).allSatisfy(finding -> assertThat(text)
                    .contains(phrases.sentence(finding.because()))
                    .contains(finding.observed().stream()
                            .map(seen -> phrases.name(seen.source().words()))
                            .toList()));
            assertThat(one.report().gaps()).allSatisfy(gap -> assertThat(text)
                    .contains(
                            phrases.sentence(gap.subject()),
                            phrases.sentence(gap.cause()),
                            phrases.sentence(gap.remedy())));
            assertThat(judgement.faults()).allSatisfy(fault -> assertThat(text).contains(fault.rule()));
        }
    }

    // ---- hostile names

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b]0;owned\u0007",
                "\u001b[2Ja\nb\r\nHIGH  not a finding\u009b31m",
                "\u202egnp.exe\u2066\u200b\ufeff",
                "\udb40\udc41\uffff",
                "<script>alert(1)</script><img src=x onerror=alert(1)>",
                "]]> --> &lt; &#x1b; \"' ${x} {0} {{1}}",
                "=cmd|'/c calc'!A1",
                "+1\t-2",
                "@everyone #1 | `x` ```\n# title\n[x](https://evil.example) ![y](//evil.example) www.evil.example",
                "../../../../etc/passwd",
                "\ud800",
                "MEGABYTE"
            })
    void hostile_names_come_out_harmless_in_every_format(String written) throws Exception {
        String name = written.equals("MEGABYTE") ? "x".repeat(1_000_000) : written;
        Report found = Audit.report(ReportsTest.hostileAndBroken(name), Configuration.NONE);
        assertThat(found.judgement().findings()).isNotEmpty();
        for (Report report : List.of(found, Audit.report(ReportsTest.hostile(name), Configuration.NONE))) {
            for (ReportFormat format : ReportFormat.values()) {
                String text = rendered(format, report);
                assertThat(hidden(text, format)).as(format.id()).isEmpty();
                assertThat(text).as(format.id()).hasSizeLessThan(3_000_000);
                assertThat(text.lines())
                        .as(format.id())
                        .noneMatch(line -> line.startsWith("HIGH  not") || line.equals("b"));
                isHarmless(format, text);
            }
        }
    }

    /** What a terminal would obey or a reader would not see, but for the line ends of the format itself. */
    private static Set<String> hidden(String text, ReportFormat format) {
        Set<String> hidden = new TreeSet<>();
        text.codePoints()
                .filter(code -> code != '\n'
                        && !(code == '\r' && format == ReportFormat.CSV)
                        && !(code == 0x2060 && format == ReportFormat.MARKDOWN))
                .filter(code -> {
                    int type = Character.getType(code);
                    return type == Character.CONTROL
                            || type == Character.FORMAT
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR
                            || type == Character.SURROGATE;
                })
                .forEach(code -> hidden.add(Integer.toHexString(code)));
        return hidden;
    }

    /** No element, attribute or address that is not the page's own, wherever a name stands. */
    private static void isOnePage(String text) {
        String own = text.replaceAll("(?s)<(style|script)>.*?</\\1>", "");
        assertThat(text).containsOnlyOnce("<script>").containsOnlyOnce("<style>");
        assertThat(text.substring(text.lastIndexOf("<script>")).lines().noneMatch(line -> line.contains("evil")))
                .isTrue();
        assertThat(Pattern.compile("<([a-z0-9]+)").matcher(own).results().map(tag -> tag.group(1)))
                .isSubsetOf(Set.of(
                        "html", "head", "meta", "title", "body", "svg", "defs", "pattern", "path", "rect", "a",
                        "header", "main", "footer", "section", "article", "p", "h1", "h2", "h3", "h4", "h5", "ul", "ol",
                        "li", "b", "i", "em", "ins", "small", "code", "span", "time", "table", "caption", "thead",
                        "tbody", "tr", "th", "td", "figure", "div", "details", "summary", "form", "label", "input",
                        "select", "option", "button", "output", "br"));
        assertThat(Pattern.compile("<[^>]*\\s(on[a-z]+|style|src)=")
                        .matcher(own)
                        .results())
                .isEmpty();
        assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(own).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(link).matches("#[a-z0-9]+"));
        assertThat(text).contains("default-src &#39;none&#39;;");
    }

    private static void isHarmless(ReportFormat format, String text) throws Exception {
        switch (format) {
            case TEXT -> assertThat(text).contains("checks: ");
            case JSON -> assertThat(JSON.readTree(text).get("schema").asText()).isEqualTo("report/1");
            case HTML -> isOnePage(text);
            case ASFF -> assertThat(JSON.readTree(text)).allSatisfy(FormatsTest::isImportable);
            case SARIF -> {
                JsonNode log = JSON.readTree(text);
                assertThat(Schema.published("sarif-2.1.0", SpecVersion.VersionFlag.V7)
                                .violations(log))
                        .isEmpty();
                assertThat(log.at("/runs/0/results").findValuesAsText("text")).allSatisfy(message -> assertThat(message)
                        .doesNotContain("](")
                        .doesNotContainPattern("(?<!\\{)\\{(\\{\\{)*[0-9]"));
                assertThat(log.findValuesAsText("uri"))
                        .allSatisfy(uri -> assertThat(uri).doesNotContain("../").matches("[!-~]+"));
            }
            case OCSF -> {
                Schema schema = Schema.published("ocsf-1.3.0-compliance-finding", SpecVersion.VersionFlag.V202012);
                for (String line : text.lines().toList()) {
                    assertThat(schema.violations(JSON.readTree(line))).isEmpty();
                }
            }
            case JUNIT -> {
                Document document = xml(text);
                assertThat(Stream.of("script", "img")).allSatisfy(element -> assertThat(elements(document, element))
                        .isEmpty());
            }
            case CSV ->
                assertThat(table(text)).allSatisfy(row -> assertThat(row)
                        .allSatisfy(cell -> assertThat(cell).doesNotContainPattern("\\A\\s*[=+@\\-]")));
            case MARKDOWN -> {
                String outside = text.replaceAll("(?s)\n(`{3,})\n.*?\n\\1\n", "\n");
                assertThat(outside)
                        .doesNotContain("@everyone", "](", "#1 ", "://evil", "www.evil")
                        .doesNotContainPattern("(?<!\\\\)<(?!br>)")
                        .doesNotContainPattern("(?m)^# title");
                assertThat(text).hasSizeLessThan(65_536);
            }
        }
    }

    @Test
    void a_name_on_the_command_line_is_one_of_the_formats() {
        assertThat(ReportFormat.ids())
                .allSatisfy(id -> assertThat(id).isEqualTo(id.toLowerCase(Locale.ROOT)))
                .hasSize(ReportFormat.values().length);
    }
}
