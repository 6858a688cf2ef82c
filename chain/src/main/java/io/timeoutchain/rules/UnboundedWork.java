package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Trait;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Remedy;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * An application or a database must have some limit when its caller has one.
 *
 * <p>gunicorn's {@code timeout} bounds a request only with sync workers: the main loop of the other worker classes goes
 * on beating, so a slow request is never ended (observed with 26.2: a 7 s request under {@code -t 3} answers 200).
 */
public final class UnboundedWork implements Rule.OfLink {

    private static final RuleCard CARD = new RuleCard(
            "unbounded-work",
            Text.of("Callee works without any limit after its caller gave up"),
            Severity.MEDIUM,
            Text.of(
                    "Requests that nobody waits for any more pile up and take workers, memory and database connections from those that somebody waits for."));

    /** Asked only where there is no limit at all, and where one that is set would hold. */
    private static final Ordering ENDS_BEFORE_WAIT = Ordering.of(
            Ordering.Side.CALLEE, Role.REQUEST_LIMIT, Ordering.Side.CALLER, Role.RESPONSE_WAIT, Ordering.Moves.LESSER);

    /** Where a repair says that the application's own limit is declared; a tool without that file names its own place. */
    public static final String DECLARED_LIMIT = "django.request-limit in timeout-chain.yaml";

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Ordering> orderings() {
        return List.of(ENDS_BEFORE_WAIT);
    }

    @Override
    public Verdict check(Link link, Duration margin) {
        return Ordered.unrecognised(link.caller(), link.callee()).orElseGet(() -> judge(link, margin));
    }

    @Override
    public List<Demand> demands(Link link, Duration margin) {
        List<Timer> limits = OwnLimit.requestLimits(link);
        List<Timer> waits = link.caller().timers(Role.RESPONSE_WAIT);
        boolean unbounded =
                limits.stream().allMatch(Timer::neverEnds) && waits.stream().noneMatch(Timer::neverEnds);
        return unbounded
                ? ENDS_BEFORE_WAIT.ofEarliest(CARD, link.chain(), truly(link.callee(), limits), waits, margin)
                : List.of();
    }

    /**
     * Those of {@code limits} that would end every request once they are set. MySQL's ends read-only statements only, and
     * gunicorn's only requests of workers that do nothing else.
     */
    private static List<Timer> truly(Party callee, List<Timer> limits) {
        return callee.is(Product.GUNICORN) && callee.surely(Trait.ONE_REQUEST_PER_WORKER)
                ? limits.stream()
                        .filter(limit -> limit.setting().product() == callee.product())
                        .toList()
                : List.of();
    }

    private static Verdict judge(Link link, Duration margin) {
        Party callee = link.callee();
        List<Timer> limits = OwnLimit.requestLimits(link);
        List<Timer> waits = link.caller().timers(Role.RESPONSE_WAIT);
        if (limits.isEmpty()) {
            return Verdict.notApplicable(Text.of(
                    "%s is no application or database with a limit of its own",
                    callee.product().title()));
        }
        if (waits.isEmpty()) {
            return Verdict.notApplicable(Text.of(
                    "%s sets no limit on its wait", link.caller().product().title()));
        }
        if (limits.stream().anyMatch(limit -> limit.ends().isPresent())
                || waits.stream().anyMatch(Timer::neverEnds)) {
            return Verdict.pass();
        }
        var gaps = Stream.concat(limits.stream(), waits.stream())
                .flatMap(timer -> timer.reading().missing().stream())
                .toList();
        if (!gaps.isEmpty()) {
            return Verdict.undecided(gaps);
        }
        Timer limit = limits.getFirst();
        Timer wait = waits.getFirst();
        return new Verdict.Fail(
                CARD.severity(),
                List.of(Observation.of(limit), Observation.of(wait)),
                Text.of(
                                "%s gives up after %s, but nothing ever ends a request in %s: the work goes on for nobody, and slow requests pile up until no worker is left.",
                                link.caller().product().title(),
                                text(wait),
                                callee.product().title())
                        .asSentence(),
                repair(callee, limits, wait, margin));
    }

    private static List<Remedy> repair(Party callee, List<Timer> limits, Timer wait, Duration margin) {
        List<Remedy> bounds = truly(callee, limits).stream()
                .flatMap(limit -> ENDS_BEFORE_WAIT.repair(limit, wait, margin).stream())
                .toList();
        return bounds.isEmpty() ? List.of(words(callee, limits.getFirst())) : bounds;
    }

    private static Remedy words(Party callee, Timer limit) {
        if (callee.is(Product.MYSQL)) {
            return Remedy.say(
                    Product.MYSQL,
                    limit.setting().name(),
                    Text.of(
                            "set max_execution_time (MySQL, SELECT only) or max_statement_time (MariaDB) below the caller's wait"));
        }
        return Remedy.say(
                callee.product(),
                limit.setting().name(),
                Text.of(
                        "bound the work inside the application (database statement timeout, timeouts of outgoing calls) and declare it as %s, or use sync workers, whose --timeout ends a request",
                        DECLARED_LIMIT));
    }
}
