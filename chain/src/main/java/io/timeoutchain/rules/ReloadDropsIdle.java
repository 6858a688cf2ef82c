package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.atMost;
import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Trait;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.product.nginx.NginxVersion;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Ordering.Comparison;
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
 * nginx closes every idle connection at once when it reloads, whatever {@code keepalive_timeout} says, unless {@code
 * keepalive_min_timeout} (since 1.27.4) holds them.
 *
 * <p>A certificate renewal reloads nginx, so the race of {@link CalleeClosesFirst} comes back at every renewal although
 * all numbers are right.
 */
public final class ReloadDropsIdle implements Rule.OfLink {

    private static final RuleCard CARD = new RuleCard(
            "reload-drops-idle",
            Text.of("A reload of nginx closes idle connections that the caller may still use"),
            Severity.LOW,
            Text.of(
                    "At every reload a request can meet a connection that is being closed, whatever the keep-alive timers say."));

    private static final Ordering ORDERING = Ordering.of(
            Ordering.Side.CALLER,
            Role.REUSE_WINDOW,
            Ordering.Side.CALLEE,
            Role.KEEP_ALIVE_FLOOR,
            Ordering.Moves.GREATER);

    /** The first version with {@code keepalive_min_timeout} (nginx.org, ngx_http_core_module). */
    private static final NginxVersion SINCE = new NginxVersion(1, 27, 4);

    private static final Duration LEAST_STEP = Duration.ofSeconds(1);

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
        return Ordered.unrecognised(caller, callee).orElseGet(() -> {
            if (!callee.is(Product.NGINX)) {
                return Verdict.notApplicable(
                        Text.of("%s is not nginx", callee.product().title()));
            }
            if (callee.surely(Trait.ANNOUNCES_CLOSE) || caller.surelyNot(Trait.REUSES_CONNECTIONS)) {
                return Verdict.notApplicable(Text.of(
                        "no connection from %s to nginx is left idle",
                        caller.product().title()));
            }
            return compare(link, callee);
        });
    }

    /** None where the version has no floor to raise: nothing that can be set mends it there. */
    @Override
    public List<Demand> demands(Link link, Duration margin) {
        Party nginx = link.callee();
        boolean concerned = nginx.is(Product.NGINX)
                && knowsTheDirective(nginx.version())
                && !nginx.surely(Trait.ANNOUNCES_CLOSE)
                && !link.caller().surelyNot(Trait.REUSES_CONNECTIONS)
                && open(link).isEmpty();
        return concerned ? ORDERING.demands(CARD, link, Duration.ZERO) : List.of();
    }

    private static List<Gap> open(Link link) {
        List<Gap> open = new ArrayList<>(link.caller().missing(Trait.REUSES_CONNECTIONS));
        open.addAll(link.callee().missing(Trait.ANNOUNCES_CLOSE));
        return open;
    }

    /** Without a margin: the floor only has to reach, and to stay below {@code keepalive_timeout} itself. */
    private static Verdict compare(Link link, Party nginx) {
        Comparison comparison = ORDERING.on(link, Duration.ZERO);
        List<Gap> open = open(link);
        if (comparison instanceof Comparison.Reversed && !open.isEmpty()) {
            return Verdict.undecided(open);
        }
        return Ordered.verdict(
                comparison,
                Duration.ZERO,
                CARD.severity(),
                (reuse, floor) -> because(link, reuse, floor),
                (reuse, floor) -> repair(nginx, ORDERING.repair(reuse, floor, LEAST_STEP)),
                Text.of(
                        "%s does not use connections to nginx again",
                        link.caller().product().title()));
    }

    private static Text because(Link link, Timer reuse, Timer floor) {
        boolean atOnce = floor.ends().filter(Duration::isZero).isPresent();
        return Text.of(
                "A reload of nginx, as at every certificate renewal, closes %s, while %s sends requests over connections that were idle for %s: a request that crosses the close on its way is lost.",
                atOnce
                        ? Text.of(
                                "every idle connection at once (%s 0 s)",
                                floor.setting().name())
                        : Text.of("connections that were idle for %s", text(floor)),
                link.caller().product().title(),
                atMost(reuse));
    }

    /** The directive alone does not help where this nginx does not know it. */
    private static List<Remedy> repair(Party nginx, List<Remedy> inPlace) {
        return knowsTheDirective(nginx.version())
                ? inPlace
                : inPlace.stream()
                        .map(remedy -> switch (remedy) {
                            case Remedy.Set(Timer timer, Duration value) -> afterUpgrade(nginx, timer, value);
                            case Remedy.Say words -> words;
                        })
                        .toList();
    }

    private static Remedy afterUpgrade(Party nginx, Timer timer, Duration value) {
        return new Remedy.Say(
                timer.setting().product(),
                timer.setting().name(),
                timer.reading().known().map(Bound::words),
                Optional.of(Durations.words(value)),
                Text.of(
                        "upgrade nginx to 1.27.4 or newer (this is %s), then: %s",
                        nginx.version().isEmpty() ? Text.of("an unknown version") : Text.verbatim(nginx.version()),
                        timer.setting().writtenAs(value, Whereabouts.VARIABLES).orElseThrow()));
    }

    private static boolean knowsTheDirective(String version) {
        // A party bears the bare number, as nginx's room gives it.
        return NginxVersion.parse("nginx/" + version)
                .filter(known -> known.isAtLeast(SINCE))
                .isPresent();
    }
}
