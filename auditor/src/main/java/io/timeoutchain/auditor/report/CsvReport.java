package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.plan.RepairPlan;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Undecided;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The report as a table for a spreadsheet (RFC 4180): a row for each finding, each change in the order of its steps, each place
 * where a rule could not be judged, and each thing that was not obtained.
 */
public final class CsvReport implements Renderer {

    private static final List<String> COLUMNS = List.of(
            "verdict",
            "severity",
            "confidence",
            "rule",
            "title",
            "account",
            "region",
            "load_balancer",
            "load_balancer_arn",
            "target_group",
            "target_group_arn",
            "hosts",
            "route",
            "caller",
            "callee",
            "observed",
            "because",
            "repair",
            "fingerprint",
            "suppressed_until",
            "suppressed_because",
            "host_names",
            "step");

    private final Phrases phrases;
    private final HostNames names;

    /** Renders each report with the names of its hosts. */
    public CsvReport() {
        this(Phrases.ENGLISH, HostNames.NONE);
    }

    private CsvReport(Phrases phrases, HostNames names) {
        this.phrases = phrases;
        this.names = names;
    }

    @Override
    public String render(Report report) {
        return new CsvReport(phrases.of(report), report.scope().hostNames()).table(report);
    }

    private String table(Report report) {
        Judgement judgement = report.judgement();
        Stream<Map<String, String>> rows = Stream.of(
                        judgement.findings().stream().map(finding -> row("broken", finding)),
                        report.setAside().suppressed().stream().map(this::row),
                        report.repairs().stream()
                                .flatMap(repair -> rows(report.scope().account(), repair)),
                        judgement.undecided().stream().map(this::row),
                        report.gaps().stream().map(gap -> row(report.scope().account(), gap)),
                        judgement.faults().stream().map(CsvReport::row),
                        report.notes().stream().map(note -> Map.of("verdict", "note", "title", phrases.sentence(note))))
                .flatMap(some -> some);
        return Stream.concat(Stream.of(COLUMNS), rows.map(row -> COLUMNS.stream()
                        .map(column -> row.getOrDefault(column, ""))
                        .toList()))
                .map(cells -> cells.stream().map(CsvReport::cell).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining());
    }

    private Map<String, String> row(SetAside.Suppressed suppressed) {
        Map<String, String> row = row("suppressed", suppressed.finding());
        row.put("suppressed_until", suppressed.expires().toString());
        row.put(
                "suppressed_because",
                "%s (%s)".formatted(suppressed.reason(), suppressed.source().text()));
        return row;
    }

    private Map<String, String> row(String verdict, Finding finding) {
        Map<String, String> row = row(verdict, finding.rule(), finding.spot());
        row.put("severity", finding.severity().id());
        row.put("confidence", finding.confidence().id());
        row.put("observed", joined(finding.observed(), phrases::observed));
        row.put("because", phrases.sentence(finding.because()));
        row.put("repair", joined(finding.repair(), phrases::repair));
        row.put("fingerprint", finding.fingerprint());
        return row;
    }

    /** A row for each change; its step is its place in the order of those behind the same load balancer. */
    private Stream<Map<String, String>> rows(String account, LoadBalancerRepair repair) {
        List<RepairPlan.Change> changes = repair.outcome().changes();
        return IntStream.range(0, changes.size())
                .mapToObj(at -> Map.of(
                        "verdict", "repair",
                        "title", phrases.change(changes.get(at).text()),
                        "account", account,
                        "region", repair.region(),
                        "load_balancer", repair.loadBalancer(),
                        "load_balancer_arn", repair.loadBalancerArn(),
                        "hosts", joined(changes.get(at).hosts(), PlainText::name),
                        "repair", phrases.command(changes.get(at).text().text()),
                        "host_names", String.join("; ", names.of(changes.get(at).hosts())),
                        "step", String.valueOf(at + 1)));
    }

    private Map<String, String> row(Undecided open) {
        Map<String, String> row = row("undecided", open.rule(), open.spot());
        row.put("because", joined(open.gaps(), phrases::gap));
        row.put("repair", joined(open.gaps(), gap -> phrases.sentence(gap.remedy())));
        return row;
    }

    private Map<String, String> row(String account, Gap gap) {
        return Map.of(
                "verdict", "not obtained",
                "title", phrases.sentence(gap.subject()),
                "account", account,
                "because", phrases.sentence(gap.cause()),
                "repair", phrases.sentence(gap.remedy()));
    }

    private static Map<String, String> row(Judgement.Fault fault) {
        return Map.of("verdict", "fault of this program", "rule", fault.rule(), "because", fault.what());
    }

    private Map<String, String> row(String verdict, RuleCard rule, Finding.Spot spot) {
        Place place = spot.place();
        Map<String, String> row = new HashMap<>();
        row.put("verdict", verdict);
        row.put("rule", rule.id());
        row.put("title", rule.title().toString());
        row.put("account", place.account());
        row.put("region", place.region());
        row.put("load_balancer", place.loadBalancer());
        row.put("load_balancer_arn", place.loadBalancerArn());
        row.put("target_group", place.targetGroup());
        row.put("target_group_arn", place.targetGroupArn());
        row.put("hosts", joined(place.hosts(), PlainText::name));
        row.put("host_names", String.join("; ", names.of(place.hosts())));
        row.put("route", place.route());
        row.put("caller", id(spot.caller()));
        row.put("callee", id(spot.callee()));
        return row;
    }

    private static String id(Optional<Product> product) {
        return product.map(Product::id).orElse("");
    }

    private static <T> String joined(List<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(Collectors.joining("; "));
    }

    /**
     * A quoted cell. A spreadsheet takes what begins with one of these for a formula, and runs it; with an apostrophe before
     * it is a text (https://owasp.org/www-community/attacks/CSV_Injection). Tabulators and line ends are made visible.
     */
    private static String cell(String text) {
        String shown = PlainText.sentence(text);
        String tame = shown.stripLeading().matches("(?s)[=+@\\-\uff1d\uff0b\uff0d\uff20].*") ? "'" + shown : shown;
        return "\"" + tame.replace("\"", "\"\"") + "\"";
    }
}
