package io.timeoutchain.rules;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Member;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
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
 * A running server must do what its configuration says.
 *
 * <p>Where it does not, whoever reads the configuration, this program without {@code --measure} included, judges timers that
 * nobody obeys.
 */
public final class MeasuredOtherwise implements Rule.OfMember {

    private static final RuleCard CARD = new RuleCard(
            "measured-otherwise",
            Text.of("A running server does not do what its configuration says"),
            Severity.MEDIUM,
            Text.of("Whoever tunes this value tunes nothing: what is in force comes from somewhere else."));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(Member member, Duration margin) {
        Party party = member.party();
        List<Verdict> verdicts = new ArrayList<>();
        party.timers()
                .forEach((setting, reading) -> timer(party, setting, reading).ifPresent(verdicts::add));
        close(party).ifPresent(verdicts::add);
        return verdicts.isEmpty()
                ? Verdict.notApplicable(
                        Text.of("nothing of %s was measured", party.product().title()))
                : Ordered.worst(verdicts);
    }

    private static Optional<Verdict> timer(Party party, Setting setting, Reading<Bound> reading) {
        if (!(reading instanceof Reading.Measured<Bound> measured)) {
            return Optional.empty();
        }
        List<Gap> unread = Ordered.missing(measured.configured());
        if (!unread.isEmpty()) {
            return Optional.of(Verdict.undecided(unread));
        }
        Timer seen = new Timer(setting, measured);
        return Optional.of(measured.contradicted()
                .map(configured -> new Timer(setting, configured))
                .map(configured -> fail(
                        List.of(Observation.of(configured), Observation.of(seen)),
                        Text.of(
                                "%s of %s says %s, but %s was measured (%s)",
                                setting.name(),
                                party.product().title(),
                                Ordered.text(configured),
                                Ordered.text(seen),
                                measured.source().words()),
                        Remedy.say(party.product(), setting.name(), repair(party))))
                .orElseGet(Verdict::pass));
    }

    private static Optional<Verdict> close(Party party) {
        if (!(party.traits().get(Trait.ANNOUNCES_CLOSE) instanceof Reading.Measured<Boolean> measured)) {
            return Optional.empty();
        }
        List<Gap> unread = Ordered.missing(measured.configured());
        if (!unread.isEmpty()) {
            return Optional.of(Verdict.undecided(unread));
        }
        return Optional.of(measured.contradicted()
                .map(configured -> fail(
                        List.of(
                                Observation.ofFact(party.product(), "close", announces(configured), configured),
                                Observation.ofFact(party.product(), "close", announces(measured), measured)),
                        Text.of(
                                "by its configuration %s %s, but it %s (%s)",
                                party.product().title(),
                                announces(configured),
                                announces(measured),
                                measured.source().words()),
                        Remedy.say(party.product(), "close", repair(party))))
                .orElseGet(Verdict::pass));
    }

    private static Text announces(Reading<Boolean> reading) {
        return reading.known().orElse(false)
                ? Text.of("announces the close of every connection")
                : Text.of("leaves connections open after its responses");
    }

    private static Verdict fail(List<Observation> observed, Text fact, Remedy repair) {
        return new Verdict.Fail(
                CARD.severity(),
                observed,
                Text.of(
                        "%s: what is written there is not what is in force, so a change of it may change nothing.",
                        fact),
                List.of(repair));
    }

    private static Text repair(Party party) {
        return Text.of(
                "find what decides instead (another process or proxy on the port, an unread file or variable, code), and set the value there; if %s was not restarted since the last change, restart it",
                party.product().title());
    }
}
