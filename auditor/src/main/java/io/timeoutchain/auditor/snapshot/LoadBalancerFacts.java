package io.timeoutchain.auditor.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One load balancer.
 *
 * @param type {@link #APPLICATION} or {@link #NETWORK}
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

    /** The type of an application load balancer. */
    public static final String APPLICATION = "application";

    /** The type of a network load balancer. */
    public static final String NETWORK = "network";

    public LoadBalancerFacts {
        attributes = attributes.map(Sorted::map);
        listeners = listeners.map(List::copyOf);
    }

    /** The same load balancer with its attributes as they were obtained. */
    public LoadBalancerFacts withAttributes(Optional<Map<String, String>> obtained) {
        return new LoadBalancerFacts(arn, name, type, obtained, listeners);
    }

    /** The same load balancer with its listeners as they were obtained. */
    public LoadBalancerFacts withListeners(Optional<List<ListenerFacts>> obtained) {
        return new LoadBalancerFacts(arn, name, type, attributes, obtained);
    }
}
