package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import io.timeoutchain.model.Text;
import java.util.Comparator;
import java.util.List;

/** Reads which targets are registered, and their health. */
final class Targets {

    private static final Comparator<TargetFacts> ORDER = Comparator.comparing(TargetFacts::id)
            .thenComparing(target -> target.port().orElse(0));

    private final LoadBalancers api;
    private final Calls calls;
    private final Parallel parallel;

    Targets(LoadBalancers api, Calls calls, Parallel parallel) {
        this.api = api;
        this.calls = calls;
        this.parallel = parallel;
    }

    Collected<List<TargetGroupFacts>> of(List<TargetGroupFacts> groups) {
        return Collected.all(parallel.each(Text.marked("registered targets"), groups, group -> calls.ask(
                        api.targets(group.arn()), group.arn(), Text.of("targets of target group %s", group.name()))
                .map(targets -> group.withTargets(targets.map(all -> inOrder(group, all))))));
    }

    private static List<TargetFacts> inOrder(TargetGroupFacts group, List<TargetFacts> targets) {
        return targets.stream()
                .map(target -> group.targetType().equals(TargetGroupFacts.INSTANCE) ? target.on(target.id()) : target)
                .sorted(ORDER)
                .toList();
    }
}
