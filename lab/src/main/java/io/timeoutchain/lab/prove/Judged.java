package io.timeoutchain.lab.prove;

import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.plan.Conflict;
import io.timeoutchain.plan.RepairPlan;
import io.timeoutchain.plan.Repairs;
import io.timeoutchain.plan.Shape;
import io.timeoutchain.plan.Solver;
import io.timeoutchain.plan.TimeoutPlan;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules say of a scenario, and what the solver makes of it: the one place where the proof meets the solver.
 *
 * @param finding what the scenario's rule finds as it stands
 * @param repaired the stack with the repaired settings
 * @param changes what was changed, as the lines that change it
 */
public record Judged(Finding finding, Stack repaired, List<String> changes) {

    public Judged {
        changes = List.copyOf(changes);
    }

    /**
     * Judges a scenario and repairs it.
     *
     * @throws IllegalStateException if its rule is silent as the scenario stands, or not silent after the repair: then the
     *     scenario proves nothing
     */
    public static Judged of(Scenario scenario) {
        Stack stack = scenario.stack();
        Optional<Product> edited = edited(scenario);
        TargetGroup group = edited.map(stack::groupEditedSinceRead).orElseGet(stack::group);
        Finding finding = finding(scenario, group)
                .orElseThrow(() -> new IllegalStateException(
                        scenario.name() + ": " + scenario.rule() + " finds nothing wrong with it"));
        Judged judged =
                switch (scenario.repair()) {
                    case Scenario.Remedy.Repaired() -> repaired(scenario, finding, group);
                    case Scenario.Remedy.Derived(Duration longestRequest) -> derived(stack, finding, longestRequest);
                    case Scenario.Remedy.AsTold() -> asTold(scenario, finding);
                };
        finding(scenario, judged.repaired().group()).ifPresent(left -> {
            throw new IllegalStateException("%s: repaired by %s, %s still finds: %s"
                    .formatted(scenario.name(), judged.changes(), scenario.rule(), left.because()));
        });
        return judged;
    }

    /** The party whose file the scenario edits without telling it. */
    private static Optional<Product> edited(Scenario scenario) {
        return scenario.edit().keySet().stream()
                .findFirst()
                .map(file -> file.equals(Stack.NGINX) ? Product.NGINX : Product.GUNICORN);
    }

    /** What the scenario's rule finds on the link under test, or beside the chain. */
    private static Optional<Finding> finding(Scenario scenario, TargetGroup group) {
        return new Judge(Rules.all(), JudgePolicy.DEFAULT)
                .judge(List.of(group)).findings().stream()
                        .filter(finding -> finding.rule().id().equals(scenario.rule()))
                        .filter(finding -> isThere(finding.spot(), scenario.link()))
                        .findFirst();
    }

    private static boolean isThere(Finding.Spot spot, Scenario.Link link) {
        return spot.caller().isEmpty()
                || (spot.caller().get().id().equals(link.caller())
                        && spot.callee()
                                .filter(callee -> callee.id().equals(link.callee()))
                                .isPresent());
    }

    private static Judged repaired(Scenario scenario, Finding finding, TargetGroup group) {
        Stack stack = scenario.stack();
        List<String> changes = new ArrayList<>();
        for (RepairPlan.Change change : Repairs.of(group, JudgePolicy.DEFAULT).changes()) {
            stack = stack.with(change.setting(), change.to());
            changes.add(line(change.setting(), change.to()));
        }
        return new Judged(finding, stack, changes);
    }

    private static Judged derived(Stack stack, Finding finding, Duration longestRequest) {
        Shape shape = new Shape(
                stack.has(Product.NGINX) ? stack.image().nginxVersion() : Optional.empty(),
                Shape.Worker.GTHREAD,
                stack.has(Product.SYSTEMD),
                stack.has(Product.MYSQL));
        TimeoutPlan plan =
                switch (new Solver(JudgePolicy.DEFAULT).derive(shape, longestRequest, Map.of())) {
                    case TimeoutPlan found -> found;
                    case Conflict conflict -> throw new IllegalStateException("no plan: " + conflict);
                };
        Stack derived = stack;
        List<String> changes = new ArrayList<>();
        for (TimeoutPlan.Entry entry : plan.entries()) {
            Setting setting = entry.setting();
            if (derived.takes(setting) && !derived.ends(setting).equals(Optional.of(entry.value()))) {
                derived = derived.with(setting, entry.value());
                changes.add(line(setting, entry.value()));
            }
        }
        return new Judged(finding, derived, changes);
    }

    /** What the finding itself says: a directive for nginx, or a command once the files are as they were edited. */
    private static Judged asTold(Scenario scenario, Finding finding) {
        Stack stack = scenario.stack();
        for (var edit : scenario.edit().entrySet()) {
            stack = stack.withFile(edit.getKey(), edit.getValue());
        }
        List<String> told = finding.repair().stream()
                .map(repair -> repair.text().toString())
                .toList();
        for (String text : told) {
            if (isDirective(text)) {
                stack = stack.withFile(Stack.NGINX, ConfigurationText.nginxWith(stack.file(Stack.NGINX), text));
            }
        }
        return new Judged(finding, stack, told);
    }

    private static boolean isDirective(String text) {
        return text.endsWith(";");
    }

    /** The commands among the changes, which are to be run on the host. */
    List<String> commands() {
        return finding.repair().stream()
                .map(repair -> repair.text().toString())
                .filter(text -> changes.contains(text) && !isDirective(text))
                .toList();
    }

    private static String line(Setting setting, Duration value) {
        return setting.product().id() + ": " + setting.name() + " " + Durations.text(value);
    }
}
