package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Evidence;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Repair;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The turns of phrase that the renderers have in common. What comes from elsewhere is {@link PlainText} in all of them. */
final class Phrases {

    /** Hosts, and other things, that are named one by one before the rest is only counted. */
    private static final int NAMED = 5;

    private Phrases() {}

    /** {@code nginx keepalive_timeout}. */
    static String setting(Observation seen) {
        return PlainText.name(seen.party() + " " + seen.setting());
    }

    /** {@code nginx keepalive_timeout 30 s}. */
    static String value(Observation seen) {
        return setting(seen) + " " + PlainText.name(seen.text());
    }

    /** {@code nginx keepalive_timeout 30 s (/etc/nginx/nginx.conf:12)}. */
    static String observed(Observation seen) {
        return "%s (%s)".formatted(value(seen), PlainText.name(seen.source().text()));
    }

    /** {@code nginx keepalive_timeout from 30 s to 65 s}. */
    static String change(Repair repair) {
        return PlainText.name(repair.party().id() + " " + repair.setting())
                + repair.to()
                        .map(to -> repair.from()
                                        .map(from -> " from " + PlainText.name(from))
                                        .orElse("")
                                + " to " + PlainText.name(to))
                        .orElse("");
    }

    /** The change and the line that makes it. */
    static String repair(Repair repair) {
        return "%s: %s".formatted(change(repair), PlainText.sentence(repair.text()));
    }

    static String evidence(Evidence seen) {
        return "%d x \"%s\" in the log of %s on %s, first %s, last %s"
                .formatted(
                        seen.count(),
                        seen.kind().phrase(),
                        seen.kind().product().title(),
                        PlainText.name(seen.host()),
                        seen.first(),
                        seen.last());
    }

    /** {@code alb → nginx}, or the one party that it is about; empty for a target group as a whole. */
    static Optional<String> pair(Finding.Spot spot) {
        return spot.callee().map(callee -> Stream.concat(spot.caller().stream(), Stream.of(callee))
                .map(Product::id)
                .collect(Collectors.joining(" → ")));
    }

    /** Load balancer, target group, route, hosts and region. */
    static String place(Place place) {
        List<String> parts = new ArrayList<>();
        parts.add(PlainText.name(place.loadBalancer()) + " / " + PlainText.name(place.targetGroup()));
        if (!place.route().isEmpty()) {
            parts.add(PlainText.name(place.route()));
        }
        if (!place.hosts().isEmpty()) {
            parts.add(few(place.hosts()));
        }
        parts.add(PlainText.name(place.region()));
        return String.join(" · ", parts);
    }

    /** The first of {@code names}, and how many more there are. */
    static String few(List<String> names) {
        int more = names.size() - NAMED;
        return names.stream().limit(NAMED).map(PlainText::name).collect(Collectors.joining(", "))
                + (more > 0 ? " and %d more".formatted(more) : "");
    }

    /** What is missing, why, and how to obtain it. */
    static String gap(Gap gap) {
        return "%s: %s. To be able to tell: %s"
                .formatted(
                        PlainText.sentence(gap.subject()),
                        PlainText.sentence(gap.cause()),
                        PlainText.sentence(gap.remedy()));
    }

    /** What there is to say where no finding counts. */
    static String nothingCounts(Report report) {
        return report.judgement().totals().all() == 0
                ? "Nothing was judged: no target group with a registered target is in scope."
                : report.setAside().baseline().isPresent()
                        ? "Nothing that is out of order is new."
                        : report.setAside().suppressed().isEmpty()
                                ? "No timer is known to be out of order."
                                : "No timer is known to be out of order but what is suppressed.";
    }

    /** {@code until 2027-03-31: replaced in spring (timeout-chain.yaml:12)}. */
    static String suppression(SetAside.Suppressed suppressed) {
        return "until %s: %s (%s)"
                .formatted(
                        suppressed.expires(),
                        PlainText.sentence(suppressed.reason()),
                        PlainText.name(suppressed.source().text()));
    }

    /** Rule, parties and place of a finding. */
    static String inShort(Finding finding) {
        return "%s, %s%s"
                .formatted(
                        finding.rule().id(),
                        pair(finding.spot()).map(pair -> pair + " · ").orElse(""),
                        place(finding.spot().place()));
    }

    static String fault(Judgement.Fault fault) {
        return "Fault of this program: the rule %s failed (%s). Please report it with the snapshot (audit --save-snapshot FILE)."
                .formatted(fault.rule(), PlainText.name(fault.what()));
    }

    static String totals(Totals totals) {
        return "%s: %d hold, %d broken, %d do not apply, %d could not be told."
                .formatted(
                        counted(totals.all(), "check"),
                        totals.pass(),
                        totals.fail(),
                        totals.notApplicable(),
                        totals.undecided());
    }

    /** {@code 1 high, 3 low}; empty where there is no finding. */
    static String bySeverity(List<Finding> findings) {
        return Stream.of(Severity.values())
                .map(severity -> {
                    long count = findings.stream()
                            .filter(finding -> finding.severity() == severity)
                            .count();
                    return count == 0 ? "" : "%d %s".formatted(count, severity.id());
                })
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    static String counted(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
