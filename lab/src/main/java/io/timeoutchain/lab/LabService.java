package io.timeoutchain.lab;

import java.util.List;

/**
 * A load balancer with one listener, one target group and its targets.
 *
 * @param name the load balancer's name
 * @param loadBalancerArn the load balancer
 * @param listenerArn its listener on port 80
 * @param targetGroupArn the target group that the listener forwards to
 * @param instanceIds the registered instances
 */
public record LabService(
        String name, String loadBalancerArn, String listenerArn, String targetGroupArn, List<String> instanceIds) {

    public LabService {
        instanceIds = List.copyOf(instanceIds);
    }
}
