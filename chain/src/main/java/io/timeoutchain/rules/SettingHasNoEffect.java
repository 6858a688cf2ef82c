package io.timeoutchain.rules;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Member;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value that is written down should do something.
 *
 * <ul>
 *   <li>nginx's {@code proxy_connect_timeout}: "cannot usually exceed 75 seconds" (nginx.org, ngx_http_proxy_module).
 *   <li>An NLB's {@code tcp.idle_timeout.seconds} on a TLS listener: fixed at 350 s (Elastic Load Balancing, "Network Load
 *       Balancers", connection idle timeout).
 *   <li>gunicorn's {@code keepalive} with sync workers, which close after every response (gunicorn documentation,
 *       "Settings", keepalive).
 *   <li>An ALB's {@code client_keep_alive.seconds} that is not longer than its idle timeout: the connection is over at the
 *       next request before idleness could ever end it, so the longer idle timeout only delays the clean-up.
 * </ul>
 */
public final class SettingHasNoEffect implements Rule.OfMember {

    private static final RuleCard CARD = new RuleCard(
            "setting-has-no-effect",
            Text.of("A value that has no effect where it stands"),
            Severity.LOW,
            Text.of("Somebody relies on a number that nothing obeys."));

    /** The idle timeout of an ALB must be able to end a connection before its age does. */
    private static final Ordering IDLE_BEFORE_AGE = Ordering.of(
            Ordering.Side.CALLEE, Role.KEEP_ALIVE, Ordering.Side.CALLEE, Role.CONNECTION_AGE, Ordering.Moves.GREATER);

    private static final Duration NGINX_CONNECT_CEILING = Duration.ofSeconds(75);
    private static final Timer SYSTEM_CONNECT = new Timer(
            Setting.fixed(Product.NGINX, "connect attempt of the system", Role.CONNECT_WAIT),
            Reading.defaulted(
                    Bound.after(NGINX_CONNECT_CEILING),
                    new Source("https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_connect_timeout")));
    private static final Duration NLB_TLS_IDLE = Duration.ofSeconds(350);

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Ordering> orderings() {
        return List.of(IDLE_BEFORE_AGE);
    }

    @Override
    public List<Demand> demands(Member member, Duration margin) {
        Party party = member.party();
        return switch (party.product()) {
            case ALB ->
                IDLE_BEFORE_AGE.demands(
                        CARD,
                        member.chain(),
                        party.timers(Role.KEEP_ALIVE),
                        party.timers(Role.CONNECTION_AGE),
                        Duration.ZERO);
            case NGINX ->
                party.timers(Role.CONNECT_WAIT).stream()
                        .map(connect -> new Demand(
                                CARD,
                                member.chain(),
                                List.of(connect),
                                SYSTEM_CONNECT,
                                Duration.ZERO,
                                Ordering.Moves.LESSER))
                        .toList();
            case CLIENT, CLOUDFRONT, NLB, TARGET_GROUP, GUNICORN, DJANGO, MYSQL, LINUX, SYSTEMD, UNKNOWN -> List.of();
        };
    }

    @Override
    public Verdict check(Member member, Duration margin) {
        Party party = member.party();
        return Ordered.unrecognised(party).orElseGet(() -> switch (party.product()) {
            case NGINX -> nginx(party);
            case NLB -> nlb(party);
            case GUNICORN -> gunicorn(party);
            case ALB -> alb(party);
            case CLIENT, CLOUDFRONT, TARGET_GROUP, DJANGO, MYSQL, LINUX, SYSTEMD, UNKNOWN ->
                Verdict.notApplicable(Text.of(
                        "no setting of %s is known to be without effect",
                        party.product().title()));
        });
    }

    private static Verdict nginx(Party nginx) {
        return Ordered.together(nginx.timers(Role.CONNECT_WAIT).stream()
                .map(SettingHasNoEffect::connect)
                .toList());
    }

