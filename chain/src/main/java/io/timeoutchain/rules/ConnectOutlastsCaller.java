package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.lasting;
import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
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
import java.util.List;

/**
 * Opening a connection must fail before whoever waits for the answer gives up.
 *
 * <p>A callee that is down behind a firewall, or whose backlog is full, leaves the connect without any answer. The caller
 * in front then sees a slow server where there is none.
 */
public final class ConnectOutlastsCaller implements Rule.OfLink {

    private static final RuleCard CARD = new RuleCard(
            "connect-outlasts-caller",
            Text.of("Waiting for a connection takes as long as the caller waits for an answer"),
            Severity.MEDIUM,
            Text.of(
                    "A dead peer looks like a slow one: the caller gives up before another peer, or a clear error, can come."));

    private static final Ordering OF_PROXY = Ordering.of(
            Ordering.Side.CALLER,
            Role.CONNECT_WAIT,
            Ordering.Side.CALLER_OF_CALLER,
            Role.RESPONSE_WAIT,
            Ordering.Moves.LESSER);
    private static final Ordering OF_FIRST = Ordering.of(
            Ordering.Side.CALLER, Role.CONNECT_WAIT, Ordering.Side.CALLER, Role.RESPONSE_WAIT, Ordering.Moves.LESSER);

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Ordering> orderings() {
        return List.of(OF_PROXY, OF_FIRST);
    }

    @Override
    public Verdict check(Link link, Duration margin) {
        Party caller = link.caller();
        if (caller.surely(Trait.CALLEE_BY_UNIX_SOCKET)) {
            return Verdict.notApplicable(Text.of("connecting to a Unix-domain socket does not wait: it fails at once"));
        }
        return Ordered.unrecognised(caller, link.callee()).orElseGet(() -> compare(link, caller, margin));
    }

    @Override
    public List<Demand> demands(Link link, Duration margin) {
        return link.caller().surely(Trait.CALLEE_BY_UNIX_SOCKET) || nobodyWaits(link)
                ? List.of()
                : ordering(link).demands(CARD, link, margin);
    }

    private static boolean nobodyWaits(Link link) {
        return link.inFront().isEmpty() && !link.caller().is(Product.CLIENT);
    }

    private static Ordering ordering(Link link) {
        return link.inFront().isPresent() ? OF_PROXY : OF_FIRST;
    }

    private static Verdict compare(Link link, Party caller, Duration margin) {
        if (nobodyWaits(link)) {
            return Verdict.notApplicable(
                    Text.of("nobody is known to wait for %s", caller.product().title()));
        }
        Ordering ordering = ordering(link);
        Comparison comparison = ordering.on(link, margin);
        Party waiting = link.inFront().map(Link::caller).orElse(caller);
        boolean sameHost = caller.surely(Trait.CALLEE_ON_SAME_HOST);
        return Ordered.verdict(
                ordering,
                comparison,
                margin,
                sameHost ? Severity.LOW : CARD.severity(),
                (connect, wait) -> because(link, waiting, connect, wait),
                Text.of(
                        "%s has no connect wait, or nobody in front of it limits its wait",
                        caller.product().title()));
    }

    private static Text because(Link link, Party waiting, Timer connect, Timer wait) {
        Text caller = link.caller().product().title();
        Text callee = link.callee().product().title();
        return waiting.equals(link.caller())
                ? Text.of(
                                "%s tries to connect to %s %s, but waits for an answer only %s: a server that cannot be reached holds it up longer than one that is slow.",
                                caller, callee, lasting(connect), text(wait))
                        .asSentence()
                : Text.of(
                                "%s tries to connect to %s %s, but %s waits for an answer only %s: when connections are not accepted, it gives up before %s can say so or try elsewhere.",
                                caller,
                                callee,
                                lasting(connect),
                                waiting.product().title(),
                                text(wait),
                                caller)
                        .asSentence();
    }
}
