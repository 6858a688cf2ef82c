package io.timeoutchain.rules;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A login session usually lasts 20 to 60 minutes, and stickiness lasts at least as long.
 *
 * <p>Advice, independent of the timers of connections: Django's own default is two weeks ({@code SESSION_COOKIE_AGE}
 * 1209600; Django documentation, "Settings").
 */
public final class SessionLengthUnusual implements Rule.OfTargetGroup {

    private static final RuleCard CARD = new RuleCard(
            "session-length-unusual",
            "Login session of unusual length, or shorter stickiness than that",
            Severity.INFO,
            "Users are logged out while they work, or stay logged in on a device that they left.");

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
                .flatMap(party -> party.timers(Role.LOGIN_SESSION).stream())
                .distinct()
                .toList();
        if (sessions.isEmpty()) {
            return Verdict.notApplicable("no login session is declared");
        }
        return Ordered.worst(sessions.stream()
                .map(session -> judge(session, group.settings().timers(Role.STICKINESS)))
                .toList());
    }

    private static Verdict judge(Timer session, List<Timer> stickiness) {
        List<Gap> gaps = new ArrayList<>(Ordered.missing(session.reading()));
        stickiness.forEach(timer -> gaps.addAll(Ordered.missing(timer.reading())));
        if (!gaps.isEmpty()) {
            return Verdict.undecided(gaps);
        }
        Bound length = session.reading().known().orElseThrow();
        boolean usual = length.ends()
                .filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0)
                .isPresent();
        if (!usual) {
            return new Verdict.Fail(
                    CARD.severity(),
                    List.of(Observation.of(session)),
                    "A login lasts %s, outside the usual %s to %s."
                            .formatted(length.text(), Durations.text(SHORTEST), Durations.text(LONGEST)),
                    List.of());
        }
        return stickiness.stream()
                .filter(timer -> timer.ends()
                        .filter(time -> time.compareTo(length.ends().orElseThrow()) < 0)
                        .isPresent())
                .findFirst()
                .<Verdict>map(shorter -> new Verdict.Fail(
                        CARD.severity(),
                        List.of(Observation.of(shorter), Observation.of(session)),
                        "A client is sent to the same target for %s, but its login lasts %s: with sessions kept on the target it is logged out in between."
                                .formatted(Ordered.text(shorter), length.text()),
                        List.of()))
                .orElseGet(Verdict::pass);
    }
}
