package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Evidence;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Text;
import io.timeoutchain.plan.RepairOutcome;
import io.timeoutchain.plan.RepairPlan;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Repair;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Totals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The turns of phrase that the renderers have in common, in one language. What comes from elsewhere is {@link PlainText} in all
 * of them.
 */
public final class Phrases {

    /** What machines read is in English, whoever runs them: it must not depend on a locale. */
    public static final Phrases ENGLISH = new Phrases(Locale.ENGLISH);

    /** Hosts, and other things, that are named one by one before the rest is only counted. */
    private static final int NAMED = 5;

    private final Locale language;
    private final HostNames hostNames;

    public Phrases(Locale language) {
        this(language, HostNames.NONE);
    }

    private Phrases(Locale language, HostNames hostNames) {
        this.language = language;
        this.hostNames = hostNames;
    }

    /** The same turns of phrase, in which the hosts of {@code report} have their names. */
    public Phrases of(Report report) {
        return of(report.scope().hostNames());
    }

    /** The same turns of phrase, in which the hosts have these names. */
    public Phrases of(HostNames names) {
        return new Phrases(language, names);
    }

    public Locale language() {
        return language;
    }

    /** {@code text}, in which everything that comes from elsewhere is plain text already. */
    public String say(Text text) {
        return text.in(language);
    }

    /** {@code text} made visible; as long as a sentence may be. */
    public String sentence(Text text) {
        return hostNames.in(command(text));
    }

    /** {@code text} made visible and without the names of hosts, so that it can be copied. */
    public String command(Text text) {
        return PlainText.sentence(text.in(language));
    }

    /** {@code i-0123456789abcdef0 (shop-1)}. */
    public String host(String id) {
        return hostNames.labelled(id);
    }

    /** {@code text} made visible; as long as a name may be. */
    public String name(Text text) {
        return hostNames.in(PlainText.name(text.in(language)));
    }

    /** {@code nginx keepalive_timeout}. */
    String setting(Observation seen) {
        return name(Text.recorded(seen.party())) + " " + name(Text.recorded(seen.setting()));
    }

    /** {@code nginx keepalive_timeout 30 s}. */
    String value(Observation seen) {
        return setting(seen) + " " + name(seen.text());
    }

    /** {@code nginx keepalive_timeout 30 s (/etc/nginx/nginx.conf:12)}. */
    String observed(Observation seen) {
        return "%s (%s)".formatted(value(seen), name(seen.source().words()));
    }

    /** {@code nginx keepalive_timeout from 30 s to 65 s}. */
    String change(Repair repair) {
        String setting = PlainText.name(repair.party().id() + " " + repair.setting());
        return repair.to()
                .map(to -> say(repair.from()
                        .map(from -> Text.of("%s from %s to %s", setting, name(from), name(to)))
                        .orElseGet(() -> Text.of("%s to %s", setting, name(to)))))
                .orElse(setting);
    }

    /** The change and the line that makes it. */
    String repair(Repair repair) {
        return "%s: %s".formatted(change(repair), command(repair.text()));
    }

    /** What stands above the changes behind one load balancer. */
    String heading(LoadBalancerRepair repair) {
        return say(Text.of(
                "Repair of %s · %s, in this order:",
                PlainText.name(repair.loadBalancer()), PlainText.name(repair.region())));
    }

    /** A change, and the hosts to make it on. */
    String step(RepairPlan.Change change) {
        return change(change.text()) + (change.hosts().isEmpty() ? "" : " · " + hosts(change.hosts()));
    }

    /** The changes of {@code repair} in their order, each with the line that makes it. */
    List<String> steps(LoadBalancerRepair repair) {
        return numbered(repair, change -> "%s: %s"
                .formatted(step(change), command(change.text().text())));
    }

    /** All changes of {@code repair} in a sentence, where there is more than one. */
    Optional<String> inOrder(LoadBalancerRepair repair) {
        List<String> steps = numbered(repair, change -> change(change.text()));
        return steps.size() > 1 ? Optional.of(heading(repair) + " " + String.join("; ", steps)) : Optional.empty();
    }

    private static List<String> numbered(LoadBalancerRepair repair, Function<RepairPlan.Change, String> words) {
        List<RepairPlan.Change> changes = repair.outcome().changes();
        return IntStream.range(0, changes.size())
                .mapToObj(at -> "%d. %s".formatted(at + 1, words.apply(changes.get(at))))
                .toList();
    }

