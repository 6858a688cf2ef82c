package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import io.timeoutchain.model.Text;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists the target groups that the load balancers forward to; nobody asks about the others. */
final class TargetGroupsAttached {

    private final LoadBalancers api;
    private final Calls calls;

    TargetGroupsAttached(LoadBalancers api, Calls calls) {
        this.api = api;
        this.calls = calls;
    }

    Collected<List<TargetGroupFacts>> to(List<LoadBalancerFacts> loadBalancers, String region) {
        if (loadBalancers.isEmpty()) {
            return Collected.of(List.of());
        }
        Set<String> inScope = loadBalancers.stream().map(LoadBalancerFacts::arn).collect(Collectors.toSet());
        return calls.askAll(api.targetGroups(), region, Text.of("target groups of %s", region))
                .map(listed -> listed.orElse(List.of()).stream()
                        .filter(group -> new HashSet<>(group.loadBalancerArns()).removeAll(inScope))
                        .sorted(Comparator.comparing(TargetGroupFacts::arn))
                        .toList());
    }
}
