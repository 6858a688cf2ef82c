package io.timeoutchain.auditor.snapshot;

import java.time.Duration;
import java.util.Optional;

/**
 * One instance type, as DescribeInstanceTypes tells it.
 *
 * @param memoryMiB its memory in MiB
 * @param defaultTcpEstablishedTimeout the idle limit of connection tracking on an interface that configures none; absent
 *     where the API does not say
 */
public record InstanceTypeFacts(
        String type, int vcpus, long memoryMiB, Optional<Duration> defaultTcpEstablishedTimeout) {}
