package io.timeoutchain.cdk;

import io.timeoutchain.cdk.ConstructTree.Level;
import io.timeoutchain.cdk.ConstructTree.Note;
import io.timeoutchain.cdk.LoadBalancing.Stand;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Product;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Repair;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Undecided;
import io.timeoutchain.rules.UnboundedWork;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A judgement in the words of a CDK app: what fails the synthesis, and what is noted at which construct. */
final class Report {

    static final String PREFIX = "timeout-chain-";

    private static final int NAMED = 3;

    /** The properties of the CDK's own constructs for what is an attribute in the API. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "idle_timeout.timeout_seconds", "ApplicationLoadBalancer: idleTimeout",
            "client_keep_alive.seconds", "ApplicationLoadBalancer: clientKeepAlive",
            "tcp.idle_timeout.seconds", "NetworkListener: tcpIdleTimeout",
            "deregistration_delay.timeout_seconds", "target group: deregistrationDelay",
            "stickiness.lb_cookie.duration_seconds", "ApplicationTargetGroup: stickinessCookieDuration",
            "stickiness.app_cookie.duration_seconds", "ApplicationTargetGroup: stickinessCookieDuration");

    private record Missing(String path, Gap gap) {}

    private final Severity failAt;
    private final Set<Note> errors = new LinkedHashSet<>();
    private final Set<Note> notes = new LinkedHashSet<>();
    private final Map<Missing, Set<String>> missing = new LinkedHashMap<>();

    /** A report with nothing in it; a finding of at least {@code failAt} fails the synthesis. */
    Report(Severity failAt) {
        this.failAt = failAt;
    }

    /** Adds what was found of one target group and its chains. */
    void add(Stand stand, Judgement judgement) {
        // Nothing is known of what a rule that failed by itself would say.
        judgement
                .faults()
                .forEach(fault -> errors.add(new Note(
                        balancer(stand),
                        PREFIX + fault.rule(),
                        "The rule %s failed by itself, which is a fault of Timeout Chain: %s"
                                .formatted(fault.rule(), fault.what()),
                        Level.ERROR)));
        judgement.findings().forEach(finding -> add(stand, finding));
        Set<Gap> ofBalancer = judgement.undecided().stream()
                .filter(undecided -> isOfBalancer(undecided.spot()))
                .flatMap(undecided -> undecided.gaps().stream())
                .collect(Collectors.toSet());
        for (Undecided undecided : judgement.undecided()) {
            for (Gap gap : undecided.gaps()) {
                String path = ofBalancer.contains(gap) ? balancer(stand) : path(stand, undecided.spot());
                missing.computeIfAbsent(new Missing(path, gap), key -> new TreeSet<>())
                        .add(undecided.rule().id());
            }
        }
    }

    private void add(Stand stand, Finding finding) {
        boolean fails = finding.severity().atLeast(failAt);
        Level harmless = finding.severity() == Severity.INFO ? Level.INFO : Level.WARNING;
        (fails ? errors : notes)
                .add(new Note(
                        path(stand, finding.spot()),
                        PREFIX + finding.rule().id(),
                        text(stand, finding),
                        fails ? Level.ERROR : harmless));
    }

    /** What fails the synthesis. */
    List<Note> errors() {
        return List.copyOf(errors);
    }

    /** What is noted at constructs: findings, and one note for each thing that is missing with all rules it leaves open. */
    List<Note> notes() {
        return Stream.concat(
                        notes.stream(),
                        missing.entrySet().stream()
                                .map(entry -> note(
                                        entry.getKey().path(), entry.getKey().gap(), entry.getValue())))
                .toList();
    }

    private static Note note(String path, Gap gap, Set<String> rules) {
        return new Note(
                path,
                PREFIX + "cannot-tell-" + slug(gap.subject().toString()),
                "Cannot tell (%s). %s: %s. To be able to tell, %s."
                        .formatted(named(rules), gap.subject(), gap.cause(), gap.remedy()),
                Level.WARNING);
    }

    /** The first few of {@code rules}: what is not declared at all leaves nearly all of them open. */
    private static String named(Set<String> rules) {
        String first = rules.stream().limit(NAMED).collect(Collectors.joining(", "));
        return rules.size() <= NAMED ? first : first + " and %d more rules".formatted(rules.size() - NAMED);
    }

    /** What is missing, without where: an acknowledgement names the latter by the construct that it is given to. */
    private static String slug(String subject) {
        return subject.replaceFirst(" (?:of|at|behind|on) .*", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._]+", "-");
    }

    private static String text(Stand stand, Finding finding) {
        String values = finding.observed().stream().map(Report::value).collect(Collectors.joining());
        String repairs = finding.repair().stream().map(Report::repair).collect(Collectors.joining());
        return "%s (%s) at %s: %s%s%s"
                .formatted(
                        finding.rule().id(),
                        finding.severity().id(),
                        where(stand, finding.spot()),
                        finding.because(),
                        values,
                        repairs);
    }

    private static String value(Observation seen) {
        return "\n    %s %s is %s (%s)"
                .formatted(
                        seen.party(), seen.setting(), seen.text(), seen.source().text());
    }

    private static String repair(Repair repair) {
        Optional<String> property = Optional.ofNullable(PROPERTIES.get(repair.setting()));
        return "\n    repair: "
                + property.flatMap(name ->
                                repair.to().map(to -> "set %s to %s (%s)".formatted(repair.setting(), to, name)))
                        .orElse("%s: %s"
                                .formatted(
                                        repair.party().id(),
                                        inTheApp(repair.text().toString())));
    }

    /** An app has no configuration file of the auditor's: what a person declares of the targets stands in the app itself. */
    private static String inTheApp(String text) {
        return text.replace(UnboundedWork.DECLARED_LIMIT, "BackendTimers.requestLimit");
    }

    private static String where(Stand stand, Finding.Spot spot) {
        String path = path(stand, spot);
        if (!path.equals(stand.group())) {
            return path;
        }
        String route = spot.place().route();
        return path + " behind " + stand.balancer() + (route.isEmpty() ? "" : " (" + route + ")");
    }

    /** The construct that a spot is about: the load balancer, the listener that passes connections on, or the target group. */
    private static String path(Stand stand, Finding.Spot spot) {
        return isOfBalancer(spot) || stand.group().isEmpty() ? balancer(stand) : stand.group();
    }

    private static String balancer(Stand stand) {
        return stand.listener().isEmpty() ? stand.balancer() : stand.listener();
    }

    private static boolean isOfBalancer(Finding.Spot spot) {
        return spot.caller().isEmpty()
                && spot.callee()
                        .filter(product -> product == Product.ALB || product == Product.NLB)
                        .isPresent();
    }
}
