package io.timeoutchain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rules.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What holds for the repair of every chain, whatever somebody made of its timers. */
@Domain(Stacks.class)
@Domain(DomainContext.Global.class)
final class RepairPropertyTest {

    private static final Judge JUDGE = new Judge(Rules.all(), JudgePolicy.DEFAULT);

    private static TargetGroup observed(Stacks.Pinned pinned) {
        Map<Setting, Bound> values = new HashMap<>();
        pinned.pins().forEach((setting, value) -> values.put(setting, Bound.after(value)));
        return Observed.changed(pinned.shape(), values);
    }

    /** What is broken, and that no timer mends. */
    private static Set<String> broken(List<TargetGroup> groups) {
        Set<String> broken = new HashSet<>();
        for (Finding finding : JUDGE.judge(groups).findings()) {
            broken.add(finding.rule().id() + " " + finding.spot());
        }
        return broken;
    }

    private static Optional<RepairPlan> plan(TargetGroup group) {
        return switch (Repairs.of(group, JudgePolicy.DEFAULT)) {
            case RepairOutcome.Mended(RepairPlan plan) -> Optional.of(plan);
            case RepairOutcome.Partly(RepairPlan plan, List<RepairOutcome.Remaining> remaining) -> Optional.of(plan);
            case RepairOutcome.NothingBroken() -> Optional.empty();
            case RepairOutcome.GaveUp gaveUp -> Optional.empty();
        };
    }

    private static Set<String> unmendable(Shape shape) {
        return broken(List.of(Observed.planned(shape)));
    }

    @Property(tries = 300)
    void a_repaired_chain_passes(@ForAll Stacks.Pinned pinned) {
        TargetGroup group = observed(pinned);
        Set<String> unmendable = unmendable(pinned.shape());

        switch (Repairs.of(group, JudgePolicy.DEFAULT)) {
            case RepairOutcome.NothingBroken() ->
                assertThat(broken(List.of(group))).isEmpty();
            case RepairOutcome.Mended(RepairPlan plan) -> {
                assertThat(plan.changes()).isNotEmpty();
                assertThat(broken(plan.repaired())).isEmpty();
            }
            case RepairOutcome.Partly(RepairPlan plan, List<RepairOutcome.Remaining> remaining) -> {
                assertThat(broken(plan.repaired())).isNotEmpty().isEqualTo(unmendable);
                assertThat(remaining).isNotEmpty();
            }
            case RepairOutcome.GaveUp gaveUp -> throw new AssertionError(gaveUp);
        }
    }

    @Property(tries = 200)
    void without_any_one_change_of_a_repair_something_stays_broken(@ForAll Stacks.Pinned pinned) {
        Set<String> unmendable = unmendable(pinned.shape());
        plan(observed(pinned)).ifPresent(plan -> {
            for (RepairPlan.Change left : plan.changes()) {
                List<RepairPlan.Change> others = plan.changes().stream()
                        .filter(change -> !change.equals(left))
                        .toList();
                assertThat(broken(plan.after(others))).as("without %s", left).isNotEqualTo(unmendable);
            }
        });
    }

    @Property(tries = 200)
    void no_step_of_a_repair_breaks_what_held_before_it(@ForAll Stacks.Pinned pinned) {
        plan(observed(pinned)).ifPresent(plan -> {
            List<RepairPlan.Change> done = new ArrayList<>();
            Set<String> before = broken(plan.after(done));
            for (RepairPlan.Change next : plan.changes()) {
                done.add(next);
                Set<String> after = broken(plan.after(done));
                assertThat(before).as("before %s", next).containsAll(after);
                before = after;
            }
        });
    }
}
