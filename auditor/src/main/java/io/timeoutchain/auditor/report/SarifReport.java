package io.timeoutchain.auditor.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rules.Rules;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
 *
 * <p>A result stands at its load balancer: GitHub's code scanning shows nothing without a file, so the load balancer's ARN is
 * written as a path below {@code AWS}, and the logical locations name load balancer, listeners, target group and hosts. Where
 * a value stands in a file of a host is a related location below {@code HOST}. There are no {@code fixes}: those
 * are replacements in a file of the repository, and no timer stands in one. What to change is part of the message.
 */
public final class SarifReport implements Renderer {

    private static final String SCHEMA =
            "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json";

    /** Where paths of AWS resources, and of files on hosts, begin. Neither has a URI of its own. */
    private static final String AWS = "AWS";

    private static final String HOST = "HOST";

    private static final String GAP = "could-not-be-told";

    private static final String FAULT = "fault-of-this-program";

    private static final String NOTE = "note";

    /** GitHub refuses a result with more than 1,000 locations, and nobody reads a hundred. */
    private static final int HOSTS_NAMED = 100;

    private static final Pattern LINE = Pattern.compile("(/[^:]+):([1-9][0-9]{0,8})( .*)?", Pattern.DOTALL);

    private final int exitCode;

    /** A report of a process that is about to end with {@code exitCode}. */
    public SarifReport(int exitCode) {
        this.exitCode = exitCode;
    }

    @Override
    public String render(Report report) {
        List<RuleCard> cards = Stream.concat(
                        Rules.all().stream().map(Rule::card), found(report).map(Finding::rule))
                .distinct()
                .toList();
        Run run = new Run(
                new Tool(new Driver(
                        report.tool().name(),
                        report.tool().version(),
                        cards.stream().map(ReportingDescriptor::of).toList(),
                        Stream.of(GAP, FAULT, NOTE)
                                .map(ReportingDescriptor::named)
                                .toList())),
                new TreeMap<>(Map.of(
                        AWS, new Base(new Message("resources of AWS, by account, region and the end of their ARN")),
                        HOST, new Base(new Message("the files of a host behind the load balancer")))),
                new AutomationDetails("timeout-chain/%s/%s/"
                        .formatted(
                                PlainText.name(report.scope().account()),
                                PlainText.name(String.join("+", report.scope().regions())))),
                List.of(invocation(report)),
                results(report, cards),
                "utf16CodeUnits",
                totals(report));
        return JsonText.sparse(new Log(SCHEMA, "2.1.0", List.of(run)));
    }

    private Invocation invocation(Report report) {
        Judgement judgement = report.judgement();
        Phrases phrases = Phrases.ENGLISH.of(report);
        Map<Gap, Set<String>> open = new LinkedHashMap<>();
        report.gaps().forEach(gap -> open.put(gap, new TreeSet<>()));
        judgement.undecided().forEach(undecided -> undecided.gaps().forEach(gap -> open.computeIfAbsent(
                        gap, unseen -> new TreeSet<>())
                .add(undecided.rule().id())));
        List<Notification> notifications = new ArrayList<>();
        judgement
                .faults()
                .forEach(fault -> notifications.add(new Notification(
                        new Reference(FAULT),
                        "error",
                        message(
                                "The rule %s failed: %s. Please report it with the snapshot (audit --save-snapshot FILE)."
                                        .formatted(fault.rule(), PlainText.sentence(fault.what()))),
                        Map.of("rules", List.of(fault.rule())))));
        open.forEach((gap, rules) -> notifications.add(new Notification(
                new Reference(GAP),
                "warning",
                message(phrases.gap(gap)),
                rules.isEmpty() ? Map.of() : Map.of("rules", List.copyOf(rules)))));
        report.notes()
                .forEach(note -> notifications.add(
                        new Notification(new Reference(NOTE), "note", message(phrases.sentence(note)), Map.of())));
        return new Invocation(
                judgement.faults().isEmpty() && report.scope().loadBalancers() > 0,
                exitCode,
                report.takenAt().toString(),
                notifications);
    }

    private static Map<String, Object> totals(Report report) {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("account", PlainText.name(report.scope().account()));
        properties.put("regions", report.scope().regions());
        properties.put("loadBalancers", report.scope().loadBalancers());
        properties.put("hosts", report.scope().hosts());
        properties.put("totals", report.judgement().totals());
        properties.put(
                "repairs",
                report.repairs().stream()
                        .map(repair -> RepairOf.of(Phrases.ENGLISH.of(report), repair))
                        .toList());
        return properties;
    }