    /** What {@code outcome} leaves broken, a sentence for each reason. */
    List<String> notMended(RepairOutcome outcome) {
        Map<Text, Set<String>> rules = new LinkedHashMap<>();
        outcome.remaining().forEach(left -> rules.computeIfAbsent(left.why(), unseen -> new TreeSet<>())
                .add(left.finding().rule().id()));
        return rules.entrySet().stream()
                .map(left -> say(Text.of(
                        "Not mended by this: %s, because %s.",
                        String.join(", ", left.getValue()), sentence(left.getKey()))))
                .toList();
    }

    String evidence(Evidence seen) {
        return say(Text.of(
                "%d x \"%s\" in the log of %s on %s, first %s, last %s",
                seen.count(),
                seen.kind().phrase(),
                seen.kind().product().title(),
                host(seen.host()),
                seen.first(),
                seen.last()));
    }

    /** {@code alb → nginx}, or the one party that it is about; empty for a target group as a whole. */
    static Optional<String> pair(Finding.Spot spot) {
        return spot.callee().map(callee -> Stream.concat(spot.caller().stream(), Stream.of(callee))
                .map(Product::id)
                .collect(Collectors.joining(" → ")));
    }

    /** Load balancer, target group, route, hosts and region. */
    String place(Place place) {
        List<String> parts = new ArrayList<>();
        parts.add(PlainText.name(place.loadBalancer()) + " / " + PlainText.name(place.targetGroup()));
        if (!place.route().isEmpty()) {
            parts.add(PlainText.name(place.route()));
        }
        if (!place.hosts().isEmpty()) {
            parts.add(hosts(place.hosts()));
        }
        parts.add(PlainText.name(place.region()));
        return String.join(" · ", parts);
    }

    /** The first of the hosts {@code ids}, and how many more there are. */
    public String hosts(List<String> ids) {
        return few(ids, this::host);
    }

    /** The first of {@code things}, and how many more there are. */
    <T> String few(List<T> things, Function<T, String> name) {
        String first = things.stream().limit(NAMED).map(name).collect(Collectors.joining(", "));
        int more = things.size() - NAMED;
        return more > 0 ? say(Text.of("%s and %d more", first, more)) : first;
    }

    /** What is missing, why, and how to obtain it. */
    String gap(Gap gap) {
        return say(Text.of(
                "%s: %s. To be able to tell: %s",
                sentence(gap.subject()), sentence(gap.cause()), sentence(gap.remedy())));
    }

    /** What there is to say where no finding counts. */
    String nothingCounts(Report report) {
        return say(
                report.judgement().totals().all() == 0
                        ? Text.of("Nothing was judged: no target group with a registered target is in scope.")
                        : report.setAside().baseline().isPresent()
                                ? Text.of("Nothing that is out of order is new.")
                                : report.setAside().suppressed().isEmpty()
                                        ? Text.of("No timer is known to be out of order.")
                                        : Text.of("No timer is known to be out of order but what is suppressed."));
    }

    /** {@code until 2027-03-31: replaced in spring (timeout-chain.yaml:12)}. */
    String suppression(SetAside.Suppressed suppressed) {
        return say(Text.of(
                "until %s: %s (%s)",
                suppressed.expires().toString(),
                PlainText.sentence(suppressed.reason()),
                PlainText.name(suppressed.source().text())));
    }

    /** Rule, parties and place of a finding. */
    String inShort(Finding finding) {
        return "%s, %s%s"
                .formatted(
                        finding.rule().id(),
                        pair(finding.spot()).map(pair -> pair + " · ").orElse(""),
                        place(finding.spot().place()));
    }

    String fault(Judgement.Fault fault) {
        return say(Text.of(
                "Fault of this program: the rule %s failed (%s). Please report it with the snapshot (audit --save-snapshot FILE).",
                fault.rule(), PlainText.name(fault.what())));
    }

    String totals(Totals totals) {
        return say(Text.of(
                totals.all() == 1
                        ? "%d check: %d hold, %d broken, %d do not apply, %d could not be told."
                        : "%d checks: %d hold, %d broken, %d do not apply, %d could not be told.",
                totals.all(),
                totals.pass(),
                totals.fail(),
                totals.notApplicable(),
                totals.undecided()));
    }

    /** {@code 4 findings: 1 high, 3 low}; empty where there is no finding. */
    Optional<String> bySeverity(List<Finding> findings) {
        return Stream.of(Severity.values())
                .flatMap(severity -> {
                    long count = findings.stream()
                            .filter(finding -> finding.severity() == severity)
                            .count();
                    return count == 0 ? Stream.empty() : Stream.of(Text.of("%d %s", count, severity.words()));
                })
                .reduce((before, next) -> Text.of("%s, %s", before, next))
                .map(counts -> say(Text.of(
                        findings.size() == 1 ? "%d finding: %s." : "%d findings: %s.", findings.size(), counts)));
    }
}
