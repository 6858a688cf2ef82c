package io.timeoutchain.rules;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
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
 * Workers that serve one connection at a time should not face the load balancer without a proxy between.
 *
 * <p>gunicorn says so of its sync workers (gunicorn documentation, "Deploying Gunicorn": use a proxy that buffers slow
 * clients): a slow client, or a connection on which nothing comes, holds a whole worker.
 */
public final class SyncWorkerFacesBalancer implements Rule.OfLink {

    private static final RuleCard CARD = new RuleCard(
            "sync-worker-faces-balancer",
            Text.of("Sync workers are the load balancer's targets, with no proxy between"),
            Severity.LOW,
            Text.of("A few slow clients hold every worker, and every request pays for a new connection."));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(Link link, Duration margin) {
        Party callee = link.callee();
        boolean balanced = link.caller().is(Product.ALB)
                || (link.caller().is(Product.CLIENT)
                        && link.chain().passThrough().isPresent());
        if (!balanced) {
            return Verdict.notApplicable(
                    Text.of("no load balancer calls %s here", callee.product().title()));
        }
        return Ordered.unrecognised(callee).orElseGet(() -> judge(link, callee));
    }

    private static Verdict judge(Link link, Party callee) {
        var oneAtATime = callee.traits().get(Trait.ONE_REQUEST_PER_WORKER);
        if (oneAtATime == null) {
            return Verdict.notApplicable(Text.of(
                    "%s does not serve with sync workers", callee.product().title()));
        }
        List<Gap> gaps = callee.missing(Trait.ONE_REQUEST_PER_WORKER);
        if (!gaps.isEmpty()) {
            return Verdict.undecided(gaps);
        }
        if (callee.surelyNot(Trait.ONE_REQUEST_PER_WORKER)) {
            return Verdict.pass();
        }
        return new Verdict.Fail(
                CARD.severity(),
                List.of(Observation.ofFact(callee.product(), "worker_class", Text.verbatim("sync"), oneAtATime)),
                Text.of(
                                "%s passes slow clients straight on to gunicorn's sync workers, each of which serves one connection at a time: a few slow uploads, or connections on which nothing comes, hold all of them.",
                                link.chain()
                                        .passThrough()
                                        .orElse(link.caller())
                                        .product()
                                        .title())
                        .asSentence(),
                List.of(Remedy.say(
                        callee.product(),
                        "worker_class",
                        Text.of("put nginx in front, or use --worker-class gthread --threads 4"))));
    }
}