    private static Verdict connect(Timer timer) {
        if (!timer.reading().missing().isEmpty()) {
            return Verdict.undecided(Ordered.missing(timer.reading()));
        }
        return timer.ends()
                        .filter(limit -> limit.compareTo(NGINX_CONNECT_CEILING) <= 0)
                        .isPresent()
                ? Verdict.pass()
                : fail(
                        List.of(timer),
                        Text.of(
                                "%s says %s, but a connect attempt usually cannot last longer than %s: the system gives up first.",
                                timer.setting().name(), Ordered.text(timer), NGINX_CONNECT_CEILING),
                        Remedy.set(timer, NGINX_CONNECT_CEILING));
    }

    /** The room of the NLB keeps a value that the listener ignores as a timer without effect. */
    private static Verdict nlb(Party nlb) {
        List<Timer> ignored = nlb.timers(Role.WITHOUT_EFFECT);
        if (ignored.isEmpty()) {
            return Verdict.pass();
        }
        return Ordered.together(ignored.stream()
                .map(timer -> timer.reading().missing().isEmpty()
                        ? fail(
                                List.of(timer),
                                Text.of(
                                        "The listener's idle timeout says %s, but on a TLS listener it is always %s.",
                                        Ordered.text(timer), NLB_TLS_IDLE),
                                Optional.of(Remedy.say(
                                        Product.NLB,
                                        timer.setting().name(),
                                        Text.of(
                                                "leave it unset, and let the targets keep idle connections no longer than %s",
                                                NLB_TLS_IDLE))))
                        : Verdict.undecided(Ordered.missing(timer.reading())))
                .toList());
    }

    /** With other worker classes {@code keepalive = 0} announces every close as well, and means it. */
    private static Verdict gunicorn(Party gunicorn) {
        List<Timer> stated = gunicorn.timers(Role.KEEP_ALIVE).stream()
                .filter(timer -> timer.reading().configuration() instanceof Reading.Stated)
                .toList();
        List<Gap> gaps = gunicorn.missing(Trait.ONE_REQUEST_PER_WORKER);
        if (stated.isEmpty() || (gaps.isEmpty() && !gunicorn.surely(Trait.ONE_REQUEST_PER_WORKER))) {
            return Verdict.pass();
        }
        if (!gaps.isEmpty()) {
            return Verdict.undecided(gaps);
        }
        Timer keepAlive = stated.getFirst();
        return fail(
                List.of(keepAlive),
                Text.of(
                        "keepalive says %s, but sync workers close the connection after every response.",
                        Ordered.text(keepAlive)),
                Optional.of(Remedy.say(
                        Product.GUNICORN,
                        keepAlive.setting().name(),
                        Text.of("remove it, or use a worker class that keeps connections (--worker-class gthread)"))));
    }

    private static Verdict alb(Party alb) {
        List<Timer> ages = alb.timers(Role.CONNECTION_AGE);
        List<Timer> idles = alb.timers(Role.KEEP_ALIVE);
        if (ages.isEmpty() || idles.isEmpty()) {
            return Verdict.pass();
        }
        Timer age = ages.getFirst();
        Timer idle = idles.getFirst();
        List<Gap> gaps = new ArrayList<>(Ordered.missing(age.reading()));
        gaps.addAll(Ordered.missing(idle.reading()));
        if (!gaps.isEmpty()) {
            return Verdict.undecided(gaps);
        }
        return idle.ends().orElseThrow().compareTo(age.ends().orElseThrow()) < 0
                ? Verdict.pass()
                : fail(
                        List.of(idle, age),
                        Text.of(
                                "A client connection may be idle for %s, but after %s the ALB ends it at its next request anyway: the idle timeout never lets a client use it again that late.",
                                Ordered.text(idle), Ordered.text(age)),
                        Remedy.set(age, idle.ends().orElseThrow().plusSeconds(1)));
    }

    private static Verdict fail(List<Timer> seen, Text because, Optional<Remedy> repair) {
        return new Verdict.Fail(
                CARD.severity(),
                seen.stream().map(Observation::of).toList(),
                because,
                repair.stream().toList());
    }
}
