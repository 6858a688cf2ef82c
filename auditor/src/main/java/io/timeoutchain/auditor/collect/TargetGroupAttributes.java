package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import io.timeoutchain.model.Text;
import java.util.List;

/** Reads the attributes of target groups, among them the deregistration delay. */
final class TargetGroupAttributes {

    private final LoadBalancers api;
    private final Calls calls;
    private final Parallel parallel;

    TargetGroupAttributes(LoadBalancers api, Calls calls, Parallel parallel) {
        this.api = api;
        this.calls = calls;
        this.parallel = parallel;
    }

    Collected<List<TargetGroupFacts>> of(List<TargetGroupFacts> groups) {
        return Collected.all(parallel.each(Text.marked("target group attributes"), groups, group -> calls.ask(
                        api.targetGroupAttributes(group.arn()),
                        group.arn(),
                        Text.of("attributes of target group %s", group.name()))
                .map(group::withAttributes)));
    }
}
