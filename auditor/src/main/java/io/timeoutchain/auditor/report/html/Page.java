package io.timeoutchain.auditor.report.html;

import io.timeoutchain.auditor.report.LoadBalancerRepair;
import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
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
 * @param suppressed what the user declared to be accepted, and why
 * @param known what an earlier report knew already
 * @param notes what else to know
 * @param faults rules that failed by themselves
 * @param balancers the load balancers behind which something was judged, the worst first
 * @param nothingBehind the load balancers behind which nothing could be judged
 * @param rules every rule that answered, for the filter
 * @param origins where the values stand
 */
record Page(
        Heading heading,
        Totals totals,
        Map<Severity, Long> severities,
        List<Lead> worst,
        List<Common> common,
        List<Question> questions,
        List<Aside> suppressed,
        List<Aside> known,
        List<String> notes,
        List<Judgement.Fault> faults,
        List<Balancer> balancers,
        List<String> nothingBehind,
        List<String> rules,
        Origins origins) {

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

    /** A finding to begin with, in one line. */
    record Lead(String anchor, RuleCard rule, Severity severity, String pair, String loadBalancer) {}

    /**
     * A finding.
     *
     * @param sameAs the anchor of the finding where {@code because} stands already; empty where this is that
     */
    record Entry(
            String anchor,
            RuleCard rule,
            Severity severity,
            boolean assumed,
            String pair,
            List<String> where,
            List<Observation> observed,
            String because,
            String sameAs,
            List<Seen> evidence,
            List<Change> repair) {}

    record Seen(long count, String phrase, String product, String host, String first, String last) {}

    /** What to set, and the texts that do it. */
    record Change(String setting, String from, String to, String hosts, List<Way> texts) {}

    /** One way to write a change. */
    record Way(String where, String text) {}

    /** A finding that does not count, in one line. */
    record Aside(Lead finding, String expires, String reason, String source) {}

    record Common(RuleCard rule, Severity worst, int findings, int balancers) {}

    /** What is missing for one reason. */
    record Question(String anchor, Set<String> subjects, String cause, String remedy, Set<String> rules) {}

    /**
     * A load balancer.
     *
     * @param name its name
     * @param region where it is; empty where all are in one
     * @param open whether it is shown open
     * @param severities how many findings there are behind it, by severity
     * @param undecided how many places could not be judged
     * @param groups the target groups behind it
     * @param plan what to change, where something is broken
     */
    record Balancer(
            String name,
            String region,
            boolean open,
            Map<Severity, Long> severities,
            int undecided,
            List<Group> groups,
            Optional<Plan> plan) {}

    record Plan(boolean gaveUp, List<Change> steps, List<Remaining> remaining) {}

    /**
     * What stays broken.
     *
     * @param rules the rules by the anchors of the findings
     * @param why why; empty where that was told before
     */
    record Remaining(Map<String, String> rules, String why) {}

    /**
     * A target group.
     *
     * @param name its name
     * @param chains the chains behind it, those that look the same once
     * @param findings what is broken there
     * @param open what could not be told there
     * @param hold the places in {@link Page#rules} of the rules that hold, from 0
     * @param holding how many those are
     * @param notApplicable the places of the rules that do not apply
     * @param notApplying how many those are
     */
    record Group(
            String name,
            List<Drawn> chains,
            List<Entry> findings,
            List<Open> open,
            String hold,
            int holding,
            String notApplicable,
            int notApplying) {}

    /** A picture, and where it holds. */
    record Drawn(Picture picture, List<String> hosts, Set<String> routes) {}

    /** Rules that are undecided on some hosts, and the questions whose answers it waits for. */
    record Open(String rules, int count, String hosts, Set<String> questions) {}

    static Page of(Report report, Words words) {
        return new Builder(report, words).page();
    }

    private static final class Builder {

        private final Report report;
        private final Words words;
        private final Verdicts verdicts;
        private final List<String> rules;
        private final Set<Repair.Text> ways = new HashSet<>();
        private final Set<Text> whys = new HashSet<>();
        private final Map<Text, String> becauses = new HashMap<>();
        private final Map<List<Text>, Question> questions = new LinkedHashMap<>();

        Builder(Report report, Words words) {
            this.report = report;
            this.words = words;
            this.verdicts = new Verdicts(report.judgement());
            this.rules = report.judgement().answers().stream()
                    .map(answer -> answer.rule().id())
                    .distinct()
                    .sorted()
                    .toList();
        }

        Page page() {
            Judgement judgement = report.judgement();
            report.gaps().forEach(gap -> question(gap).subjects().add(words.sentence(gap.subject())));
            judgement.undecided().forEach(open -> open.gaps().forEach(gap -> {
                question(gap).subjects().add(words.sentence(gap.subject()));
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
                    judgement.findings().stream().limit(WORST).map(this::lead).toList(),
                    common(judgement.findings()),
                    List.copyOf(questions.values()),
                    report.setAside().suppressed().stream()
                            .map(one -> new Aside(
                                    lead(one.finding()),
                                    one.expires().toString(),
                                    PlainText.sentence(one.reason()),
                                    PlainText.name(one.source().text())))
                            .toList(),
                    report.setAside().known().stream()
                            .map(one -> new Aside(lead(one), "", "", ""))
                            .toList(),
                    Stream.concat(report.notes().stream(), report.setAside().untold().stream())
                            .map(words::sentence)
                            .toList(),
                    judgement.faults().stream()
                            .map(fault -> new Judgement.Fault(fault.rule(), PlainText.name(fault.what())))
                            .toList(),
                    balancers(),
                    nothingBehind(),
                    rules,
                    new Origins());
        }

        /** Equal causes with equal remedies are one thing to a reader, however many hosts they strike. */
        private Question question(Gap gap) {
            return questions.computeIfAbsent(
                    List.of(gap.cause(), gap.remedy()),
                    unseen -> new Question(
                            "q" + (questions.size() + 1),
                            new LinkedHashSet<>(),
                            words.sentence(gap.cause()),
                            words.sentence(gap.remedy()),
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
            List<String> hosts = groups.stream()
                    .flatMap(group -> group.place().hosts().stream())
                    .distinct()
                    .sorted()
                    .toList();
            return new Balancer(
                    PlainText.name(place.loadBalancer()),
                    report.scope().regions().size() > 1 ? PlainText.name(place.region()) : "",
                    open,
                    severities(findings),
                    undecided.size(),
                    shown,
                    repair.map(known -> plan(known, findings, hosts)));
        }

        private static Optional<RepairPlan> plan(RepairOutcome outcome) {
            return switch (outcome) {
                case RepairOutcome.Mended(RepairPlan plan) -> Optional.of(plan);
                case RepairOutcome.Partly(RepairPlan plan, List<RepairOutcome.Remaining> left) -> Optional.of(plan);
                case RepairOutcome.NothingBroken() -> Optional.empty();
                case RepairOutcome.GaveUp gaveUp -> Optional.empty();
            };
        }

        /** The texts of a change that a finding shows stand there; hosts are named where they are not all of them. */
        private Plan plan(LoadBalancerRepair repair, List<Finding> findings, List<String> all) {
            Set<Repair> shown = findings.stream()
                    .flatMap(finding -> finding.repair().stream())
                    .collect(Collectors.toSet());
            Map<Text, Map<String, String>> remaining = new LinkedHashMap<>();
            repair.outcome().remaining().forEach(left -> findings.stream()
                    .filter(finding ->
                            finding.fingerprint().equals(left.finding().fingerprint()))
                    .findFirst()
                    .ifPresent(finding -> remaining
                            .computeIfAbsent(left.why(), unseen -> new LinkedHashMap<>())
                            .put(verdicts.anchor(finding), finding.rule().id())));
            return new Plan(
                    repair.outcome() instanceof RepairOutcome.GaveUp,
                    repair.outcome().changes().stream()
                            .map(change -> change(
                                    change.text(),
                                    change.hosts().equals(all) ? List.of() : change.hosts(),
                                    !shown.contains(change.text())))
                            .toList(),
                    remaining.entrySet().stream()
                            .map(left -> new Remaining(
                                    left.getValue(), whys.add(left.getKey()) ? words.sentence(left.getKey()) : ""))
                            .toList());
        }

        private Group group(
                TargetGroup group, TargetGroup repaired, List<Finding> findings, List<Undecided> undecided) {
            Map<List<Object>, Drawn> drawn = new LinkedHashMap<>();
            for (int at = 0; at < group.chains().size(); at++) {
                Chain chain = group.chains().get(at);
                Picture picture = Picture.of(chain, repaired.chains().get(at), verdicts, words);
                Drawn same = drawn.computeIfAbsent(
                        picture.drawn(), unseen -> new Drawn(picture, new ArrayList<>(), new LinkedHashSet<>()));
                chain.place().hosts().stream()
                        .map(words::host)
                        .filter(host -> !same.hosts().contains(host))
                        .forEach(same.hosts()::add);
                if (!chain.place().route().isEmpty()) {
                    same.routes().add(PlainText.name(chain.place().route()));
                }
            }
            String arn = group.place().targetGroupArn();
            List<String> hold = verdicts.rules(group.place(), Picture.Answer.PASS);
            List<String> notApplicable = verdicts.rules(group.place(), Picture.Answer.NOT_APPLICABLE);
            return new Group(
                    PlainText.name(group.place().targetGroup()),
                    List.copyOf(drawn.values()),
                    findings.stream()
                            .filter(finding ->
                                    finding.spot().place().targetGroupArn().equals(arn))
                            .map(this::entry)
                            .toList(),
                    open(undecided.stream()
                            .filter(open -> open.spot().place().targetGroupArn().equals(arn))
                            .toList()),
                    places(hold),
                    hold.size(),
                    places(notApplicable),
                    notApplicable.size());
        }

        private String places(Collection<String> some) {
            return some.stream().map(rules::indexOf).map(String::valueOf).collect(Collectors.joining(" "));
        }

        /** What waits for the same answers on the same hosts stands together. */
        private List<Open> open(List<Undecided> undecided) {
            Map<List<Object>, Set<String>> together = new LinkedHashMap<>();
            Map<List<Object>, Open> opens = new LinkedHashMap<>();
            undecided.forEach(one -> {
                String hosts = words.hosts(one.spot().place().hosts());
                Set<String> asked = one.gaps().stream()
                        .map(gap -> question(gap).anchor())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                List<Object> key = List.of(hosts, asked);
                Set<String> ids = together.computeIfAbsent(key, unseen -> new TreeSet<>());
                ids.add(one.rule().id());
                opens.put(key, new Open(places(ids), ids.size(), hosts, asked));
            });
            return List.copyOf(opens.values());
        }

        private Lead lead(Finding finding) {
            return new Lead(
                    verdicts.anchor(finding),
                    finding.rule(),
                    finding.severity(),
                    pair(finding.spot()),
                    PlainText.name(finding.spot().place().loadBalancer()));
        }

        private Entry entry(Finding finding) {
            Place place = finding.spot().place();
            String anchor = verdicts.anchor(finding);
            String told = becauses.computeIfAbsent(finding.because(), unseen -> anchor);
            return new Entry(
                    anchor,
                    finding.rule(),
                    finding.severity(),
                    finding.confidence() == Confidence.MEDIUM,
                    pair(finding.spot()),
                    Stream.of(words.hosts(place.hosts()), PlainText.name(place.route()))
                            .filter(part -> !part.isEmpty())
                            .toList(),
                    finding.observed().stream().map(words::visible).toList(),
                    words.sentence(finding.because()),
                    told.equals(anchor) ? "" : told,
                    finding.evidence().stream()
                            .map(seen -> new Seen(
                                    seen.count(),
                                    words.say(seen.kind().phrase()),
                                    product(seen.kind().product()),
                                    words.host(seen.host()),
                                    seen.first().toString(),
                                    seen.last().toString()))
                            .toList(),
                    finding.repair().stream()
                            .map(repair -> change(repair, List.of(), true))
                            .toList());
        }

        private Change change(Repair repair, List<String> hosts, boolean inFull) {
            // The other ways to write a change are the same everywhere, and told once.
            List<Way> texts = repair.texts().stream()
                    .filter(text -> text.form() != Written.Form.SYSTEMD_DROP_IN)
                    .filter(text -> text.equals(repair.texts().getFirst()) || (inFull && ways.add(text)))
                    .map(text -> new Way(words.name(Text.recorded(text.where())), PlainText.sentence(text.text())))
                    .toList();
            List<Way> all = texts.isEmpty() ? List.of(new Way("", words.command(repair.text()))) : texts;
            return new Change(
                    PlainText.name(repair.party().id() + " " + repair.setting()),
                    repair.from().map(words::name).orElse(""),
                    repair.to().map(words::name).orElse(""),
                    words.hosts(hosts),
                    inFull ? all : List.of());
        }

        private String pair(Finding.Spot spot) {
            return Stream.concat(spot.caller().stream(), spot.callee().stream())
                    .map(this::product)
                    .collect(Collectors.joining(" → "));
        }

        private String product(Product product) {
            return words.text("product." + product.id());
        }
    }
}
