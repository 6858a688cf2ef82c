package io.timeoutchain.rules;

import io.timeoutchain.model.Member;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Remedy;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * A configuration that was edited must have been read by the process that it is for.
 *
 * <p>The file then shows values that are not in force, and the next restart, perhaps months later and for another reason,
 * brings them in.
 */
public final class EditedNotReloaded implements Rule.OfMember {

    private static final RuleCard CARD = new RuleCard(
            "edited-not-reloaded",
            Text.of("A configuration was edited after the running process read it"),
            Severity.MEDIUM,
            Text.of(
                    "What the file says is not what is in force, and the next restart changes the timers without anybody meaning it."));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(Member member, Duration margin) {
        Party party = member.party();
        return Ordered.unrecognised(party).orElseGet(() -> {
            Reading<Boolean> edited = party.traits().get(Trait.EDITED_SINCE_READ);
            return edited == null
                    ? Verdict.notApplicable(Text.of(
                            "%s has no configuration file here", party.product().title()))
                    : judge(party, edited);
        });
    }

    private static Verdict judge(Party party, Reading<Boolean> edited) {
        return switch (edited) {
            case Reading.Unread<Boolean>(var gap) -> Verdict.undecided(List.of(gap));
            case Reading.Stated<Boolean>(Boolean isEdited, Source source) -> judge(party, edited, isEdited, source);
            case Reading.Defaulted<Boolean>(Boolean isEdited, Source basis) -> judge(party, edited, isEdited, basis);
            case Reading.Measured<Boolean>(Boolean isEdited, Source seen, var configured) ->
                judge(party, edited, isEdited, seen);
        };
    }

    private static Verdict judge(Party party, Reading<Boolean> edited, boolean isEdited, Source source) {
        if (!isEdited) {
            return Verdict.pass();
        }
        return new Verdict.Fail(
                CARD.severity(),
                List.of(Observation.ofFact(party.product(), "configuration", Text.of("edited, not reloaded"), edited)),
                Text.of(
                        "%s still runs with what it read before its configuration was edited (%s): its timers change at the next reload or restart, for whatever reason that happens.",
                        party.product().title(), source.words()),
                List.of(Remedy.say(party.product(), "configuration", reload(party.product()))));
    }

    private static Text reload(Product product) {
        return switch (product) {
            case NGINX -> Text.verbatim("nginx -t && nginx -s reload");
            case SYSTEMD -> Text.of("systemctl daemon-reload, then restart the unit");
            case GUNICORN ->
                Text.of(
                        "restart gunicorn (a changed unit or argument), or send HUP to its master (a changed configuration file)");
            case CLIENT, CLOUDFRONT, ALB, NLB, TARGET_GROUP, DJANGO, MYSQL, LINUX, UNKNOWN ->
                Text.of("let %s read its configuration again", product.title());
        };
    }
}
