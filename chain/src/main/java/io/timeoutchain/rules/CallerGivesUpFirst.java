package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Trait;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Remedy;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A caller must wait longer for an answer than its callee may take to give one, or to say that there is none.
 *
 * <p>If it does not, the caller answers 504 (an ALB, nginx) or goes away (a client: 460 in the ALB's log) while the
 * callee works on for nobody. What stands behind the callee does not count, for it may hang too; where it would answer in
 * time, the harm is smaller.
 */
public final class CallerGivesUpFirst implements Rule.OfLink {

    private static final RuleCard CARD = new RuleCard(
            "caller-gives-up-first",
            Text.of("Caller gives up before its callee does"),
            Severity.HIGH,
            Text.of(
                    "The caller answers 504 while the callee works on for nobody, and the callee's own, better error never arrives."));

    private static final Ordering ORDERING = Ordering.of(
            Ordering.Side.CALLEE, Role.REQUEST_LIMIT, Ordering.Side.CALLER, Role.RESPONSE_WAIT, Ordering.Moves.LESSER);
    private static final Ordering THROUGH_PROXY = Ordering.of(
            Ordering.Side.CALLEE, Role.RESPONSE_WAIT, Ordering.Side.CALLER, Role.RESPONSE_WAIT, Ordering.Moves.LESSER);

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Ordering> orderings() {
        return List.of(ORDERING, THROUGH_PROXY);
    }

    @Override
    public Verdict check(Link link, Duration margin) {
        return Ordered.unrecognised(link.caller(), link.callee()).orElseGet(() -> compare(link, margin));
    }

    @Override
    public List<Demand> demands(Link link, Duration margin) {
        List<Timer> limits = OwnLimit.of(link);
        return limits.stream().allMatch(Timer::neverEnds)
                ? List.of()
                : ORDERING.ofEarliest(CARD, link.chain(), limits, link.caller().timers(Role.RESPONSE_WAIT), margin);
    }

    private static Verdict compare(Link link, Duration margin) {
        List<Timer> waits = link.caller().timers(Role.RESPONSE_WAIT);
        List<Timer> limits = earliest(OwnLimit.of(link));
        Text caller = link.caller().product().title();
        Text callee = link.callee().product().title();
        List<Gap> answering = link.callee().missing(Trait.ANSWERS_ITSELF);
        if (limits.isEmpty() && !answering.isEmpty()) {
            return Verdict.undecided(answering);
        }
        if (!limits.isEmpty() && limits.stream().allMatch(Timer::neverEnds)) {
            return Verdict.notApplicable(Text.of("%s has no limit of its own", callee));
        }
        return Ordered.verdict(
                Ordering.compare(limits, waits, margin),
                margin,
                answersInTime(link, waits) ? Severity.MEDIUM : CARD.severity(),
                (limit, wait) -> Text.of(
                                "%s waits %s for an answer, but %s itself gives up only after %s: on a slow request %s, while the work goes on for nobody.",
                                caller, text(wait), callee, text(limit), effect(link))
                        .asSentence(),
                (limit, wait) -> repair(link, limit, wait, margin),
                Text.of("%s sets no limit that %s could exceed", callee, caller));
    }

    /** Of several limits the first to end counts; with one that could not be read there is no telling which that is. */
    private static List<Timer> earliest(List<Timer> limits) {
        if (limits.stream().anyMatch(limit -> limit.reading().known().isEmpty())) {
            return limits;
        }
        return limits.stream()
                .filter(limit -> limit.ends().isPresent())
                .min(Comparator.comparing(limit -> limit.ends().orElseThrow()))
                .map(List::of)
                .orElse(limits);
    }

    private static boolean answersInTime(Link link, List<Timer> waits) {
        Optional<Duration> behind = link.behind().stream()
                .flatMap(next -> OwnLimit.of(next).stream())
                .flatMap(limit -> limit.ends().stream())
                .min(Comparator.naturalOrder());
        return behind.isPresent()
                && waits.stream().allMatch(wait -> wait.ends()
                        .filter(limit -> behind.get().compareTo(limit) < 0)
                        .isPresent());
    }

    /**
     * Lowers the callee's limit below every wait in front of it, a margin for each link between: so that what is lowered
     * at one link still fits when the link in front of it is put right as well.
     */
    private static List<Remedy> repair(Link link, Timer limit, Timer wait, Duration margin) {
        Duration most = wait.ends().orElseThrow().minus(margin);
        int links = 1;
        for (Optional<Link> front = link.inFront();
                front.isPresent();
                front = front.get().inFront()) {
            links++;
            Duration between = margin.multipliedBy(links);
            Optional<Duration> further = front.get().caller().timers(Role.RESPONSE_WAIT).stream()
                    .flatMap(timer -> timer.ends().stream())
                    .map(end -> end.minus(between))
                    .min(Comparator.naturalOrder());
            most = earlier(most, further);
        }
        Optional<Remedy> lower = Remedy.set(limit, Duration.ofSeconds(most.toSeconds()));
        return lower.or(() -> ORDERING.repair(limit, wait, margin).stream().findFirst()).stream()
                .toList();
    }

    private static Duration earlier(Duration one, Optional<Duration> other) {
        return other.filter(time -> time.compareTo(one) < 0).orElse(one);
    }

    private static Text effect(Link link) {
        return switch (link.caller().product()) {
            case ALB, NGINX, CLOUDFRONT ->
                Text.of("%s answers 504", link.caller().product().title());
            case CLIENT -> Text.of("the client goes away (460 in the ALB's log)");
            case NLB, TARGET_GROUP, GUNICORN, DJANGO, MYSQL, LINUX, SYSTEMD, UNKNOWN ->
                Text.of("the caller reports a timeout");
        };
    }
}
