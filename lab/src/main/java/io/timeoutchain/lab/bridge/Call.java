package io.timeoutchain.lab.bridge;

/**
 * A call that arrived at the bridge.
 *
 * @param action the IAM action, such as {@code elasticloadbalancing:DescribeListeners}
 * @param region the region that the request was signed for
 */
public record Call(String action, String region) {}
