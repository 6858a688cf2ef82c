package io.timeoutchain.rules;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Member;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Remedy;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A value must be one that its platform accepts; a template with another fails when it is deployed, not before. */
public final class ValueOutOfRange implements Rule.OfMember {

    private static final RuleCard CARD = new RuleCard(
            "value-out-of-range",
            Text.of("A value that its platform does not accept"),
            Severity.HIGH,
            Text.of("The deployment fails, or the platform uses another value than the one that is written down."));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(Member member, Duration margin) {
        Party party = member.party();
        return Ordered.unrecognised(party).orElseGet(() -> judge(party));
    }

    private static Verdict judge(Party party) {
        List<Timer> ranged = party.timers().entrySet().stream()
                .filter(entry -> entry.getKey().range().isPresent())
                .map(entry -> new Timer(entry.getKey(), entry.getValue()))
                .toList();
        if (ranged.isEmpty()) {
            return Verdict.notApplicable(Text.of(
                    "%s states no range for its settings", party.product().title()));
        }
        return Ordered.together(ranged.stream().map(ValueOutOfRange::judge).toList());
    }

    private static Verdict judge(Timer timer) {
        Setting setting = timer.setting();
        Setting.Range range = setting.range().orElseThrow();
        Reading<?> reading = timer.reading();
        Optional<Gap> gap = reading.missing();
        if (gap.isPresent()) {
            return Verdict.undecided(List.of(gap.get()));
        }
        if (range.admits(timer.reading().known().orElseThrow())) {
            return Verdict.pass();
        }
        boolean tooLow =
                timer.ends().filter(limit -> limit.compareTo(range.least()) < 0).isPresent();
        return new Verdict.Fail(
                CARD.severity(),
                List.of(Observation.of(timer)),
                Text.of(
                        "%s of %s is %s, but the platform accepts only %s.",
                        setting.name(), setting.product().title(), Ordered.text(timer), range.text()),
                Remedy.set(timer, tooLow ? range.least() : range.most()).stream()
                        .toList());
    }
}
