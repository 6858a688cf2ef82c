package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.nginx.NginxVersion;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Ordering.Comparison;
import io.timeoutchain.rule.Repair;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;

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
            "A reload of nginx closes idle connections that the caller may still use",
            Severity.LOW,
            "At every reload a request can meet a connection that is being closed, whatever the keep-alive timers say.");

    /** The first version with {@code keepalive_min_timeout} (nginx.org, ngx_http_core_module). */
    private static final NginxVersion SINCE = new NginxVersion(1, 27, 4);

    private static final Ordering ORDERING = Ordering.of(
            Ordering.Side.CALLER,
            Role.REUSE_WINDOW,
            Ordering.Side.CALLEE,
            Role.KEEP_ALIVE_FLOOR,
            Ordering.Moves.GREATER);

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
        Party callee = link.callee();
        if (callee.surely(Trait.ANNOUNCES_CLOSE)) {
            return Verdict.notApplicable("no connection to nginx is left idle");
        }
        return Ordered.unrecognised(link.caller(), callee).orElseGet(() -> compare(link, callee, margin));
    }

    private static Verdict compare(Link link, Party callee, Duration margin) {
        if (!callee.is(Product.NGINX)) {
            return Verdict.notApplicable(
                    "%s is not nginx".formatted(callee.product().title()));
        }
        // The floor only has to reach: a margin would ask for more than the advice on keepalive_timeout itself.
        Comparison comparison = ORDERING.on(link, Duration.ZERO);
        return Ordered.verdict(
                comparison,
                margin,
                CARD.severity(),
                (reuse, floor) ->
                        "A reload of nginx, as at every certificate renewal, closes connections that have been idle for %s, while %s uses them again for up to %s: a request that crosses the close is answered with 502."
                                .formatted(
                                        text(floor).equals("0 s") ? "any time at all" : text(floor),
                                        link.caller().product().title(),
                                        text(reuse)),
                (reuse, floor) -> repair(callee, ORDERING.repair(reuse, floor, margin)),
                "%s does not use connections to nginx again"
                        .formatted(link.caller().product().title()));
    }

    /** The directive alone does not help where this nginx does not know it. */
    private static List<Repair> repair(Party nginx, List<Repair> inPlace) {
        return inPlace.stream()
                .map(repair -> knowsTheDirective(nginx.version())
                        ? repair
                        : new Repair(
                                repair.party(),
                                repair.setting(),
                                repair.from(),
                                repair.to(),
                                "upgrade nginx to 1.27.4 or newer (this is %s), then: %s"
                                        .formatted(
                                                nginx.version().isEmpty() ? "an unknown version" : nginx.version(),
                                                repair.text())))
                .toList();
    }

    private static boolean knowsTheDirective(String version) {
        return NginxVersion.parse(version)
                .filter(known -> known.isAtLeast(SINCE))
                .isPresent();
    }
}
