package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Chain;
import io.timeoutchain.model.LongestRequest;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.TargetGroup;
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

/**
 * A target group must let a target that is being taken out finish the longest request.
 *
 * <p>When {@code deregistration_delay.timeout_seconds} runs out during a request, the ALB answers 502 (Elastic Load
 * Balancing, "Troubleshoot your Application Load Balancers", HTTP 502).
 */
public final class DrainShorterThanRequest implements Rule.OfTargetGroup {

    private static final RuleCard CARD = new RuleCard(
            "drain-shorter-than-request",
            Text.of("Deregistration ends before the longest request"),
            Severity.MEDIUM,
            Text.of(
                    "Every deployment cuts the requests that are still running, and the load balancer answers them with 502."));

    private static final Ordering ORDERING = Ordering.of(
            Ordering.Side.CHAIN, Role.REQUEST_LIMIT, Ordering.Side.TARGET_GROUP, Role.DRAIN, Ordering.Moves.GREATER);

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Ordering> orderings() {
        return List.of(ORDERING);
    }

    @Override
    public Verdict check(TargetGroup group, Duration margin) {
        List<Timer> drains = group.settings().timers(Role.DRAIN);
        if (drains.isEmpty()) {
            return Verdict.notApplicable(Text.of("this target group has no deregistration delay"));
        }
        if (group.chains().isEmpty()) {
            return Verdict.notApplicable(Text.of("no target is registered whose requests could be cut"));
        }
        Timer drain = drains.getFirst();
        return Ordered.worst(group.chains().stream()
                .map(chain -> check(chain, drain, margin))
                .toList());
    }

    @Override
    public List<Demand> demands(TargetGroup group, Duration margin) {
        return group.chains().stream()
                .filter(chain -> LongestRequest.of(chain).ends().isPresent())
                .flatMap(chain -> ORDERING
                        .ofEarliest(
                                CARD,
                                chain,
                                LongestRequest.timers(chain),
                                group.settings().timers(Role.DRAIN),
                                margin)
                        .stream())
                .toList();
    }

    private static Verdict check(Chain chain, Timer drain, Duration margin) {
        LongestRequest longest = LongestRequest.of(chain);
        if (longest.ends().isEmpty()) {
            return longest.gaps().isEmpty() ? unbounded(chain, drain) : Verdict.undecided(longest.gaps());
        }
        Timer ends = longest.ends().get();
        Comparison comparison = Ordering.compare(List.of(ends), List.of(drain), margin);
        if (!(comparison instanceof Comparison.Holds) && !longest.gaps().isEmpty()) {
            // A timer that could not be read may end the request sooner than those that could.
            return Verdict.undecided(longest.gaps());
        }
        return Ordered.verdict(
                ORDERING,
                comparison,
                margin,
                CARD.severity(),
                (request, delay) -> Text.of(
                        "A request may go on for %s (%s), but %s after its target began to be deregistered %s.",
                        text(request), Ordered.name(request), text(delay), effect(chain)),
                Text.of("nothing to compare"));
    }

    private static Text effect(Chain chain) {
        return chain.passThrough().isPresent()
                ? Text.of(
                        "the NLB no longer waits for it: with connection termination its connection is closed, and it is lost when the target stops")
                : Text.of("the load balancer cuts it and answers 502");
    }

    private static Verdict unbounded(Chain chain, Timer drain) {
        if (drain.neverEnds()) {
            return Verdict.pass();
        }
        return drain.reading().missing().isEmpty()
                ? new Verdict.Fail(
                        CARD.severity(),
                        List.of(Observation.of(drain)),
                        Text.of(
                                "Nothing along the chain ends a request, but %s after its target began to be deregistered %s.",
                                text(drain), effect(chain)),
                        List.of())
                : Verdict.undecided(Ordered.missing(drain.reading()));
    }
}
