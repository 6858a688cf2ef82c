package io.timeoutchain.rule;

import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Timer;
import java.time.Duration;
import java.util.List;

/**
 * What a rule asks of the timers at one place: the first of {@code lesser} to end must do so at least {@code gap} before
 * {@code greater} ends. An {@link Ordering} names the two sides of any place; this is one of its instances.
 *
 * @param rule the rule that asks it
 * @param chain the chain in which the lesser timers stand
 * @param lesser what must end first; of several the earliest counts, so that one of them in order is enough
 * @param chainOfGreater the chain in which the greater timer stands; the same one, unless hosts are compared
 * @param greater what must end last. A limit that nobody can set, such as a middlebox's, is a timer of a fixed setting
 * @param gap how far apart they must be at least; zero where they may be equal
 * @param moves which of the two a repair changes, when it can
 */
public record Demand(
        RuleCard rule,
        Chain chain,
        List<Timer> lesser,
        Chain chainOfGreater,
        Timer greater,
        Duration gap,
        Ordering.Moves moves) {

    public Demand {
        lesser = List.copyOf(lesser);
        if (lesser.isEmpty() || gap.isNegative()) {
            throw new IllegalArgumentException("a demand of " + rule.id() + " needs a timer and no negative gap");
        }
    }

    /** A demand on timers of one chain. */
    public Demand(RuleCard rule, Chain chain, List<Timer> lesser, Timer greater, Duration gap, Ordering.Moves moves) {
        this(rule, chain, lesser, chain, greater, gap, moves);
    }
}
