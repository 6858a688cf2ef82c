package io.timeoutchain.lab.bridge;

/**
 * An instance that is registered with Systems Manager.
 *
 * @param region the region it is registered in
 * @param instanceId such as {@code i-0123456789abcdef0}
 * @param ping whether its agent answers; commands to one with a lost connection are never delivered
 * @param target the machine that stands for the instance
 */
public record ManagedInstance(String region, String instanceId, PingStatus ping, CommandTarget target) {}
