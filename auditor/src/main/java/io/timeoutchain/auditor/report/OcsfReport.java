package io.timeoutchain.auditor.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.rule.Confidence;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The report as events of the Open Cybersecurity Schema Framework 1.3.0, one JSON object to a line: the class Compliance
 * Finding (https://schema.ocsf.io/1.3.0/classes/compliance_finding) with the profile Cloud. Nothing was attacked and no
 * software is vulnerable: a configuration does not keep to a rule, which is what that class is for.
 *
 * <p>A defect is one event, however often it was seen. What could not be told is an event, too, of the compliance status
 * Unknown.
 */
public final class OcsfReport implements Renderer {

    private static final String VERSION = "1.3.0";

    private static final List<String> STANDARDS = List.of("Timeout Chain");

    private static final int FAILED = 3;

    private static final int UNKNOWN = 0;

    /** Of the finding, not of its compliance. */
    private static final int SUPPRESSED = 3;

    @Override
    public String render(Report report) {
        Set<Gap> asked = report.judgement().undecided().stream()
                .flatMap(open -> open.gaps().stream())
                .collect(Collectors.toSet());
        return Stream.of(
                        Sightings.of(report.judgement().findings()).stream().map(defect -> event(report, defect)),
                        report.setAside().suppressedDefects(report.judgement().findings()).stream()
                                .map(defect -> suppressed(report, defect)),
                        OpenQuestions.of(report.judgement().undecided()).stream()
                                .map(open -> event(report, open)),
                        report.gaps().stream()
                                .filter(gap -> !asked.contains(gap))
                                .map(gap -> event(report, gap)))
                .flatMap(events -> events)
                .map(JsonText::line)
                .collect(Collectors.joining());
    }

    private static ComplianceFinding event(Report report, Sightings defect) {
        return event(report, defect, Map.of(), null);
    }

    private static ComplianceFinding suppressed(Report report, List<SetAside.Suppressed> defect) {
        SetAside.Suppressed first = defect.getFirst();
        return event(
                report,
                new Sightings(defect.stream().map(SetAside.Suppressed::finding).toList()),
                Map.of("suppressed_until", first.expires().toString()),
                PlainText.sentence(first.reason()));
    }

    /** The finding has the status Suppressed if there is a comment that says why. */
    private static ComplianceFinding event(
            Report report, Sightings defect, Map<String, String> more, @Nullable String comment) {
        Finding first = defect.first();
        Map<String, String> unmapped = unmapped(first.spot());
        unmapped.putAll(more);
        unmapped.put("fingerprint", first.fingerprint());
        return event(
                report,
                first.spot().place().region(),
                new FindingInfo(
                        first.fingerprint(),
                        first.rule().title().toString(),
                        defect.description(Phrases.ENGLISH.of(report)),
                        List.of("Timeouts")),
                first.severity(),
                first.confidence(),
                new Compliance(STANDARDS, first.rule().id(), FAILED, "Fail", null),
                comment == null ? defect.remedy(report) : defect.remedy(),
                resources(report, first.spot().place(), defect.hosts()),
                unmapped,
                comment);
    }

    private static ComplianceFinding event(Report report, OpenQuestions open) {
        return event(
                report,
                open.spot().place().region(),
                new FindingInfo(
                        open.name(), open.title(), open.description(Phrases.ENGLISH.of(report)), List.of("Timeouts")),
                Severity.INFO,
                null,
                new Compliance(STANDARDS, open.rule().id(), UNKNOWN, "Unknown", "could not be told"),
                open.remedy(Phrases.ENGLISH.of(report)),
                resources(report, open.spot().place(), List.of()),
                unmapped(open.spot()),
                null);
    }

    private static ComplianceFinding event(Report report, Gap gap) {
        return event(
                report,
                report.scope().regions().stream().findFirst().orElse(""),
                new FindingInfo(
                        "gap/" + PlainText.name(gap.subject()),
                        "Could not be told: " + PlainText.name(gap.subject()),
                        Phrases.ENGLISH.of(report).gap(gap),
                        List.of("Timeouts")),
                Severity.INFO,
                null,
                new Compliance(STANDARDS, null, UNKNOWN, "Unknown", "could not be told"),
                Phrases.ENGLISH.of(report).sentence(gap.remedy()),
                List.of(),
                Map.of(),
                null);
    }

    private static ComplianceFinding event(
            Report report,
            String region,
            FindingInfo info,
            Severity severity,
            @Nullable Confidence confidence,
            Compliance compliance,
            String remedy,
            List<Resource> resources,
            Map<String, String> unmapped,
            @Nullable String comment) {
        return new ComplianceFinding(
                1,
                "Create",
                2,
                "Findings",
                2003,
                "Compliance Finding",
                200301L,
                "Compliance Finding: Create",
                report.takenAt().toEpochMilli(),
                severityId(severity),
                severityName(severity),
                confidence == null ? null : confidenceId(confidence),
                new Metadata(
                        VERSION,
                        List.of("cloud"),
                        new ProductOf(
                                report.tool().name(),
                                report.tool().name(),
                                report.tool().version())),
                new Cloud(
                        "AWS",
                        PlainText.name(region),
                        new Account(PlainText.name(report.scope().account()))),
                info,
                compliance,
                new Remediation(remedy),
                resources,
                comment == null ? null : SUPPRESSED,
                comment == null ? null : "Suppressed",
                comment,
                unmapped);
    }

    /** What the schema has no place for. */
    private static Map<String, String> unmapped(Finding.Spot spot) {
        Map<String, String> unmapped = new TreeMap<>();
        spot.caller().map(Product::id).ifPresent(id -> unmapped.put("caller", id));
        spot.callee().map(Product::id).ifPresent(id -> unmapped.put("callee", id));
        if (!spot.place().route().isEmpty()) {
            unmapped.put("route", PlainText.sentence(spot.place().route()));
        }
        return unmapped;
    }

    private static List<Resource> resources(Report report, Place place, List<String> hosts) {
        List<Resource> resources = new ArrayList<>();
        resources.add(resource(
                place, place.loadBalancerArn(), place.loadBalancer(), "AWS::ElasticLoadBalancingV2::LoadBalancer"));
        if (!place.targetGroupArn().isEmpty()) {
            resources.add(resource(
                    place, place.targetGroupArn(), place.targetGroup(), "AWS::ElasticLoadBalancingV2::TargetGroup"));
        }
        HostNames names = report.scope().hostNames();
        hosts.forEach(host -> resources.add(resource(place, host, names.of(host).orElse(host), "AWS::EC2::Instance")));
        return resources;
    }

    private static Resource resource(Place place, String uid, String name, String type) {
        return new Resource(
                PlainText.name(uid),
                PlainText.name(name),
                type,
                PlainText.name(place.region()),
                Arn.of(place.loadBalancerArn()).partition());
    }

    private static int severityId(Severity severity) {
        return switch (severity) {
            case HIGH -> 4;
            case MEDIUM -> 3;
            case LOW -> 2;
            case INFO -> 1;
        };
    }

    private static String severityName(Severity severity) {
        return switch (severity) {
            case HIGH -> "High";
            case MEDIUM -> "Medium";
            case LOW -> "Low";
            case INFO -> "Informational";
        };
    }

    private static int confidenceId(Confidence confidence) {
        return switch (confidence) {
            case HIGH -> 3;
            case MEDIUM -> 2;
        };
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record ComplianceFinding(
            int activityId,
            String activityName,
            int categoryUid,
            String categoryName,
            int classUid,
            String className,
            long typeUid,
            String typeName,
            long time,
            int severityId,
            String severity,
            @Nullable Integer confidenceId,
            Metadata metadata,
            Cloud cloud,
            FindingInfo findingInfo,
            Compliance compliance,
            Remediation remediation,
            List<Resource> resources,
            @Nullable Integer statusId,
            @Nullable String status,
            @Nullable String comment,
            Map<String, String> unmapped) {}

    private record Metadata(String version, List<String> profiles, ProductOf product) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record ProductOf(String name, String vendorName, String version) {}

    private record Cloud(String provider, String region, Account account) {}

    private record Account(String uid) {}

    private record FindingInfo(String uid, String title, String desc, List<String> types) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Compliance(
            List<String> standards,
            @Nullable String control,
            int statusId,
            String status,
            @Nullable String statusDetail) {}

    private record Remediation(String desc) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Resource(String uid, String name, String type, String region, String cloudPartition) {}
}
