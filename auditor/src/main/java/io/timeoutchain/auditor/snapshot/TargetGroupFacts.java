package io.timeoutchain.auditor.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One target group.
 *
 * @param protocol absent for Lambda functions
 * @param protocolVersion {@code HTTP1}, {@code HTTP2} or {@code GRPC}; absent where the protocol has no versions
 * @param port the port that targets get unless they are registered with another; absent for Lambda functions
 * @param targetType {@code instance}, {@code ip}, {@code lambda} or {@code alb}
 * @param vpc the network that its targets' addresses are of; absent for Lambda functions
 * @param healthCheckPath what its health check asks for over HTTP or HTTPS; absent where it speaks neither
 * @param attributes the answer of DescribeTargetGroupAttributes, key to value as text; absent when it was not obtained,
 *     and then a gap is about {@code arn}
 * @param targets the registered targets, sorted by id and port; absent when they could not be listed, and then a gap is
 *     about {@code arn}
 */
public record TargetGroupFacts(
        String arn,
        String name,
        Optional<String> protocol,
        Optional<String> protocolVersion,
        Optional<Integer> port,
        String targetType,
        Optional<String> vpc,
        Optional<String> healthCheckPath,
        List<String> loadBalancerArns,
        Optional<Map<String, String>> attributes,
        Optional<List<TargetFacts>> targets) {

    /** The target type of groups whose targets are instances. */
    public static final String INSTANCE = "instance";

    /** The target type of groups whose targets are addresses. */
    public static final String IP = "ip";

    public TargetGroupFacts {
        loadBalancerArns = List.copyOf(loadBalancerArns);
        attributes = attributes.map(Sorted::map);
        targets = targets.map(List::copyOf);
    }

    /** The same group with its attributes as they were obtained. */
    public TargetGroupFacts withAttributes(Optional<Map<String, String>> obtained) {
        return new TargetGroupFacts(
                arn,
                name,
                protocol,
                protocolVersion,
                port,
                targetType,
                vpc,
                healthCheckPath,
                loadBalancerArns,
                obtained,
                targets);
    }

    /** The same group with its targets as they were obtained. */
    public TargetGroupFacts withTargets(Optional<List<TargetFacts>> obtained) {
        return new TargetGroupFacts(
                arn,
                name,
                protocol,
                protocolVersion,
                port,
                targetType,
                vpc,
                healthCheckPath,
                loadBalancerArns,
                attributes,
                obtained);
    }
}
