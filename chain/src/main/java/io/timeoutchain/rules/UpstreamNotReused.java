package io.timeoutchain.rules;

import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
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
 * A pool of upstream connections that is configured should be used.
 *
 * <p>Before 1.29.7 nginx reuses an upstream connection only with all three of {@code keepalive}, {@code
 * proxy_http_version 1.1} and {@code proxy_set_header Connection ""} (nginx.org, ngx_http_upstream_module, keepalive);
 * one {@code proxy_set_header} in a location silently drops the last of them.
 */
public final class UpstreamNotReused implements Rule.OfLink {

    private static final RuleCard CARD = new RuleCard(
            "upstream-not-reused",
            Text.of("A pool of upstream connections is configured but never used"),
            Severity.LOW,
            Text.of("Every request opens a new connection, although somebody meant it not to."));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(Link link, Duration margin) {
        Party caller = link.caller();
        return Ordered.unrecognised(caller).orElseGet(() -> judge(caller));
    }

    private static Verdict judge(Party caller) {
        var pool = caller.traits().get(Trait.POOL_CONFIGURED);
        if (pool == null || caller.surelyNot(Trait.POOL_CONFIGURED)) {
            return Verdict.notApplicable(Text.of(
                    "%s configures no pool of connections", caller.product().title()));
        }
        var gaps = caller.missing(Trait.POOL_CONFIGURED, Trait.REUSES_CONNECTIONS);
        if (!gaps.isEmpty()) {
            return Verdict.undecided(gaps);
        }
        var reuse = caller.traits().get(Trait.REUSES_CONNECTIONS);
        if (reuse == null || !caller.surelyNot(Trait.REUSES_CONNECTIONS)) {
            return Verdict.pass();
        }
        return new Verdict.Fail(
                CARD.severity(),
                List.of(
                        Observation.ofFact(caller.product(), "keepalive", Text.of("pool configured"), pool),
                        Observation.ofFact(
                                caller.product(), Text.marked("upstream connections"), Text.of("never reused"), reuse)),
                Text.of(
                                "%s is configured to keep upstream connections, but sends every request over HTTP/1.0 or with \"Connection: close\": none is ever used twice.",
                                caller.product().title())
                        .asSentence(),
                List.of(
                        Remedy.say(
                                caller.product(),
                                "proxy_http_version",
                                Text.of(
                                        "proxy_http_version 1.1; proxy_set_header Connection \"\"; in the same block as the other proxy_set_header lines"))));
    }
}
