package io.timeoutchain.auditor.snapshot;

import java.util.List;

/**
 * What was obtained from one region. Every list is sorted by ARN, id or type.
 *
 * @param region its name: {@code eu-central-1}
 * @param loadBalancers the application and network load balancers in scope
 * @param targetGroups the target groups attached to them
 * @param instances the instances behind the targets
 * @param instanceTypes every size of each family that an instance is of, so that the next size is known too
 * @param hosts what was asked of each instance, and its answer
 * @param gaps what was not obtained
 * @param calls how many API calls it took
 */
public record RegionSnapshot(
        String region,
        List<LoadBalancerFacts> loadBalancers,
        List<TargetGroupFacts> targetGroups,
        List<InstanceFacts> instances,
        List<InstanceTypeFacts> instanceTypes,
        List<HostFacts> hosts,
        List<GapFacts> gaps,
        CallFacts calls) {

    public RegionSnapshot {
        loadBalancers = List.copyOf(loadBalancers);
        targetGroups = List.copyOf(targetGroups);
        instances = List.copyOf(instances);
        instanceTypes = List.copyOf(instanceTypes);
        hosts = List.copyOf(hosts);
        gaps = List.copyOf(gaps);
    }
}
