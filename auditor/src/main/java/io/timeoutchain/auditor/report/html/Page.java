package io.timeoutchain.auditor.report.html;

import io.timeoutchain.auditor.report.LoadBalancerRepair;
import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Written;
import io.timeoutchain.plan.RepairOutcome;
import io.timeoutchain.plan.RepairPlan;
import io.timeoutchain.rule.Confidence;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Repair;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Totals;
import io.timeoutchain.rule.Undecided;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that the page shows, as the templates take it: names made visible, places made short, nothing to decide.
 *
 * @param heading what was looked at, by whom and when
 * @param totals the count of all verdicts
 * @param severities how many findings there are of each severity that occurs
 * @param worst the findings to begin with
 * @param common the rules that are broken most often
 * @param questions what could not be told
 * @param notes what else to know
 * @param faults rules that failed by themselves
 * @param balancers the load balancers behind which something was judged, the worst first
 * @param nothingBehind the load balancers behind which nothing could be judged
 * @param rules every rule that answered, for the filter
 */
record Page(
        Heading heading,
        Totals totals,
        Map<Severity, Long> severities,
        List<Entry> worst,
        List<Common> common,
        List<Question> questions,
        List<String> notes,
        List<Judgement.Fault> faults,
        List<Balancer> balancers,
        List<String> nothingBehind,
        Set<String> rules) {

    /** Findings to begin with. */
    private static final int WORST = 8;

    private static final int COMMON = 8;

    /** Load balancers that are shown open when the page is. */
    private static final int OPEN = 12;

    record Heading(
            Report.Tool tool,
            String account,
            String regions,
            String takenAt,
            int loadBalancers,
            int hosts,
            Report.Calls calls) {}

    /** A finding, shown in full. */
    record Entry(
            String anchor,
            RuleCard rule,
            Severity severity,
            boolean assumed,
            String pair,
            String loadBalancer,
            String region,
            String hosts,
            String route,
            List<Observation> observed,
            String because,
            List<Seen> evidence,
            List<Change> repair) {}

    record Seen(long count, String phrase, String product, String host, String first, String last) {}

    /** What to set, and the texts that do it. */
    record Change(String setting, String from, String to, String hosts, List<Text> texts) {}

    record Text(String where, String text) {}

    record Common(RuleCard rule, Severity worst, int findings, int balancers) {}

    /** What is missing for one reason. */
    record Question(String anchor, Set<String> subjects, String cause, String remedy, Set<String> rules) {}

    record Balancer(
            String name,
            String region,
            String arn,
            boolean open,
            Map<Severity, Long> severities,
            int undecided,
            List<Group> groups,
            Optional<Plan> plan) {}

    record Plan(boolean gaveUp, List<Change> steps, Map<String, Set<String>> remaining) {}

    record Group(
            String name,
            List<Drawn> chains,
            List<Entry> findings,
            List<Open> open,
            List<String> hold,
            List<String> notApplicable) {}

    /** A picture, and where it holds. */
    record Drawn(Picture picture, List<String> hosts, Set<String> routes) {}

    /** Something undecided, and the questions whose answers it waits for. */
    record Open(String rule, String pair, String hosts, Set<String> questions) {}

    static Page of(Report report, Words words) {
        return new Builder(report, words).page();
    }

    private static final class Builder {

        private final Report report;
        private final Words words;
        private final Verdicts verdicts;
        private final Map<List<String>, Question> questions = new LinkedHashMap<>();

        Builder(Report report, Words words) {
            this.report = report;
            this.words = words;
            this.verdicts = new Verdicts(report.judgement());
        }

        Page page() {
            Judgement judgement = report.judgement();
            report.gaps().forEach(gap -> question(gap).subjects().add(PlainText.sentence(gap.subject())));
            judgement.undecided().forEach(open -> open.gaps().forEach(gap -> {
                question(gap).subjects().add(PlainText.sentence(gap.subject()));
                question(gap).rules().add(open.rule().id());
            }));
            Report.Scope scope = report.scope();
            return new Page(
                    new Heading(
                            report.tool(),
                            PlainText.name(scope.account()),
                            PlainText.sentence(String.join(", ", scope.regions())),
                            report.takenAt().toString(),
                            scope.loadBalancers(),
                            scope.hosts(),
                            report.calls()),
                    judgement.totals(),
                    severities(judgement.findings()),
                    judgement.findings().stream().limit(WORST).map(this::entry).toList(),
                    common(judgement.findings()),
                    List.copyOf(questions.values()),
                    report.notes().stream().map(PlainText::sentence).toList(),
                    judgement.faults().stream()
                            .map(fault -> new Judgement.Fault(fault.rule(), PlainText.name(fault.what())))
                            .toList(),
                    balancers(),
                    nothingBehind(),
                    judgement.answers().stream()
                            .map(answer -> answer.rule().id())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }

        /** Equal causes with equal remedies are one thing to a reader, however many hosts they strike. */
        private Question question(Gap gap) {
            return questions.computeIfAbsent(
                    List.of(gap.cause(), gap.remedy()),
                    unseen -> new Question(
                            "q" + (questions.size() + 1),
                            new LinkedHashSet<>(),
                            PlainText.sentence(gap.cause()),
                            PlainText.sentence(gap.remedy()),
                            new TreeSet<>()));
        }

        private static Map<Severity, Long> severities(List<Finding> findings) {
            return findings.stream()
                    .collect(Collectors.groupingBy(
                            Finding::severity, () -> new EnumMap<>(Severity.class), Collectors.counting()));
        }

        private static List<Common> common(List<Finding> findings) {
            Map<String, List<Finding>> byRule = findings.stream()
                    .collect(Collectors.groupingBy(
                            finding -> finding.rule().id(), LinkedHashMap::new, Collectors.toList()));
            return byRule.values().stream()
                    .map(same -> new Common(
                            same.getFirst().rule(), same.getFirst().severity(), same.size(), (int) same.stream()
                                    .map(finding -> finding.spot().place().loadBalancerArn())
                                    .distinct()
                                    .count()))
                    .sorted(Comparator.comparing(Common::findings, Comparator.reverseOrder()))
                    .limit(COMMON)
                    .toList();
        }

        private List<String> nothingBehind() {
            Set<String> judged = report.groups().stream()
                    .map(group -> group.place().loadBalancerArn())
                    .collect(Collectors.toSet());
            return report.scope().seen().stream()
                    .map(Report.Seen::loadBalancerArn)
                    .filter(arn -> !judged.contains(arn))
                    .map(PlainText::name)
                    .toList();
        }

        private List<Balancer> balancers() {
            Map<String, List<TargetGroup>> behind = report.groups().stream()
                    .collect(Collectors.groupingBy(
                            group -> group.place().loadBalancerArn(), LinkedHashMap::new, Collectors.toList()));
            Map<String, List<Finding>> findings = report.judgement().findings().stream()
                    .collect(Collectors.groupingBy(
                            finding -> finding.spot().place().loadBalancerArn()));
            Map<String, List<Undecided>> undecided = report.judgement().undecided().stream()
                    .collect(Collectors.groupingBy(open -> open.spot().place().loadBalancerArn()));
            Map<String, LoadBalancerRepair> repairs = report.repairs().stream()
                    .collect(Collectors.toMap(
                            LoadBalancerRepair::loadBalancerArn, repair -> repair, (one, other) -> one));
            // Findings come worst first, and so do their load balancers.
            Set<String> worstFirst = new LinkedHashSet<>();
            report.judgement()
                    .findings()
                    .forEach(finding -> worstFirst.add(finding.spot().place().loadBalancerArn()));
            report.judgement()
                    .undecided()
                    .forEach(open -> worstFirst.add(open.spot().place().loadBalancerArn()));
            worstFirst.addAll(behind.keySet());
            worstFirst.retainAll(behind.keySet());
            List<Balancer> balancers = new ArrayList<>();
            worstFirst.forEach(arn -> {
                boolean open = balancers.size() < OPEN && (findings.containsKey(arn) || undecided.containsKey(arn));
                balancers.add(balancer(
                        open,
                        behind.getOrDefault(arn, List.of()),
                        findings.getOrDefault(arn, List.of()),
                        undecided.getOrDefault(arn, List.of()),
                        Optional.ofNullable(repairs.get(arn))));
            });
            return balancers;
        }

        private Balancer balancer(
                boolean open,
                List<TargetGroup> groups,
                List<Finding> findings,
                List<Undecided> undecided,
                Optional<LoadBalancerRepair> repair) {
            Place place = groups.getFirst().place();
            List<TargetGroup> repaired = repair.map(LoadBalancerRepair::outcome)
                    .flatMap(Builder::plan)
                    .map(RepairPlan::repaired)
                    .orElse(groups);
            List<Group> shown = new ArrayList<>();
            Set<String> told = new TreeSet<>();
            for (int at = 0; at < groups.size(); at++) {
                // A group behind several listeners of a network load balancer is judged once for each, and told of
                // once.
                boolean first = told.add(groups.get(at).place().targetGroupArn());
                shown.add(group(
                        groups.get(at), repaired.get(at), first ? findings : List.of(), first ? undecided : List.of()));
            }
            return new Balancer(
                    PlainText.name(place.loadBalancer()),
                    PlainText.name(place.region()),
                    PlainText.name(place.loadBalancerArn()),
                    open,
                    severities(findings),
                    undecided.size(),
                    shown,
                    repair.map(this::plan));
        }

        private static Optional<RepairPlan> plan(RepairOutcome outcome) {
            return switch (outcome) {
                case RepairOutcome.Mended(RepairPlan plan) -> Optional.of(plan);
                case RepairOutcome.Partly(RepairPlan plan, List<RepairOutcome.Remaining> left) -> Optional.of(plan);
                case RepairOutcome.NothingBroken() -> Optional.empty();
                case RepairOutcome.GaveUp gaveUp -> Optional.empty();
            };
        }

        private Plan plan(LoadBalancerRepair repair) {
            Map<String, Set<String>> remaining = new LinkedHashMap<>();
            repair.outcome().remaining().forEach(left -> remaining
                    .computeIfAbsent(PlainText.sentence(left.why()), unseen -> new TreeSet<>())
                    .add(left.finding().rule().id()));
            return new Plan(
                    repair.outcome() instanceof RepairOutcome.GaveUp,
                    repair.outcome().changes().stream()
                            .map(change -> change(change.text(), change.hosts()))
                            .toList(),
                    remaining);
        }

        private Group group(
                TargetGroup group, TargetGroup repaired, List<Finding> findings, List<Undecided> undecided) {
            Map<List<Object>, Drawn> drawn = new LinkedHashMap<>();
            for (int at = 0; at < group.chains().size(); at++) {
                Chain chain = group.chains().get(at);
                Picture picture = Picture.of(chain, repaired.chains().get(at), verdicts);
                Drawn same = drawn.computeIfAbsent(
                        picture.drawn(), unseen -> new Drawn(picture, new ArrayList<>(), new LinkedHashSet<>()));
                chain.place().hosts().stream()
                        .map(PlainText::name)
                        .filter(host -> !same.hosts().contains(host))
                        .forEach(same.hosts()::add);
                if (!chain.place().route().isEmpty()) {
                    same.routes().add(PlainText.name(chain.place().route()));
                }
            }
            String arn = group.place().targetGroupArn();
            return new Group(
                    PlainText.name(group.place().targetGroup()),
                    List.copyOf(drawn.values()),
                    findings.stream()
                            .filter(finding ->
                                    finding.spot().place().targetGroupArn().equals(arn))
                            .map(this::entry)
                            .toList(),
                    undecided.stream()
                            .filter(open -> open.spot().place().targetGroupArn().equals(arn))
                            .map(open -> new Open(
                                    open.rule().id(),
                                    pair(open.spot()),
                                    few(open.spot().place().hosts()),
                                    open.gaps().stream()
                                            .map(gap -> question(gap).anchor())
                                            .collect(Collectors.toCollection(LinkedHashSet::new))))
                            .toList(),
                    verdicts.rules(group.place(), Picture.Answer.PASS),
                    verdicts.rules(group.place(), Picture.Answer.NOT_APPLICABLE));
        }

        private Entry entry(Finding finding) {
            Place place = finding.spot().place();
            return new Entry(
                    verdicts.anchor(finding),
                    finding.rule(),
                    finding.severity(),
                    finding.confidence() == Confidence.MEDIUM,
                    pair(finding.spot()),
                    PlainText.name(place.loadBalancer()),
                    PlainText.name(place.region()),
                    few(place.hosts()),
                    PlainText.name(place.route()),
                    finding.observed().stream().map(Builder::visible).toList(),
                    PlainText.sentence(finding.because()),
                    finding.evidence().stream()
                            .map(seen -> new Seen(
                                    seen.count(),
                                    seen.kind().phrase(),
                                    product(seen.kind().product()),
                                    PlainText.name(seen.host()),
                                    seen.first().toString(),
                                    seen.last().toString()))
                            .toList(),
                    finding.repair().stream()
                            .map(repair -> change(repair, List.of()))
                            .toList());
        }

        private static Observation visible(Observation seen) {
            return new Observation(
                    PlainText.name(seen.party()),
                    PlainText.name(seen.setting()),
                    seen.bound(),
                    PlainText.name(seen.text()),
                    seen.reading(),
                    new Source(PlainText.name(seen.source().text())));
        }

        private Change change(Repair repair, List<String> hosts) {
            List<Text> texts = repair.texts().stream()
                    .filter(text -> text.form() != Written.Form.SYSTEMD_DROP_IN)
                    .map(text -> new Text(PlainText.name(text.where()), PlainText.sentence(text.text())))
                    .toList();
            return new Change(
                    PlainText.name(repair.party().id() + " " + repair.setting()),
                    repair.from().map(PlainText::name).orElse(""),
                    repair.to().map(PlainText::name).orElse(""),
                    few(hosts),
                    texts.isEmpty() ? List.of(new Text("", PlainText.sentence(repair.text()))) : texts);
        }

        private String pair(Finding.Spot spot) {
            return Stream.concat(spot.caller().stream(), spot.callee().stream())
                    .map(this::product)
                    .collect(Collectors.joining(" → "));
        }

        private String product(Product product) {
            return words.text("product." + product.id());
        }

        private String few(List<String> names) {
            String first = names.stream().limit(5).map(PlainText::name).collect(Collectors.joining(", "));
            return names.size() > 5 ? words.text("and-more", first, names.size() - 5) : first;
        }
    }
}