    /** No result stands for the order of changes, or for one that no finding shows. */
    private record RepairOf(String loadBalancer, String loadBalancerArn, List<String> inOrder, List<String> notMended) {
        static RepairOf of(Phrases phrases, LoadBalancerRepair repair) {
            return new RepairOf(
                    PlainText.name(repair.loadBalancer()),
                    PlainText.name(repair.loadBalancerArn()),
                    phrases.steps(repair),
                    phrases.notMended(repair.outcome()));
        }
    }

    private static Stream<Finding> found(Report report) {
        return Stream.of(
                        report.judgement().findings().stream(),
                        report.setAside().suppressed().stream().map(SetAside.Suppressed::finding),
                        report.setAside().known().stream())
                .flatMap(findings -> findings);
    }

    /**
     * All that was found. What does not count is marked rather than left out, because code scanning closes an alert that is
     * no longer there. Of suppressions and baseline states the standard wants all results to speak, or none (3.27.23, 3.27.24).
     */
    private static List<Result> results(Report report, List<RuleCard> cards) {
        SetAside aside = report.setAside();
        List<Suppression> none = aside.suppressed().isEmpty() ? null : List.of();
        Function<Finding, @Nullable String> state = finding -> aside.baseline()
                .map(baseline -> switch (baseline.states().getOrDefault(finding.fingerprint(), SetAside.State.NEW)) {
                    case NEW -> "new";
                    case CHANGED -> "updated";
                    case UNCHANGED -> "unchanged";
                })
                .orElse(null);
        return Stream.of(
                        report.judgement().findings().stream()
                                .map(finding -> result(report, finding, cards, none, state.apply(finding))),
                        aside.suppressed().stream()
                                .map(one -> result(
                                        report,
                                        one.finding(),
                                        cards,
                                        List.of(Suppression.of(one)),
                                        state.apply(one.finding()))),
                        aside.known().stream()
                                .map(finding -> result(report, finding, cards, none, state.apply(finding))))
                .flatMap(results -> results)
                .toList();
    }

    private static Result result(
            Report report,
            Finding finding,
            List<RuleCard> cards,
            @Nullable List<Suppression> suppressions,
            @Nullable String baselineState) {
        Phrases phrases = Phrases.ENGLISH.of(report);
        return new Result(
                finding.rule().id(),
                cards.indexOf(finding.rule()),
                level(finding.severity()),
                message(sentences(phrases, finding)),
                List.of(location(report, finding.spot().place())),
                related(phrases, finding.observed()),
                // GitHub reads the second; both are the same defect tomorrow.
                new TreeMap<>(Map.of(
                        "timeoutChain/v1", finding.fingerprint(), "primaryLocationLineHash", finding.fingerprint())),
                suppressions,
                baselineState,
                properties(finding));
    }

