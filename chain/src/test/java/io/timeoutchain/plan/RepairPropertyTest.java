package io.timeoutchain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Verdict;
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

    /** What is broken. */
    private static Set<String> broken(List<TargetGroup> groups) {
        return answered(groups, Verdict.Fail.class);
    }

    /** What cannot be told for want of a value. */
    private static Set<String> open(List<TargetGroup> groups) {
        return answered(groups, Verdict.Undecided.class);
    }

    private static Set<String> answered(List<TargetGroup> groups, Class<? extends Verdict> so) {
        Set<String> answered = new HashSet<>();
        for (TargetGroup group : groups) {
            for (Judge.Answer answer : JUDGE.answers(group)) {
                if (so.isInstance(answer.verdict())) {
                    answered.add(answer.rule().id() + " " + answer.spot());
                }
            }
        }
        return answered;
    }

    private static Optional<RepairPlan> plan(RepairOutcome outcome) {
        return switch (outcome) {
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
    void nothing_that_is_left_is_worse_than_it_was_and_what_remains_has_a_reason(@ForAll Stacks.Left left) {
        Set<String> before = broken(left.groups());
        RepairOutcome outcome = Repairs.of(left.groups(), JudgePolicy.DEFAULT);
        Set<String> after = plan(outcome)
                .map(RepairPlan::repaired)
                .map(RepairPropertyTest::broken)
                .orElse(before);

        assertThat(before).containsAll(after);
        switch (outcome) {
            case RepairOutcome.NothingBroken() -> assertThat(before).isEmpty();
            case RepairOutcome.Mended mended -> assertThat(after).isEmpty();
            case RepairOutcome.Partly partly -> assertThat(after).isNotEmpty();
            // Rarely, with two fleets in disorder: then nothing is changed, and everything is said to remain.
            case RepairOutcome.GaveUp gaveUp -> assertThat(gaveUp.remaining()).isNotEmpty();
        }
        assertThat(outcome.remaining())
                .allSatisfy(remaining ->
                        assertThat(remaining.why().toString()).isNotBlank().doesNotContain("null"));
    }

    @Property(tries = 100)
    void without_any_one_change_of_a_repair_something_stays_broken(@ForAll Stacks.Pinned pinned) {
        needsEveryChange(List.of(observed(pinned)));
    }

    @Property(tries = 100)
    void of_a_fleet_too_every_change_is_needed(@ForAll Stacks.Left left) {
        needsEveryChange(left.groups());
    }

    private static void needsEveryChange(List<TargetGroup> groups) {
        plan(Repairs.of(groups, JudgePolicy.DEFAULT)).ifPresent(plan -> {
            List<Set<String>> all = List.of(broken(plan.repaired()), open(plan.repaired()));
            for (RepairPlan.Change left : plan.changes()) {
                List<RepairPlan.Change> others = plan.changes().stream()
                        .filter(change -> !change.equals(left))
                        .toList();
                // A change may be there so that what holds does not come to depend on what could not be read.
                assertThat(List.of(broken(plan.after(others)), open(plan.after(others))))
                        .as("without %s", left)
                        .isNotEqualTo(all);
                assertThat(left.mends()).as("what %s is for", left).isNotEmpty();
            }
        });
    }

    @Property(tries = 200)
    void nothing_is_changed_for_what_does_not_count_and_nothing_gets_worse(@ForAll Stacks.Pinned pinned) {
        List<TargetGroup> groups = List.of(observed(pinned));
        List<Finding> findings = JUDGE.judge(groups).findings();
        List<Finding> counting = findings.subList(0, findings.size() / 2);
        RepairOutcome all = Repairs.of(groups, JudgePolicy.DEFAULT);
        RepairOutcome outcome = Repairs.of(groups, JudgePolicy.DEFAULT, counting);

        if (counting.isEmpty()) {
            assertThat(outcome).isEqualTo(new RepairOutcome.NothingBroken());
        } else if (all instanceof RepairOutcome.Mended) {
            assertThat(outcome).isInstanceOf(RepairOutcome.Mended.class);
        }
        plan(outcome).filter(plan -> !plan.changes().isEmpty()).ifPresent(plan -> {
            assertThat(broken(groups)).containsAll(broken(plan.repaired()));
            // Others may be there so that a defect that does not count gets no worse.
            assertThat(plan.changes()).anySatisfy(left -> {
                List<TargetGroup> without = plan.after(plan.changes().stream()
                        .filter(change -> !change.equals(left))
                        .toList());
                assertThat(broken(without)).anyMatch(defect -> counts(defect, counting));
            });
        });
    }

    private static boolean counts(String defect, List<Finding> counting) {
        return counting.stream()
                .anyMatch(finding -> defect.startsWith(finding.rule().id() + " "));
    }

    @Property(tries = 100)
    void a_search_that_looks_ahead_finds_a_plan_no_dearer_than_one_that_does_not(@ForAll Stacks.Pinned pinned) {
        List<TargetGroup> groups = List.of(observed(pinned));

        assertThat(cost(new RepairSearch(groups, JudgePolicy.DEFAULT, 5_000, true, mend -> true).outcome()))
                .isEqualTo(cost(new RepairSearch(groups, JudgePolicy.DEFAULT, 100_000, false, mend -> true).outcome()));
    }

    private static int cost(RepairOutcome outcome) {
        return outcome.changes().stream()
                .mapToInt(change -> Risks.of(change.setting()))
                .sum();
    }

    @Property(tries = 100)
    void no_step_of_a_repair_breaks_what_held_before_it(@ForAll Stacks.Pinned pinned) {
        breaksNothing(List.of(observed(pinned)));
    }

    @Property(tries = 100)
    void of_a_fleet_too_no_step_breaks_what_held_before_it(@ForAll Stacks.Left left) {
        breaksNothing(left.groups());
    }

    private static void breaksNothing(List<TargetGroup> groups) {
        plan(Repairs.of(groups, JudgePolicy.DEFAULT)).ifPresent(plan -> {
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
