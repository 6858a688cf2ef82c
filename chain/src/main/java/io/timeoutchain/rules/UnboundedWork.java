package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.sentence;
import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Repair;
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
            "Callee works without any limit after its caller gave up",
            Severity.MEDIUM,
            "Requests that nobody waits for any more pile up and take workers, memory and database connections from those that somebody waits for.");

    /** Where a repair says that the application's own limit is declared; a tool without that file names its own place. */
    public static final String DECLARED_LIMIT = "django.request-limit in timeout-chain.yaml";

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(Link link, Duration margin) {
        return Ordered.unrecognised(link.caller(), link.callee()).orElseGet(() -> judge(link));
    }

    private static Verdict judge(Link link) {
        Party callee = link.callee();
        List<Timer> limits = OwnLimit.requestLimits(link);
        List<Timer> waits = link.caller().timers(Role.RESPONSE_WAIT);
        if (limits.isEmpty()) {
            return Verdict.notApplicable("%s is no application or database with a limit of its own"
                    .formatted(callee.product().title()));
        }
        if (waits.isEmpty()) {
            return Verdict.notApplicable("%s sets no limit on its wait"
                    .formatted(link.caller().product().title()));
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
                sentence(
                        "%s gives up after %s, but nothing ever ends a request in %s: the work goes on for nobody, and slow requests pile up until no worker is left."
                                .formatted(
                                        link.caller().product().title(),
                                        text(wait),
                                        callee.product().title())),
                List.of(repair(callee, limit)));
    }

    private static Repair repair(Party callee, Timer limit) {
        if (callee.is(Product.MYSQL)) {
            return Repair.say(
                    Product.MYSQL,
                    limit.setting().name(),
                    "set max_execution_time (MySQL, SELECT only) or max_statement_time (MariaDB) below the caller's wait");
        }
        return Repair.say(
                callee.product(),
                limit.setting().name(),
                "bound the work inside the application (database statement timeout, timeouts of outgoing calls) and declare it as "
                        + DECLARED_LIMIT + ", or use sync workers, whose --timeout ends a request");
    }
}