    private static String sentences(Phrases phrases, Finding finding) {
        return Stream.of(
                        Stream.of(phrases.sentence(finding.because())),
                        finding.observed().stream().map(phrases::observed),
                        finding.evidence().stream().map(seen -> "Seen: " + phrases.evidence(seen)),
                        finding.repair().stream().map(repair -> "Repair: " + phrases.repair(repair)))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> properties(Finding finding) {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("severity", finding.severity().id());
        properties.put("confidence", finding.confidence().id());
        properties.put("region", PlainText.name(finding.spot().place().region()));
        properties.put("route", PlainText.sentence(finding.spot().place().route()));
        properties.put("caller", finding.spot().caller().map(Product::id).orElse(""));
        properties.put("callee", finding.spot().callee().map(Product::id).orElse(""));
        properties.put(
                "repair", finding.repair().stream().map(Phrases.ENGLISH::repair).toList());
        properties.values().removeIf(value -> value.equals("") || value.equals(List.of()));
        return properties;
    }

    private static Location location(Report report, Place place) {
        List<LogicalLocation> logical = new ArrayList<>();
        logical.add(new LogicalLocation(PlainText.name(place.loadBalancer()), PlainText.name(place.loadBalancerArn())));
        place.listenerArns()
                .forEach(arn -> logical.add(
                        new LogicalLocation(PlainText.name(Arn.of(arn).resource()), PlainText.name(arn))));
        logical.add(new LogicalLocation(PlainText.name(place.targetGroup()), PlainText.name(place.targetGroupArn())));
        place.hosts().stream()
                .limit(HOSTS_NAMED)
                .forEach(host -> logical.add(
                        new LogicalLocation(Phrases.ENGLISH.of(report).host(host), PlainText.name(host))));
        String path = "%s/%s/%s"
                .formatted(
                        place.account(),
                        place.region(),
                        Arn.of(place.loadBalancerArn()).resource());
        return new Location(null, null, physical(path, AWS, 1).orElse(null), logical);
    }

    /** The lines of files that values stand in; GitHub refuses a location without a file. */
    private static List<Location> related(Phrases phrases, List<Observation> observed) {
        List<Location> related = new ArrayList<>();
        for (Observation seen : observed) {
            Matcher line = LINE.matcher(seen.source().text());
            if (line.matches()) {
                physical(line.group(1), HOST, Integer.parseInt(line.group(2)))
                        .ifPresent(place -> related.add(new Location(
                                related.size() + 1,
                                message(phrases.observed(seen)),
                                place,
                                List.of(new LogicalLocation(phrases.setting(seen), null)))));
            }
        }
        return related;
    }

    /** A place in a file below {@code base}; none where the path would leave it. */
    private static Optional<PhysicalLocation> physical(String path, String base, int line) {
        String below = PlainText.name(path).replaceFirst("^/+", "");
        if (below.isEmpty() || List.of(below.split("/", -1)).contains("..")) {
            return Optional.empty();
        }
        try {
            // The path begins with a slash while it is encoded: else what stands before a colon would be taken for a
            // scheme.
            String uri = new URI(null, null, "/" + below, null).toASCIIString().substring(1);
            return Optional.of(
                    new PhysicalLocation(new ArtifactLocation(uri.replace(":", "%3A"), base), new Region(line)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    /** In a message of SARIF braces and brackets mean something: {@code {0}} an argument, {@code [text](target)} a link. */
    private static Message message(String text) {
        return new Message(text.replace("{", "{{").replace("}", "}}").replace("](", "] ("));
    }

    private record Log(@JsonProperty("$schema") String schema, String version, List<Run> runs) {}

    private record Run(
            Tool tool,
            Map<String, Base> originalUriBaseIds,
            AutomationDetails automationDetails,
            List<Invocation> invocations,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<Result> results,
            String columnKind,
            Map<String, Object> properties) {}

    private record Base(Message description) {}

    /** GitHub keeps what has the same id up to the last slash together. */
    private record AutomationDetails(String id) {}

    private record Tool(Driver driver) {}

    private record Driver(
            String name, String version, List<ReportingDescriptor> rules, List<ReportingDescriptor> notifications) {}

    private record ReportingDescriptor(
            String id,
            @Nullable Message shortDescription,
            @Nullable Message fullDescription,
            @Nullable Help help,
            @Nullable DefaultConfiguration defaultConfiguration,
            Map<String, Object> properties) {

        static ReportingDescriptor of(RuleCard card) {
            // There is no helpUri, for the pages have no address: the whole page stands here.
            String page = RulePages.alone(card);
            return new ReportingDescriptor(
                    card.id(),
                    message(card.title().toString()),
                    message(card.why().toString()),
                    new Help(page, page),
                    new DefaultConfiguration(level(card.severity())),
                    new TreeMap<>(Map.of("tags", List.of("timeouts", "reliability"), "precision", "high")));
        }

        static ReportingDescriptor named(String id) {
            return new ReportingDescriptor(id, null, null, null, null, Map.of());
        }
    }

    private record Help(String text, String markdown) {}

    private record DefaultConfiguration(String level) {}

    private record Invocation(
            boolean executionSuccessful,
            int exitCode,
            String endTimeUtc,
            List<Notification> toolExecutionNotifications) {}

    private record Notification(
            Reference descriptor, String level, Message message, Map<String, List<String>> properties) {}

    private record Reference(String id) {}

    private record Result(
            String ruleId,
            int ruleIndex,
            String level,
            Message message,
            List<Location> locations,
            List<Location> relatedLocations,
            Map<String, String> partialFingerprints,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Suppression> suppressions,

            @Nullable String baselineState,
            Map<String, Object> properties) {}

    /** It stands in a configuration file, not in a source. */
    private record Suppression(String kind, String status, String justification, Map<String, String> properties) {
        static Suppression of(SetAside.Suppressed suppressed) {
            return new Suppression(
                    "external",
                    "accepted",
                    PlainText.sentence(suppressed.reason()),
                    new TreeMap<>(Map.of(
                            "expires", suppressed.expires().toString(),
                            "source", PlainText.name(suppressed.source().text()))));
        }
    }

    private record Message(String text) {}

    private record Location(
            @Nullable Integer id,
            @Nullable Message message,
            @Nullable PhysicalLocation physicalLocation,
            List<LogicalLocation> logicalLocations) {}

    private record PhysicalLocation(ArtifactLocation artifactLocation, Region region) {}

    private record ArtifactLocation(String uri, String uriBaseId) {}

    private record Region(int startLine) {}

    private record LogicalLocation(String name, @Nullable String fullyQualifiedName, String kind) {
        LogicalLocation(String name, @Nullable String fullyQualifiedName) {
            this(name, fullyQualifiedName, "resource");
        }
    }
}
