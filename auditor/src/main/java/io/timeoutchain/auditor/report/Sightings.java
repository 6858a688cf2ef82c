package io.timeoutchain.auditor.report;

import io.timeoutchain.rule.Finding;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The sightings of one defect: all findings that have its fingerprint, the worst first; at least one. */
record Sightings(List<Finding> findings) {

    Sightings {
        findings = List.copyOf(findings);
    }

    /** All of {@code findings}, by defect, in their order. */
    static List<Sightings> of(Collection<Finding> findings) {
        return findings.stream()
                .collect(Collectors.groupingBy(Finding::fingerprint, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(Sightings::new)
                .toList();
    }

    /** The one that stands for all: the worst. */
    Finding first() {
        return findings.getFirst();
    }

    /** Every host that it was seen on. */
    List<String> hosts() {
        return findings.stream()
                .flatMap(finding -> finding.spot().place().hosts().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** What goes wrong, and by which values, of each sighting. */
    String description(Phrases phrases) {
        return findings.stream()
                .map(finding -> "%s (%s)"
                        .formatted(
                                phrases.sentence(finding.because()),
                                finding.observed().stream()
                                        .map(phrases::observed)
                                        .collect(Collectors.joining("; "))))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** What to change, and in which order with all else that is to change behind the load balancer. */
    String remedy(Report report) {
        return report.repairs().stream()
                .filter(repair ->
                        repair.loadBalancerArn().equals(first().spot().place().loadBalancerArn()))
                .flatMap(repair -> Phrases.ENGLISH.inOrder(repair).stream())
                .findFirst()
                .map(inOrder -> "%s (%s)".formatted(remedy(), inOrder))
                .orElseGet(this::remedy);
    }

    /** What to change; where no rule knows a change, where to read about it. */
    String remedy() {
        String repairs = findings.stream()
                .flatMap(finding -> finding.repair().stream())
                .map(Phrases.ENGLISH::repair)
                .distinct()
                .collect(Collectors.joining("; "));
        return repairs.isEmpty()
                ? "\"timeout-chain explain %s\" tells how to mend it."
                        .formatted(first().rule().id())
                : repairs;
    }
}
