package io.timeoutchain.auditor.audit;

import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.Suggestion;
import io.timeoutchain.auditor.config.Suppression;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.SetAside;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Verdict;
import io.timeoutchain.rules.Rules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sets aside what is suppressed. Only findings can be: what could not be told stays open, because nobody knows what it would
 * hide. A suppression that suppresses nothing says so.
 */
final class Suppressing {

    private final List<Suppression> suppressions;
    private final JudgePolicy policy;
    private final LocalDate today;
    private final Set<Suppression> used = new HashSet<>();
    private final List<SetAside.Suppressed> suppressed = new ArrayList<>();

    private Suppressing(Configuration configuration, LocalDate today) {
        this.suppressions = configuration.suppressions();
        this.policy = configuration.policy();
        this.today = today;
    }

    static Suppressing by(Configuration configuration, LocalDate today) {
        return new Suppressing(configuration, today);
    }

    Report of(Report report) {
        if (suppressions.isEmpty()) {
            return report;
        }
        List<Finding> counting = report.judgement().findings().stream()
                .flatMap(finding -> rest(finding).stream())
                .toList();
        List<Text> notices = suppressions.stream()
                .flatMap(one -> notice(one, report.judgement().answers()).stream())
                .toList();
        return report.with(counting, new SetAside(suppressed, Optional.empty()), notices, policy);
    }

    /** What of {@code finding} no suppression is for. */
    private Optional<Finding> rest(Finding finding) {
        Optional<Finding> rest = Optional.of(finding);
        for (Suppression one : suppressions) {
            if (!one.isExpired(today) && one.rule().equals(finding.rule().id())) {
                rest = rest.flatMap(left -> without(left, one));
            }
        }
        return rest;
    }

    private Optional<Finding> without(Finding finding, Suppression suppression) {
        Place place = finding.spot().place();
        List<String> covered = suppression.among(place.hosts());
        boolean whole = covered.size() == place.hosts().size()
                && (!covered.isEmpty() || suppression.host().matches(""));
        // What is said of a target group, such as that its hosts disagree, is not true of some of them.
        boolean divisible = finding.spot().callee().isPresent();
        if (!suppression.isFor(place) || !(whole || (divisible && !covered.isEmpty()))) {
            return Optional.of(finding);
        }
        used.add(suppression);
        suppressed.add(new SetAside.Suppressed(
                whole ? finding : on(covered, finding),
                suppression.reason(),
                suppression.expires(),
                suppression.source()));
        List<String> others =
                place.hosts().stream().filter(host -> !covered.contains(host)).toList();
        return whole ? Optional.empty() : Optional.of(on(others, finding));
    }

    private static Finding on(List<String> hosts, Finding finding) {
        Finding.Spot spot = finding.spot();
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.confidence(),
                new Finding.Spot(spot.place().onHosts(hosts), spot.caller(), spot.callee()),
                finding.observed(),
                finding.because(),
                finding.repair(),
                finding.evidence().stream()
                        .filter(seen -> hosts.contains(seen.host()))
                        .toList(),
                finding.fingerprint());
    }

    /** Why {@code suppression} suppresses nothing, and what to do; empty where it does, or where nobody can tell. */
    private Optional<Text> notice(Suppression suppression, List<Judge.Answer> answers) {
        Text said = Text.of(
                "The suppression of %s at %s",
                suppression.rule(), suppression.source().text());
        if (!Rules.ids().contains(suppression.rule())) {
            return Optional.of(Text.of(
                    "%s suppresses nothing: there is no such rule%s.",
                    said, Suggestion.of(suppression.rule(), Rules.ids())));
        }
        if (suppression.isExpired(today)) {
            return Optional.of(Text.of(
                    "%s suppresses nothing any more: %s was its last day. Mend the defect, or decide anew.",
                    said, suppression.expires().toString()));
        }
        if (used.contains(suppression)) {
            return Optional.empty();
        }
        List<Judge.Answer> there = answers.stream()
                .filter(answer -> covers(suppression, answer.spot().place()))
                .toList();
        if (there.isEmpty()) {
            return Optional.of(Text.of(
                    "%s suppresses nothing: it matches no load balancer, target group or host that was judged.", said));
        }
        List<Verdict> verdicts = there.stream()
                .filter(answer -> answer.rule().id().equals(suppression.rule()))
                .map(Judge.Answer::verdict)
                .toList();
        return Optional.of(
                verdicts.stream().anyMatch(Verdict.Fail.class::isInstance)
                        ? Text.of(
                                "%s suppresses nothing: what is broken there is suppressed by another one, or concerns other hosts too.",
                                said)
                        : verdicts.stream().anyMatch(Verdict.Undecided.class::isInstance)
                                ? Text.of(
                                        "%s suppresses nothing: the rule could not be judged there, and what could not be told is never suppressed.",
                                        said)
                                : Text.of(
                                        "%s suppresses nothing: the rule is not broken there, so it can be taken out.",
                                        said));
    }

    private static boolean covers(Suppression suppression, Place place) {
        return suppression.isFor(place)
                && (place.hosts().isEmpty() || !suppression.among(place.hosts()).isEmpty());
    }
}
