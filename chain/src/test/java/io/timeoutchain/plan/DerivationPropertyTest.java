package io.timeoutchain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Setting;
import io.timeoutchain.product.nginx.NginxVersion;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;

/** What holds for every plan and every conflict, whatever was asked for. */
@Domain(Stacks.class)
@Domain(net.jqwik.api.domains.DomainContext.Global.class)
final class DerivationPropertyTest {

    private static JudgePolicy margin(long seconds) {
        return new JudgePolicy(Duration.ofSeconds(seconds), Map.of(), Map.of());
    }

    @Property(tries = 300)
    void a_derived_plan_passes_the_judge(
            @ForAll Shape shape,
            @ForAll @LongRange(min = 1, max = 3500) long request,
            @ForAll @LongRange(max = 30) long margin) {
        Derivation derived = new Solver(margin(margin)).derive(shape, Duration.ofSeconds(request), Map.of());

        assertThat(derived).isInstanceOfSatisfying(TimeoutPlan.class, plan -> passes(plan, margin(margin)));
    }

    private static void passes(TimeoutPlan plan, JudgePolicy policy) {
        Judgement judgement = new Judge(Rules.all(), policy).judge(List.of(plan.group()));
        Shape shape = plan.shape();
        List<String> unmendable = new ArrayList<>();
        shape.nginx()
                .filter(version -> !version.isAtLeast(NginxVersion.IDLE_FLOOR))
                .ifPresent(old -> unmendable.add("reload-drops-idle"));
        if (shape.nginx().isEmpty() && shape.worker() == Shape.Worker.SYNC) {
            unmendable.add("sync-worker-faces-balancer");
        }
        assertThat(judgement.findings())
                .extracting(finding -> finding.rule().id())
                .containsExactlyInAnyOrderElementsOf(unmendable);
        assertThat(judgement.undecided()).isEmpty();
        assertThat(judgement.faults()).isEmpty();
    }

    @Property(tries = 500)
    void pins_are_kept_or_explained(@ForAll Stacks.Pinned pinned, @ForAll @LongRange(min = 1, max = 300) long request) {
        Duration longest = Duration.ofSeconds(request);
        Solver solver = new Solver(JudgePolicy.DEFAULT);
        switch (solver.derive(pinned.shape(), longest, pinned.pins())) {
            case TimeoutPlan plan -> {
                pinned.pins().forEach((setting, value) -> assertThat(plan.value(setting))
                        .contains(value));
                passes(plan, JudgePolicy.DEFAULT);
            }
            case Conflict conflict -> {
                assertThat(infeasible(conflict)).isTrue();
                assertThat(conflict.sentence().toString()).doesNotContain("null");
                wouldDo(solver, conflict, pinned, longest);
            }
        }
    }

    /** The rules of the conflict join, and add up to more than there is between its two limits. */
    private static boolean infeasible(Conflict conflict) {
        Setting at = conflict.least().setting();
        Duration sum = conflict.least().value();
        Set<Setting> met = new HashSet<>();
        for (Conflict.Step step : conflict.steps()) {
            assertThat(step.lesser()).isEqualTo(at);
            assertThat(met.add(at)).isTrue();
            at = step.greater();
            sum = sum.plus(step.gap());
        }
        assertThat(at).isEqualTo(conflict.most().setting());
        return sum.compareTo(conflict.most().value()) > 0;
    }

    private static void wouldDo(Solver solver, Conflict conflict, Stacks.Pinned pinned, Duration longest) {
        assertThat(conflict.nearest()).isNotEmpty();
        Map<Setting, Duration> pins = new HashMap<>(pinned.pins());
        Duration request = longest;
        for (Conflict.Nearest nearest : conflict.nearest()) {
            if (!conflict.together()) {
                pins = new HashMap<>(pinned.pins());
                request = longest;
            }
            switch (nearest.kind()) {
                case PINNED -> pins.put(nearest.setting(), nearest.value());
                case LONGEST_REQUEST -> request = nearest.value();
                case FIXED, RANGE -> throw new AssertionError(nearest + " is not the user's to change");
            }
            if (!conflict.together()) {
                assertThat(solver.derive(pinned.shape(), request, pins)).isInstanceOf(TimeoutPlan.class);
            }
        }
        assertThat(solver.derive(pinned.shape(), request, pins)).isInstanceOf(TimeoutPlan.class);
    }

    @Property(tries = 100)
    void no_setting_of_a_plan_can_be_shorter_unless_no_rule_forces_it(
            @ForAll Shape shape, @ForAll @LongRange(min = 20, max = 300) long request) {
        Solver solver = new Solver(JudgePolicy.DEFAULT);
        TimeoutPlan plan = (TimeoutPlan) solver.derive(shape, Duration.ofSeconds(request), Map.of());

        assertThat(plan.entries()).isNotEmpty().allSatisfy(entry -> {
            if (entry.reason() instanceof Reason.LongestRequest) {
                Map<Setting, Duration> shorter =
                        Map.of(entry.setting(), entry.value().minusSeconds(1));
                assertThat(solver.derive(shape, Duration.ofSeconds(request), shorter))
                        .isInstanceOf(Conflict.class);
            }
            if (entry.reason() instanceof Reason.Demanded demanded && demanded.later()) {
                assertThat(entry.value())
                        .isLessThanOrEqualTo(
                                demanded.value().plus(demanded.gap()).plusSeconds(1));
            }
        });
    }
}
