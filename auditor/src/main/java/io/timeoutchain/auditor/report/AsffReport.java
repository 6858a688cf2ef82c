package io.timeoutchain.auditor.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report in the AWS Security Finding Format: the list that {@code aws securityhub batch-import-findings --findings} takes, of
 * which at most 100 at once. Field lengths are those of
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-attributes.html.
 *
 * <p>A defect is one finding, however often it was seen. What could not be told is a finding, too, of the compliance status
 * NOT_AVAILABLE: nothing else would show there that somebody must look. What is suppressed is ARCHIVED and not of the workflow
 * status SUPPRESSED: when the suppression expires it is active again, whereas a workflow status is left to the users of Security
 * Hub once a finding is there (https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html).
 */
public final class AsffReport implements Renderer {

    private static final String ACTIVE = "ACTIVE";
    private static final String ARCHIVED = "ARCHIVED";

    private static final int TITLE = 256;
    private static final int DESCRIPTION = 1024;
    private static final int RECOMMENDATION = 512;
    private static final int ID = 512;
    private static final int RESOURCES = 32;
    private static final int TAG = 256;
    private static final int PRODUCT_FIELD = 2048;

    private static final List<String> TYPES =
            List.of("Software and Configuration Checks/Operational Best Practices/Timeouts");

    @Override
    public String render(Report report) {
        Set<Gap> asked = report.judgement().undecided().stream()
                .flatMap(open -> open.gaps().stream())
                .collect(Collectors.toSet());
        return JsonText.sparse(Stream.of(
                        Sightings.of(report.judgement().findings()).stream().map(defect -> finding(report, defect)),
                        report.setAside().suppressedDefects(report.judgement().findings()).stream()
                                .map(defect -> suppressed(report, defect)),
                        OpenQuestions.of(report.judgement().undecided()).stream()
                                .map(open -> finding(report, open)),
                        report.gaps().stream()
                                .filter(gap -> !asked.contains(gap))
                                .map(gap -> finding(report, gap)))
                .flatMap(findings -> findings)
                .toList());
    }

    private static AwsSecurityFinding finding(Report report, Sightings defect) {
        return finding(report, defect, Map.of(), ACTIVE);
    }

    private static AwsSecurityFinding suppressed(Report report, List<SetAside.Suppressed> defect) {
        SetAside.Suppressed first = defect.getFirst();
        return finding(
                report,
                new Sightings(defect.stream().map(SetAside.Suppressed::finding).toList()),
                Map.of(
                        "timeout-chain/SuppressedUntil", first.expires().toString(),
                        "timeout-chain/SuppressedBecause", cut(PlainText.sentence(first.reason()), PRODUCT_FIELD)),
                ARCHIVED);
    }

