package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.sentence;
import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Link;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * The callee must be more patient with a slow upload than its caller.
 *
 * <p>nginx closes without a single response byte when {@code client_header_timeout} or {@code client_body_timeout} ends
 * (observed with 1.22.1 and 1.31.5), so the ALB has nothing to pass on and answers 502; its own idle timeout would have
 * answered 408.
 */
public final class CalleeCutsUpload implements Rule.OfLink {

    private static final RuleCard CARD = new RuleCard(
            "callee-cuts-upload",
            "Callee may cut a slow upload before its caller does",
            Severity.MEDIUM,
            "The callee closes without a word when a request comes in too slowly; the client gets 502 where the caller itself would have said 408.");

    private static final Ordering ORDERING = Ordering.of(
            Ordering.Side.CALLER, Role.IDLE_LIMIT, Ordering.Side.CALLEE, Role.REQUEST_READ, Ordering.Moves.GREATER);

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
        return Ordered.unrecognised(link.caller(), link.callee()).orElseGet(() -> {
            List<Timer> reads = link.callee().timers(Role.REQUEST_READ);
            List<Timer> idles = link.caller().timers(Role.IDLE_LIMIT);
            return reads.isEmpty() || idles.isEmpty()
                    ? Verdict.notApplicable("%s and %s do not both limit how slowly a request may come"
                            .formatted(
                                    link.caller().product().title(),
                                    link.callee().product().title()))
                    : Ordered.together(reads.stream()
                            .map(read -> compare(link, idles, read, margin))
                            .toList());
        });
    }

    private static Verdict compare(Link link, List<Timer> idles, Timer read, Duration margin) {
        return Ordered.verdict(
                ORDERING,
                Ordering.compare(idles, List.of(read), margin),
                margin,
                CARD.severity(),
                (idle, limit) -> sentence(
                        "%s lets a connection be silent for %s, but %s closes it without an answer when a request stays incomplete for %s (%s): a client on a slow line gets 502 instead of 408, and nginx logs nothing at its usual level."
                                .formatted(
                                        link.caller().product().title(),
                                        text(idle),
                                        link.callee().product().title(),
                                        text(limit),
                                        limit.setting().name())),
                "unused: both timers exist");
    }
}
