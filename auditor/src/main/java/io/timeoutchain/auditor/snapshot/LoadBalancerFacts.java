package io.timeoutchain.auditor.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One load balancer.
 *
 * @param type {@code application} or {@code network}
 * @param attributes the answer of DescribeLoadBalancerAttributes, key to value as text; absent when it was not obtained,
 *     and then a gap is about {@code arn}
 * @param listeners absent when they could not be listed, and then a gap is about {@code arn}; sorted by port, then ARN
 */
public record LoadBalancerFacts(
        String arn,
        String name,
        String type,
        Optional<Map<String, String>> attributes,
        Optional<List<ListenerFacts>> listeners) {

    public LoadBalancerFacts {
        attributes = attributes.map(Sorted::map);
        listeners = listeners.map(List::copyOf);
    }
}
