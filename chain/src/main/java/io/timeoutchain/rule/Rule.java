package io.timeoutchain.rule;

import io.timeoutchain.model.Link;
import io.timeoutchain.model.Member;
import io.timeoutchain.model.TargetGroup;
import java.time.Duration;
import java.util.List;

/**
 * One check. A rule may look anywhere in the chain but answers for the place it was given. It keeps no state and never
 * sees the network, a file or a clock.
 */
public sealed interface Rule {

    RuleCard card();

    /** The orderings of timers that this rule demands; empty for a rule that is no matter of order. */
    default List<Ordering> orderings() {
        return List.of();
    }

    /** A rule about two neighbours. */
    non-sealed interface OfLink extends Rule {
        /** Judges {@code link}; {@code margin} is by how much one timer should outlast the other. */
        Verdict check(Link link, Duration margin);

        /** What {@link #orderings()} ask of the timers at {@code link}; empty where this rule does not apply. */
        default List<Demand> demands(Link link, Duration margin) {
            return List.of();
        }
    }

    /** A rule about one party. */
    non-sealed interface OfMember extends Rule {
        /** Judges {@code member}; {@code margin} is by how much one timer should outlast the other. */
        Verdict check(Member member, Duration margin);

        /** What {@link #orderings()} ask of the timers at {@code member}; empty where this rule does not apply. */
        default List<Demand> demands(Member member, Duration margin) {
            return List.of();
        }
    }

    /** A rule about a target group as a whole. */
    non-sealed interface OfTargetGroup extends Rule {
        /** Judges {@code group}; {@code margin} is by how much one timer should outlast the other. */
        Verdict check(TargetGroup group, Duration margin);

        /** What {@link #orderings()} ask of the timers at {@code group}; empty where this rule does not apply. */
        default List<Demand> demands(TargetGroup group, Duration margin) {
            return List.of();
        }
    }
}
