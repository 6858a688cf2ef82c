package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Place;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.plan.RepairOutcome;
import io.timeoutchain.plan.RepairPlan;
import io.timeoutchain.plan.Repairs;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Repair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to do behind one load balancer. The target groups behind it share its timers, so they are repaired together.
 *
 * @param region where it is
 * @param loadBalancer its name
 * @param loadBalancerArn its ARN
 * @param outcome what to change, and what no change mends
 */
public record LoadBalancerRepair(String region, String loadBalancer, String loadBalancerArn, RepairOutcome outcome) {

    /** The repairs of all load balancers of {@code groups} behind which a rule is broken, in the order of the groups. */
    public static List<LoadBalancerRepair> of(List<TargetGroup> groups, JudgePolicy policy) {
        Map<String, List<TargetGroup>> behind = new LinkedHashMap<>();
        groups.forEach(group -> behind.computeIfAbsent(group.place().loadBalancerArn(), unseen -> new ArrayList<>())
                .add(group));
        return behind.values().stream()
                .map(sharing -> of(sharing.getFirst().place(), Repairs.of(sharing, policy)))
                .filter(repair -> !(repair.outcome() instanceof RepairOutcome.NothingBroken))
                .toList();
    }

    /**
     * The repairs of {@code all} for the sake of the findings that count: {@code aside} asks for no change.
     *
     * @param groups what the repairs are of
     */
    static List<LoadBalancerRepair> serving(
            List<Finding> counting,
            List<Finding> aside,
            List<LoadBalancerRepair> all,
            List<TargetGroup> groups,
            JudgePolicy policy) {
        Set<String> broken = balancers(counting);
        Set<String> partly = balancers(aside);
        return all.stream()
                .filter(repair -> broken.contains(repair.loadBalancerArn()))
                .map(repair ->
                        partly.contains(repair.loadBalancerArn()) ? repair.serving(counting, groups, policy) : repair)
                .toList();
    }

    private static Set<String> balancers(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.spot().place().loadBalancerArn())
                .collect(Collectors.toSet());
    }

    private LoadBalancerRepair serving(List<Finding> counting, List<TargetGroup> groups, JudgePolicy policy) {
        List<TargetGroup> sharing = groups.stream()
                .filter(group -> group.place().loadBalancerArn().equals(loadBalancerArn))
                .toList();
        return new LoadBalancerRepair(region, loadBalancer, loadBalancerArn, Repairs.of(sharing, policy, counting));
    }

    private static LoadBalancerRepair of(Place place, RepairOutcome outcome) {
        return new LoadBalancerRepair(place.region(), place.loadBalancer(), place.loadBalancerArn(), outcome);
    }

    /**
     * {@code judgement} with findings that show the changes of {@code repairs} that mend them; one that no change mends keeps
     * the repair that its own rule knows.
     */
    public static Judgement shownIn(Judgement judgement, List<LoadBalancerRepair> repairs) {
        return new Judgement(
                judgement.findings().stream()
                        .map(finding -> repairs.stream()
                                .filter(repair -> repair.loadBalancerArn()
                                        .equals(finding.spot().place().loadBalancerArn()))
                                .findFirst()
                                .map(repair -> repair.shownIn(finding))
                                .orElse(finding))
                        .toList(),
                judgement.undecided(),
                judgement.totals(),
                judgement.faults(),
                judgement.answers());
    }

    private Finding shownIn(Finding finding) {
        List<Repair> mending =
                switch (outcome) {
                    case RepairOutcome.Mended(RepairPlan plan) -> texts(plan, finding);
                    case RepairOutcome.Partly(RepairPlan plan, List<RepairOutcome.Remaining> remaining) ->
                        texts(plan, finding);
                    case RepairOutcome.NothingBroken() -> List.of();
                    case RepairOutcome.GaveUp gaveUp -> List.of();
                };
        return mending.isEmpty() ? finding : finding.with(mending);
    }

    private static List<Repair> texts(RepairPlan plan, Finding finding) {
        return plan.mending(finding).stream().map(RepairPlan.Change::text).toList();
    }
}
