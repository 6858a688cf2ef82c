package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Trait;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Remedy;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All tries of a proxy together must end before its caller gives up.
 *
 * <p>nginx passes a GET that timed out on to the next peer ({@code proxy_next_upstream error timeout} is its default), and
 * a name with several addresses has as many peers: with n peers the caller waits n times (observed: two peers of 1 s took
 * 2.0 s). CloudFront makes up to three attempts.
 */
public final class RetriesOutlastCaller implements Rule.OfLink {

    private static final RuleCard CARD = new RuleCard(
            "retries-outlast-caller",
            Text.of("A proxy's retries outlast its caller"),
            Severity.MEDIUM,
            Text.of("The caller gives up during a second try, and one slow request loads every peer in turn."));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(Link link, Duration margin) {
        return Ordered.unrecognised(link.caller(), link.callee()).orElseGet(() -> judge(link, margin));
    }

    private static Verdict judge(Link link, Duration margin) {
        Party proxy = link.caller();
        Reading<Long> tries = proxy.quantities().get(Quantity.TRIES);
        Optional<Link> front = link.inFront();
        if (tries == null) {
            return Verdict.notApplicable(
                    Text.of("%s does not repeat requests", proxy.product().title()));
        }
        if (front.isEmpty()) {
            return Verdict.notApplicable(
                    Text.of("nobody is known to wait for %s", proxy.product().title()));
        }
        if (tries.known().filter(count -> count <= 1).isPresent()) {
            return Verdict.notApplicable(
                    Text.of("%s tries every request once", proxy.product().title()));
        }
        if (proxy.surelyNot(Trait.RETRIES_AFTER_TIMEOUT)) {
            return Verdict.notApplicable(Text.of(
                    "%s does not repeat a request that timed out",
                    proxy.product().title()));
        }
        List<Timer> waits = front.get().caller().timers(Role.RESPONSE_WAIT);
        if (waits.isEmpty()) {
            return Verdict.notApplicable(Text.of(
                    "%s sets no limit on its wait",
                    front.get().caller().product().title()));
        }
        return judge(front.get(), proxy, tries, waits.getFirst(), margin);
    }

    private static Verdict judge(Link front, Party proxy, Reading<Long> tries, Timer wait, Duration margin) {
        List<Timer> connects = proxy.timers(Role.CONNECT_WAIT);
        List<Timer> responses = proxy.timers(Role.RESPONSE_WAIT);
        List<Timer> budgets = proxy.timers(Role.RETRY_LIMIT);
        List<Gap> gaps = new ArrayList<>(Ordered.missing(tries));
        gaps.addAll(proxy.missing(Trait.RETRIES_AFTER_TIMEOUT));
        gaps.addAll(Ordered.missing(wait.reading()));
        List<Timer> own = new ArrayList<>(connects);
        own.addAll(responses);
        own.addAll(budgets);
        own.forEach(timer -> gaps.addAll(Ordered.missing(timer.reading())));
        if (!gaps.isEmpty()) {
            return Verdict.undecided(gaps);
        }
        if (wait.neverEnds()) {
            return Verdict.pass();
        }
        Duration limit = wait.ends().orElseThrow();
        Duration response = longest(responses);
        if (own.stream().filter(timer -> !budgets.contains(timer)).anyMatch(Timer::neverEnds)
                || response.compareTo(limit) >= 0) {
            return Verdict.notApplicable(
                    Text.of("one try alone reaches the caller's wait: caller-gives-up-first answers for that"));
        }
        Duration one = response.plus(longest(connects));
        long count = started(tries.known().orElseThrow(), one, budgets);
        Duration all = one.multipliedBy(count);
        if (count <= 1 || Bound.after(limit).outlasts(Bound.after(all), margin)) {
            return Verdict.pass();
        }
        List<Observation> observed = new ArrayList<>();
        observed.add(Observation.of(wait));
        observed.addAll(own.stream().map(Observation::of).toList());
        observed.add(Observation.ofFact(proxy.product(), "tries", Text.verbatim(Long.toString(count)), tries));
        boolean reaches = all.compareTo(limit) >= 0;
        return new Verdict.Fail(
                reaches ? CARD.severity() : Severity.LOW,
                observed,
                Text.of(
                                reaches
                                        ? "%s tries a request up to %d times, each for up to %s, %s in all, but %s waits only %s: it gives up during a later try, and %s."
                                        : "%s tries a request up to %d times, each for up to %s, %s in all, and %s waits hardly longer, %s: it may give up during the last try, and %s.",
                                proxy.product().title(),
                                count,
                                one,
                                all,
                                front.caller().product().title(),
                                text(wait),
                                effect(proxy))
                        .asSentence(),
                List.of(repair(proxy, budgets, limit.minus(margin).minus(one))));
    }

    private static Text effect(Party proxy) {
        return proxy.is(Product.NGINX)
                ? Text.of("one slow request marks every peer as failed")
                : Text.of("the same slow request is served again each time");
    }

    private static Duration longest(List<Timer> timers) {
        return timers.stream()
                .flatMap(timer -> timer.ends().stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** A further try starts only while the limit over all tries has not passed; one that has started runs to its end. */
    private static long started(long tries, Duration one, List<Timer> budgets) {
        Optional<Duration> budget =
                budgets.stream().flatMap(timer -> timer.ends().stream()).min(Duration::compareTo);
        if (budget.isEmpty() || one.isZero()) {
            return tries;
        }
        long within = (budget.get().toNanos() + one.toNanos() - 1) / one.toNanos();
        return Math.min(tries, Math.max(1, within));
    }

    /**
     * Lets no further try start so late that it could not end in time. What fails at once is still tried again, which one
     * try only would not allow; so that is for where there is no limit over all tries.
     *
     * @param latest when the last try may start
     */
    private static Remedy repair(Party proxy, List<Timer> budgets, Duration latest) {
        Duration budget = Duration.ofSeconds(Math.max(1, latest.toSeconds()));
        return budgets.stream()
                .flatMap(timer -> Remedy.set(timer, budget).stream())
                .findFirst()
                .orElseGet(() -> Remedy.say(proxy.product(), "tries", onceOnly(proxy)));
    }

    private static Text onceOnly(Party proxy) {
        return proxy.is(Product.NGINX)
                ? Text.verbatim(proxy.timers(Role.RESPONSE_WAIT).stream()
                                .map(timer -> timer.setting().name().replace("_read_timeout", ""))
                                .findFirst()
                                .orElse("proxy")
                        + "_next_upstream_tries 1;")
                : Text.of("reduce the connection attempts to 1");
    }
}
