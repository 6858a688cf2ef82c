package io.timeoutchain.plan;

import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.rule.JudgePolicy;
import java.util.List;
import java.util.Optional;

/** Finds what to change in an observed chain. */
public final class Repairs {

    private Repairs() {}

    /**
     * The fewest and safest changes after which every rule that asks for an order of timers holds, wherever a change of a
     * timer can make it hold, and no rule that held is broken.
     *
     * <p>A timer that was not read is never assumed to be anything: a rule about it is only kept from getting worse. What
     * no timer mends (an unbounded application, hosts that disagree) is left as it is.
     *
     * @return empty where nothing is broken that can be mended so, or no set of changes mends all of it
     */
    public static Optional<RepairPlan> of(TargetGroup group, JudgePolicy policy) {
        return of(List.of(group), policy);
    }

    /** As {@link #of(TargetGroup, JudgePolicy)}, of target groups behind the same load balancer, whose timers they share. */
    public static Optional<RepairPlan> of(List<TargetGroup> groups, JudgePolicy policy) {
        return new RepairSearch(List.copyOf(groups), policy).cheapest();
    }
}
