package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.atMost;
import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Trait;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Ordering.Comparison;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The callee must keep an idle connection open longer than its caller may use it again.
 *
 * <p>If it does not, the caller can write a request into a connection that is being closed; an ALB answers 502. AWS says
 * so of its load balancers (Elastic Load Balancing, "Edit attributes for your Application Load Balancer", connection idle
 * timeout), nginx of its upstreams (commit 7de808990).
 */
public final class CalleeClosesFirst implements Rule.OfLink {

    private static final RuleCard CARD = new RuleCard(
            "callee-closes-first",
            Text.of("Callee may close an idle connection before its caller stops using it"),
            Severity.HIGH,
            Text.of(
                    "A request that is sent into a connection that is just being closed is lost: an intermittent 502 that no application log shows."));

    private static final Ordering ORDERING = Ordering.of(
            Ordering.Side.CALLER, Role.REUSE_WINDOW, Ordering.Side.CALLEE, Role.KEEP_ALIVE, Ordering.Moves.GREATER);

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Ordering> orderings() {
        return List.of(ORDERING);
    }

    @Override
    public Verdict check(Link link, Duration margin) {
        Party caller = link.caller();
        Party callee = link.callee();
        return neverReused(link)
                .map(Verdict::notApplicable)
                .or(() -> isMeasured(callee) ? Ordered.unrecognised(caller) : Ordered.unrecognised(caller, callee))
                .orElseGet(() -> compare(link, caller, callee, margin));
    }

    @Override
    public List<Demand> demands(Link link, Duration margin) {
        return neverReused(link).isPresent() || !open(link).isEmpty()
                ? List.of()
                : ORDERING.demands(CARD, link, margin);
    }

    /** Why no connection of this link is ever used twice, if none is. */
    private static Optional<Text> neverReused(Link link) {
        if (link.caller().surelyNot(Trait.REUSES_CONNECTIONS)) {
            return Optional.of(Text.of(
                    "%s opens a new connection for every request",
                    link.caller().product().title()));
        }
        if (link.callee().surely(Trait.ANNOUNCES_CLOSE)) {
            return Optional.of(Text.of(
                    "%s announces the close of every connection in its response",
                    link.callee().product().title()));
        }
        return Optional.empty();
    }

    /** Of a server that nobody recognises one thing may be known all the same: the keep-alive that was measured. */
    private static boolean isMeasured(Party callee) {
        return callee.timers(Role.KEEP_ALIVE).stream()
                .allMatch(timer -> timer.reading().known().isPresent());
    }

    /** What is not known about whether connections are used twice. */
    private static List<Gap> open(Link link) {
        List<Gap> open = new ArrayList<>(link.caller().missing(Trait.REUSES_CONNECTIONS));
        open.addAll(link.callee().missing(Trait.ANNOUNCES_CLOSE));
        return open;
    }

    private static Verdict compare(Link link, Party caller, Party callee, Duration margin) {
        Comparison comparison = ORDERING.on(link, margin);
        List<Gap> open = open(link);
        return switch (comparison) {
            // Out of order, but perhaps without harm: only what could not be read would tell.
            case Comparison.Reversed broken when !open.isEmpty() -> Verdict.undecided(open);
            case Comparison.TooClose close when !open.isEmpty() -> Verdict.undecided(open);
            case Comparison.Unknown(List<Gap> gaps) ->
                Verdict.undecided(Stream.concat(gaps.stream(), open.stream()).toList());
            case Comparison.Holds holds -> Verdict.pass();
            case Comparison.Absent absent -> open.isEmpty() ? noSuchTimers(caller, callee) : Verdict.undecided(open);
            case Comparison.Reversed broken -> verdict(broken, link, margin);
            case Comparison.TooClose close -> verdict(close, link, margin);
        };
    }

    private static Verdict verdict(Comparison comparison, Link link, Duration margin) {
        return Ordered.verdict(
                ORDERING,
                comparison,
                margin,
                CARD.severity(),
                (reuse, keepAlive) -> because(link, reuse, keepAlive),
                Text.of("unused: both timers exist"));
    }

    private static Verdict noSuchTimers(Party caller, Party callee) {
        return Verdict.notApplicable(Text.of(
                "%s and %s do not keep idle connections between them",
                caller.product().title(), callee.product().title()));
    }

    private static Text because(Link link, Timer reuse, Timer keepAlive) {
        Text caller = link.caller().product().title();
        Text callee = link.callee().product().title();
        return Text.of(
                        "%s closes a connection that was idle for %s, but %s sends a request over one that was idle for %s: a request that crosses the close on its way is lost, and %s.",
                        callee, text(keepAlive), caller, atMost(reuse), effect(link))
                .asSentence();
    }

    private static Text effect(Link link) {
        return switch (link.caller().product()) {
            case ALB -> Text.of("the ALB answers 502 without a line in any application log");
            case NGINX -> Text.of("nginx repeats a GET but answers 502 to a POST");
            case CLOUDFRONT -> Text.of("CloudFront repeats a GET but answers 502 to a POST");
            case CLIENT -> Text.of("the client sees its connection reset");
            case DJANGO, GUNICORN -> Text.of("the query fails because the server has gone away");
            case NLB, TARGET_GROUP, MYSQL, LINUX, SYSTEMD, UNKNOWN -> Text.of("the caller sees its connection reset");
        };
    }
}
