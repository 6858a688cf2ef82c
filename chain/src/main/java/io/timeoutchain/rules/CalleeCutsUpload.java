package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.lasting;
import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Link;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Ordering.Comparison;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

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
            Text.of("Callee may cut a slow upload before its caller does"),
            Severity.MEDIUM,
            Text.of(
                    "The callee closes without a word when a request comes in too slowly; the client gets 502 where the caller itself would have said 408."));

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
            Verdict verdict = compare(link, margin);
            return verdict instanceof Verdict.Fail fail ? withAll(link, fail, margin) : verdict;
        });
    }

    @Override
    public List<Demand> demands(Link link, Duration margin) {
        return ORDERING.demands(CARD, link, margin);
    }

    private static Verdict compare(Link link, Duration margin) {
        return Ordered.verdict(
                ORDERING,
                ORDERING.on(link, margin),
                margin,
                CARD.severity(),
                (idle, read) -> because(link, idle),
                Text.of(
                        "%s has no limit of its own for reading a request from %s",
                        link.callee().product().title(), link.caller().product().title()));
    }

    /** nginx has two such limits, and both end at 60 s unless they are set: what mends one only leaves the other. */
    private static Verdict withAll(Link link, Verdict.Fail fail, Duration margin) {
        Timer idle = link.caller().timers(Role.IDLE_LIMIT).getFirst();
        List<Timer> reads = tooShort(link, idle, margin);
        return new Verdict.Fail(
                fail.severity(),
                Stream.concat(Stream.of(idle), reads.stream())
                        .map(Observation::of)
                        .toList(),
                fail.because(),
                reads.stream()
                        .flatMap(read -> ORDERING.repair(idle, read, margin).stream())
                        .toList());
    }

    private static List<Timer> tooShort(Link link, Timer idle, Duration margin) {
        return link.callee().timers(Role.REQUEST_READ).stream()
                .filter(read -> switch (Ordering.compare(List.of(idle), List.of(read), margin)) {
                    case Comparison.Reversed broken -> true;
                    case Comparison.TooClose close -> true;
                    case Comparison.Holds holds -> false;
                    case Comparison.Unknown open -> false;
                    case Comparison.Absent absent -> false;
                })
                .toList();
    }

    private static Text because(Link link, Timer idle) {
        return Text.of(
                        "%s lets a connection be silent %s, but %s closes it without an answer when a request stays incomplete for %s: a client on a slow line gets 502 instead of 408, and nginx logs nothing at its usual level.",
                        link.caller().product().title(),
                        lasting(idle),
                        link.callee().product().title(),
                        Text.joined(
                                "%s or %s",
                                tooShort(link, idle, Duration.ZERO).stream()
                                        .map(read -> Text.of(
                                                "%s (%s)",
                                                text(read), read.setting().name()))
                                        .toList()))
                .asSentence();
    }
}