    private static AwsSecurityFinding finding(Report report, Sightings defect, Map<String, String> more, String state) {
        Finding first = defect.first();
        Place place = first.spot().place();
        Map<String, String> fields = fields(report, first.spot());
        fields.putAll(new TreeMap<>(more));
        fields.put(
                "timeout-chain/Parties",
                defect.findings().stream()
                        .flatMap(one -> one.observed().stream())
                        .map(Observation::party)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(",")));
        fields.put("timeout-chain/Confidence", first.confidence().id());
        fields.put("timeout-chain/Fingerprint", first.fingerprint());
        return finding(
                report,
                place,
                first.fingerprint(),
                first.rule().id(),
                first.severity(),
                first.rule().title().toString(),
                defect.description(Phrases.ENGLISH.of(report)),
                state.equals(ACTIVE) ? defect.remedy(report) : defect.remedy(),
                resources(report, place, defect.hosts()),
                "FAILED",
                fields,
                state);
    }

    private static AwsSecurityFinding finding(Report report, OpenQuestions open) {
        Place place = open.spot().place();
        return finding(
                report,
                place,
                open.name(),
                open.rule().id(),
                Severity.INFO,
                open.title(),
                open.description(Phrases.ENGLISH.of(report)),
                open.remedy(Phrases.ENGLISH.of(report)),
                resources(report, place, List.of()),
                "NOT_AVAILABLE",
                fields(report, open.spot()),
                ACTIVE);
    }

    private static AwsSecurityFinding finding(Report report, Gap gap) {
        String account = report.scope().account();
        String region = report.scope().regions().stream().findFirst().orElse("us-east-1");
        Place place = new Place(account, region, "", "", List.of(), "", "", List.of(), "");
        return finding(
                report,
                place,
                "gap/" + PlainText.name(gap.subject()),
                "could-not-be-told",
                Severity.INFO,
                "Could not be told: " + PlainText.name(gap.subject()),
                Phrases.ENGLISH.of(report).gap(gap),
                Phrases.ENGLISH.of(report).sentence(gap.remedy()),
                List.of(new Resource(
                        "AwsAccount", "AWS::::Account:" + PlainText.name(account), "aws", PlainText.name(region))),
                "NOT_AVAILABLE",
                // It may be about any of them.
                Map.of("timeout-chain/Regions", String.join(",", report.scope().regions())),
                ACTIVE);
    }

    private static AwsSecurityFinding finding(
            Report report,
            Place place,
            String id,
            String rule,
            Severity severity,
            String title,
            String description,
            String remedy,
            List<Resource> resources,
            String compliance,
            Map<String, String> fields,
            String state) {
        SeverityOf label = SeverityOf.of(severity);
        String account = PlainText.name(place.account());
        String taken = report.takenAt().toString();
        return new AwsSecurityFinding(
                "2018-10-08",
                cut("timeout-chain/" + id, ID),
                cut(
                        "arn:%s:securityhub:%s:%s:product/%s/default"
                                .formatted(
                                        Arn.of(place.loadBalancerArn()).partition(),
                                        PlainText.name(place.region()),
                                        account,
                                        account),
                        ID),
                "timeout-chain/" + rule,
                account,
                TYPES,
                taken,
                taken,
                label,
                cut(title, TITLE),
                cut(description, DESCRIPTION),
                new Remediation(new Recommendation(cut(remedy, RECOMMENDATION))),
                fields,
                resources,
                new Compliance(compliance),
                state,
                new ProviderFields(label, TYPES));
    }

    private static Map<String, String> fields(Report report, Finding.Spot spot) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("timeout-chain/Version", report.tool().version());
        fields.put("timeout-chain/LoadBalancer", PlainText.name(spot.place().loadBalancer()));
        fields.put("timeout-chain/TargetGroup", PlainText.name(spot.place().targetGroup()));
        fields.put("timeout-chain/Caller", spot.caller().map(Product::id).orElse(""));
        fields.put("timeout-chain/Callee", spot.callee().map(Product::id).orElse(""));
        fields.put("timeout-chain/Route", cut(PlainText.sentence(spot.place().route()), PRODUCT_FIELD));
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    private static List<Resource> resources(Report report, Place place, List<String> hosts) {
        String partition = Arn.of(place.loadBalancerArn()).partition();
        String region = PlainText.name(place.region());
        List<Resource> resources = new ArrayList<>();
        resources.add(new Resource(
                "AwsElbv2LoadBalancer", cut(PlainText.name(place.loadBalancerArn()), ID), partition, region));
        if (!place.targetGroupArn().isEmpty()) {
            resources.add(new Resource("Other", cut(PlainText.name(place.targetGroupArn()), ID), partition, region));
        }
        hosts.stream()
                .limit(RESOURCES - resources.size())
                .map(host -> new Resource(
                        "AwsEc2Instance",
                        "arn:%s:ec2:%s:%s:instance/%s"
                                .formatted(partition, region, PlainText.name(place.account()), PlainText.name(host)),
                        partition,
                        region,
                        report.scope()
                                .hostNames()
                                .of(host)
                                .map(name -> Map.of("Name", cut(name, TAG)))
                                .orElse(Map.of())))
                .forEach(resources::add);
        return resources;
    }

    /** Security Hub refuses what is too long. */
    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    private record AwsSecurityFinding(
            String schemaVersion,
            String id,
            String productArn,
            String generatorId,
            String awsAccountId,
            List<String> types,
            String createdAt,
            String updatedAt,
            SeverityOf severity,
            String title,
            String description,
            Remediation remediation,
            Map<String, String> productFields,
            List<Resource> resources,
            Compliance compliance,
            String recordState,
            ProviderFields findingProviderFields) {}

    private record SeverityOf(
            @JsonProperty("Label") String label,
            @JsonProperty("Original") String original) {

        static SeverityOf of(Severity severity) {
            return new SeverityOf(
                    switch (severity) {
                        case HIGH -> "HIGH";
                        case MEDIUM -> "MEDIUM";
                        case LOW -> "LOW";
                        case INFO -> "INFORMATIONAL";
                    },
                    severity.id());
        }
    }

    private record Remediation(
            @JsonProperty("Recommendation") Recommendation recommendation) {}

    private record Recommendation(@JsonProperty("Text") String text) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    private record Resource(String type, String id, String partition, String region, Map<String, String> tags) {
        Resource(String type, String id, String partition, String region) {
            this(type, id, partition, region, Map.of());
        }
    }

    private record Compliance(@JsonProperty("Status") String status) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    private record ProviderFields(SeverityOf severity, List<String> types) {}
}
