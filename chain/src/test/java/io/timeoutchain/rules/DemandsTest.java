package io.timeoutchain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.fixture.Fixture;
import io.timeoutchain.model.Timer;
import io.timeoutchain.plan.RepairOutcome;
import io.timeoutchain.plan.RepairPlan;
import io.timeoutchain.plan.Repairs;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rule asks of timers is what it judges them by: at every place of every fixture the two agree. */
final class DemandsTest {

    static List<Fixture> fixtures() {
        return Fixture.all();
    }

    private static Judge judge(Rule... rules) {
        return new Judge(List.of(rules), JudgePolicy.DEFAULT);
    }

    private static boolean isKnown(Timer timer) {
        return timer.reading().known().isPresent();
    }

    private static boolean decided(Demand demand) {
        return isKnown(demand.greater()) && demand.lesser().stream().allMatch(DemandsTest::isKnown);
    }

    private static boolean broken(Demand demand) {
        Optional<Duration> earliest =
                demand.lesser().stream().flatMap(timer -> timer.ends().stream()).min(Duration::compareTo);
        return !demand.greater().neverEnds()
                && earliest.map(end -> end.plus(demand.gap())
                                        .compareTo(demand.greater().ends().orElseThrow())
                                > 0)
                        .orElse(true);
    }

    private static long failures(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict instanceof Verdict.Fail)
                .count();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void a_rule_fails_where_what_it_asks_is_not_so(Fixture fixture) {
        for (Rule rule : Rules.all()) {
            List<Demand> demands = judge(rule).demands(fixture.group());
            boolean asksInVain = demands.stream().anyMatch(demand -> decided(demand) && broken(demand));
            long failures = failures(judge(rule).verdicts(fixture.group()));

            if (asksInVain) {
                assertThat(failures).as(rule.card().id()).isPositive();
            } else if (!demands.isEmpty() && demands.stream().allMatch(DemandsTest::decided)) {
                assertThat(failures).as(rule.card().id()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void a_repair_leaves_fewer_failures_and_none_that_was_not_there(Fixture fixture) {
        Judge judge = judge(Rules.all().toArray(Rule[]::new));
        RepairOutcome outcome = Repairs.of(fixture.group(), JudgePolicy.DEFAULT);
        long before = failures(judge.verdicts(fixture.group()));

        switch (outcome) {
            case RepairOutcome.NothingBroken() -> assertThat(before).isZero();
            case RepairOutcome.Mended(RepairPlan plan) ->
                assertThat(after(judge, plan)).isZero();
            case RepairOutcome.Partly(RepairPlan plan, List<RepairOutcome.Remaining> remaining) -> {
                assertThat(after(judge, plan)).isPositive();
                assertThat(before - after(judge, plan))
                        .isGreaterThanOrEqualTo(plan.changes().isEmpty() ? 0 : 1);
                assertThat(remaining)
                        .isNotEmpty()
                        .allSatisfy(left -> assertThat(left.why().toString()).isNotBlank());
            }
            case RepairOutcome.GaveUp gaveUp -> throw new AssertionError(gaveUp);
        }
        assertThat(outcome.changes()).allSatisfy(change -> assertThat(
                        change.text().texts())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text.text() + text.where()).doesNotContainPattern("\\{[A-Za-z]+}")));
    }

    private static long after(Judge judge, RepairPlan plan) {
        return plan.repaired().stream()
                .mapToLong(group -> failures(judge.verdicts(group)))
                .sum();
    }

    @ParameterizedTest
    @MethodSource("ordered")
    void every_rule_that_declares_an_order_asks_for_it_somewhere(Rule rule) {
        assertThat(Fixture.all().stream().flatMap(fixture -> judge(rule).demands(fixture.group()).stream()))
                .isNotEmpty()
                .allSatisfy(demand -> assertThat(demand.rule()).isEqualTo(rule.card()));
    }

    static Stream<Rule> ordered() {
        return Rules.all().stream().filter(rule -> !rule.orderings().isEmpty());
    }
}
