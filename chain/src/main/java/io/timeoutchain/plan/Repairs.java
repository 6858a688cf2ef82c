package io.timeoutchain.plan;

import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.JudgePolicy;
import java.util.List;

/** Finds what to change in an observed chain. */
public final class Repairs {

    private Repairs() {}

    /**
     * The fewest and safest changes after which no rule is broken, wherever the change of a timer can mend it, and no rule
     * that held is broken.
     *
     * <p>A timer that was not read is never assumed to be anything: a rule about it is only kept from getting worse. What
     * no timer mends (an application without any limit, too many workers) is left as it is, and named.
     *
     * @param policy by how much one timer should outlast another
     */
    public static RepairOutcome of(TargetGroup group, JudgePolicy policy) {
        return of(List.of(group), policy);
    }

    /** As {@link #of(TargetGroup, JudgePolicy)}, of target groups behind the same load balancer, whose timers they share. */
    public static RepairOutcome of(List<TargetGroup> groups, JudgePolicy policy) {
        return of(groups, policy, RepairSearch.PATIENCE);
    }

    /**
     * As {@link #of(List, JudgePolicy)}, for the sake of {@code counting} alone: what else is broken may stay so, and gets no
     * worse.
     */
    public static RepairOutcome of(List<TargetGroup> groups, JudgePolicy policy, List<Finding> counting) {
        return new RepairSearch(List.copyOf(groups), policy, RepairSearch.PATIENCE, true, mend -> counting.stream()
                        .anyMatch(mend::isOf))
                .outcome();
    }

    /** As {@link #of(List, JudgePolicy)}, with another limit of the search than the usual one. */
    static RepairOutcome of(List<TargetGroup> groups, JudgePolicy policy, int patience) {
        return new RepairSearch(List.copyOf(groups), policy, patience, true, mend -> true).outcome();
    }
}
