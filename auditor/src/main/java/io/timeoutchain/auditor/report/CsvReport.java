package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report as a table for a spreadsheet (RFC 4180): a row for each finding, each place where a rule could not be judged, and
 * each thing that was not obtained.
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
            "suppressed_because");

    @Override
    public String render(Report report) {
        Judgement judgement = report.judgement();
        return Stream.of(
                        Stream.of(COLUMNS),
                        judgement.findings().stream().map(finding -> row("broken", finding)),
                        report.setAside().suppressed().stream().map(CsvReport::row),
                        judgement.undecided().stream().map(CsvReport::row),
                        report.gaps().stream().map(gap -> row(report.scope().account(), gap)),
                        judgement.faults().stream().map(CsvReport::row),
                        report.notes().stream().map(CsvReport::row))
                .flatMap(rows -> rows)
                .map(CsvReport::filled)
                .map(cells -> cells.stream().map(CsvReport::cell).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining());
    }

    /** Empty cells for the columns that a row says nothing of. */
    private static List<String> filled(List<String> cells) {
        return Stream.concat(cells.stream(), Stream.generate(() -> ""))
                .limit(COLUMNS.size())
                .toList();
    }

    private static List<String> row(SetAside.Suppressed suppressed) {
        List<String> cells = row("suppressed", suppressed.finding());
        cells.add(suppressed.expires().toString());
        cells.add("%s (%s)".formatted(suppressed.reason(), suppressed.source().text()));
        return cells;
    }

    private static List<String> row(String note) {
        return List.of("note", "", "", "", note);
    }

    private static List<String> row(String verdict, Finding finding) {
        List<String> cells = new ArrayList<>(List.of(
                verdict,
                finding.severity().id(),
                finding.confidence().id(),
                finding.rule().id(),
                finding.rule().title()));
        cells.addAll(place(finding.spot()));
        cells.addAll(List.of(
                joined(finding.observed(), Phrases::observed),
                finding.because(),
                joined(finding.repair(), Phrases::repair),
                finding.fingerprint()));
        return cells;
    }

    private static List<String> row(Undecided open) {
        List<String> cells = new ArrayList<>(
                List.of("undecided", "", "", open.rule().id(), open.rule().title()));
        cells.addAll(place(open.spot()));
        cells.addAll(List.of("", joined(open.gaps(), Phrases::gap), joined(open.gaps(), Gap::remedy), ""));
        return cells;
    }

    private static List<String> row(String account, Gap gap) {
        return List.of(
                "not obtained",
                "",
                "",
                "",
                gap.subject(),
                account,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                gap.cause(),
                gap.remedy(),
                "");
    }

    private static List<String> row(Judgement.Fault fault) {
        return List.of(
                "fault of this program",
                "",
                "",
                fault.rule(),
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                fault.what(),
                "",
                "");
    }

    private static List<String> place(Finding.Spot spot) {
        Place place = spot.place();
        return List.of(
                place.account(),
                place.region(),
                place.loadBalancer(),
                place.loadBalancerArn(),
                place.targetGroup(),
                place.targetGroupArn(),
                joined(place.hosts(), PlainText::name),
                place.route(),
                id(spot.caller()),
                id(spot.callee()));
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
