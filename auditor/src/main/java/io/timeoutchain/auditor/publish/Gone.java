package io.timeoutchain.auditor.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.compare.Question;
import io.timeoutchain.auditor.compare.ReportReader;
import io.timeoutchain.auditor.compare.Sighting;
import io.timeoutchain.auditor.compare.Told;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.model.Product;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rules.Rules;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which of the findings that earlier audits published are gone. Those are that this audit would have found again: it looked at
 * the same place and decided the same rule. Whatever it did not look at, or could not decide, is as it was.
 */
public final class Gone {

    /** How all names begin that we give to findings, to their generators and to their fields. */
    static final String PREFIX = "timeout-chain/";

    /** The generator of what no rule asked for and could not be told. */
    private static final String NO_RULE = "could-not-be-told";

    /** Parties that are in a chain only as long as somebody declares them: an audit without the declaration says nothing of them. */
    private static final Set<String> DECLARED = Stream.of(
                    Product.CLIENT, Product.CLOUDFRONT, Product.DJANGO, Product.MYSQL)
            .map(Product::id)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * What we wrote, and may write again. The rest was added by Security Hub, or is its users' (<a
     * href="https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html">user guide</a>).
     */
    static final List<String> OURS = List.of(
            "SchemaVersion",
            "Id",
            "ProductArn",
            "GeneratorId",
            "AwsAccountId",
            "Types",
            "CreatedAt",
            "Severity",
            "Title",
            "Description",
            "Remediation",
            "Resources",
            "Compliance",
            "FindingProviderFields");

    private final Report report;
    private final Told told;
    private final Set<String> regions;
    private final Set<String> listed;
    private final boolean everythingTold;
    private final Set<String> present;

    /**
     * @param findings what the audit publishes now, in the AWS Security Finding Format
     * @param report the audit, with what a baseline and suppressions set aside
     * @param snapshot what it read
     * @param options what it was to read
     */
    public Gone(JsonNode findings, Report report, Snapshot snapshot, CollectOptions options) {
        this.report = report;
        told = ReportReader.told(report);
        regions = Set.copyOf(report.scope().regions());
        listed = snapshot.regions().stream()
                .filter(region -> !options.isFiltered() && isListed(region))
                .map(RegionSnapshot::region)
                .collect(Collectors.toUnmodifiableSet());
        everythingTold = options.askHosts()
                && elements(findings).noneMatch(finding -> rule(finding).equals(NO_RULE));
        present = new HashSet<>();
        elements(findings).map(Gone::id).forEach(present::add);
        Stream.concat(told.open().stream(), told.suppressed().orElse(List.of()).stream())
                .map(Sighting::fingerprint)
                .map(PREFIX::concat)
                .forEach(present::add);
    }

    private static boolean isListed(RegionSnapshot region) {
        return region.gaps().stream().map(GapFacts::about).noneMatch(region.region()::equals);
    }

    /** The account that was audited. */
    String account() {
        return report.scope().account();
    }

    /** The regions that were audited, be there a load balancer or not. */
    Set<String> regions() {
        return regions;
    }

    /** Whether {@code finding}, which Security Hub has in {@code region}, is an active one of ours, and gone. */
    boolean is(String region, JsonNode finding) {
        return id(finding).startsWith(PREFIX)
                && finding.path("GeneratorId").asText().startsWith(PREFIX)
                && finding.path("RecordState").asText().equals("ACTIVE")
                && isOfProduct(region, finding.path("ProductArn").asText())
                && isOlder(finding.path("UpdatedAt").asText())
                && !present.contains(id(finding))
                && (rule(finding).equals(NO_RULE) ? isTold(finding) : isAnswered(region, finding));
    }

    /** Security Hub takes an update only if it is newer than what it has. */
    JsonNode archived(JsonNode finding) {
        ObjectNode archived = ((ObjectNode) finding.deepCopy()).retain(OURS);
        ObjectNode fields = archived.putObject("ProductFields");
        finding.path("ProductFields").properties().forEach(field -> {
            if (field.getKey().startsWith(PREFIX)) {
                fields.set(field.getKey(), field.getValue());
            }
        });
        return archived.put("UpdatedAt", report.takenAt().toString()).put("RecordState", "ARCHIVED");
    }

    private boolean isOfProduct(String region, String productArn) {
        return productArn.matches("arn:[^:]+:securityhub:%s:%s:product/%2$s/default".formatted(region, account()));
    }

    /** What somebody published after we looked is newer knowledge than ours. */
    private boolean isOlder(String updatedAt) {
        try {
            return Instant.parse(updatedAt).isBefore(report.takenAt());
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Nobody knows what the missing thing belonged to: only an audit of everything that misses nothing has it. */
    private boolean isTold(JsonNode finding) {
        String of = field(finding, "Regions").orElse("");
        return everythingTold && !of.isEmpty() && listed.containsAll(List.of(of.split(",")));
    }

    private boolean isAnswered(String region, JsonNode finding) {
        String balancer = resource(finding, ":loadbalancer/");
        if (balancer.isEmpty() || !Rules.ids().contains(rule(finding))) {
            return false;
        }
        boolean seen = report.scope().seen().stream()
                .anyMatch(one -> one.loadBalancerArn().equals(balancer));
        if (!seen) {
            // Deleted, if it is sure that it would have been listed.
            return listed.contains(region);
        }
        Question question = new Question(
                rule(finding),
                region,
                field(finding, "LoadBalancer").orElse(""),
                balancer,
                field(finding, "TargetGroup").orElse(""),
                resource(finding, ":targetgroup/"),
                field(finding, "Caller"),
                field(finding, "Callee"));
        return question.whyUntold(told).isEmpty() && isDeclaredStill(finding, question);
    }

    /** Whether all those whom the finding was about and who are in a chain by declaration still are, or the chains are gone too. */
    private boolean isDeclaredStill(JsonNode finding, Question question) {
        List<String> there = report.judgement().answers().stream()
                .map(Judge.Answer::spot)
                .filter(spot -> spot.place().loadBalancerArn().equals(question.loadBalancerArn())
                        && spot.place().targetGroupArn().equals(question.targetGroupArn()))
                .flatMap(spot -> Stream.of(spot.caller(), spot.callee()))
                .flatMap(Optional::stream)
                .map(Product::id)
                .toList();
        List<String> observed = List.of(field(finding, "Parties").orElse("").split(",", -1));
        return there.isEmpty()
                || Stream.of(question.caller().stream(), question.callee().stream(), observed.stream())
                        .flatMap(parties -> parties)
                        .filter(DECLARED::contains)
                        .allMatch(there::contains);
    }

    private static String id(JsonNode finding) {
        return finding.path("Id").asText();
    }

    private static String rule(JsonNode finding) {
        return finding.path("GeneratorId").asText().replaceFirst("^" + PREFIX, "");
    }

    private static Optional<String> field(JsonNode finding, String name) {
        return Optional.ofNullable(finding.path("ProductFields").get(PREFIX + name))
                .map(JsonNode::asText);
    }

    /** The ARN of the resource whose ARN contains {@code part}; empty if there is none. */
    private static String resource(JsonNode finding, String part) {
        return elements(finding.path("Resources"))
                .map(Gone::id)
                .filter(arn -> arn.contains(part))
                .findFirst()
                .orElse("");
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
