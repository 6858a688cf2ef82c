package io.timeoutchain.rules;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A login session usually lasts 20 to 60 minutes, and stickiness lasts at least as long.
 *
 * <p>Advice, independent of the timers of connections: Django's own default is two weeks ({@code SESSION_COOKIE_AGE}
 * 1209600; Django documentation, "Settings").
 */
public final class SessionLengthUnusual implements Rule.OfTargetGroup {

    private static final RuleCard CARD = new RuleCard(
            "session-length-unusual",
            Text.of("Login session of unusual length, or shorter stickiness than that"),
            Severity.INFO,
            Text.of("Users are logged out while they work, or stay logged in on a device that they left."));

    private static final Duration SHORTEST = Duration.ofMinutes(20);
    private static final Duration LONGEST = Duration.ofMinutes(60);

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(TargetGroup group, Duration margin) {
        List<Timer> sessions = group.chains().stream()
                .flatMap(chain -> chain.parties().stream())
                // A login is declared, never read: of a target that was not recognised there is nothing to learn about
                // it.
                .filter(party -> !party.is(Product.UNKNOWN))
                .flatMap(party -> party.timers(Role.LOGIN_SESSION).stream())
                .distinct()
                .toList();
        if (sessions.isEmpty()) {
            return Verdict.notApplicable(Text.of("no login session is declared"));
        }
        List<Timer> stickiness = group.settings().timers(Role.STICKINESS);
        return Ordered.together(sessions.stream()
                .flatMap(session -> Stream.concat(
                        Stream.of(length(session)), stickiness.stream().map(sticky -> compare(sticky, session))))
                .toList());
    }

    private static Verdict length(Timer session) {
        if (!session.reading().missing().isEmpty()) {
            return Verdict.undecided(Ordered.missing(session.reading()));
        }
        return session.ends()
                        .filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0)
                        .isPresent()
                ? Verdict.pass()
                : fail(
                        Text.of(
                                "A login %s, outside the usual %d to %d minutes.",
                                lasting(session), SHORTEST.toMinutes(), LONGEST.toMinutes()),
                        session);
    }

    private static Verdict compare(Timer sticky, Timer session) {
        List<Gap> gaps = Stream.of(sticky.reading(), session.reading())
                .flatMap(reading -> reading.missing().stream())
                .toList();
        if (!gaps.isEmpty()) {
            return Verdict.undecided(gaps);
        }
        // Equal is enough here: no request is under way when they end.
        Bound login = session.reading().known().orElseThrow();
        return !login.outlasts(sticky.reading().known().orElseThrow())
                ? Verdict.pass()
                : fail(
                        Text.of(
                                "A client is sent to the same target for %s, but its login %s: with sessions kept on the target it is logged out in between.",
                                Ordered.text(sticky), lasting(session)),
                        sticky,
                        session);
    }

    private static Text lasting(Timer session) {
        return session.neverEnds() ? Text.of("never ends") : Text.of("lasts %s", Ordered.text(session));
    }

    private static Verdict fail(Text because, Timer... timers) {
        return new Verdict.Fail(CARD.severity(), Ordered.seen(timers), because, List.of());
    }
}
