package io.timeoutchain.auditor.snapshot;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What was asked of one instance through Systems Manager, and what it answered.
 *
 * @param pingStatus how Systems Manager reaches its agent: {@code Online}, {@code ConnectionLost}; absent where Systems
 *     Manager does not know the instance or could not be asked
 * @param platform {@code Linux}, {@code Windows} or {@code MacOS}, as the agent reports it
 * @param ports the target ports that the script was to look at
 * @param output what the script printed, as it was received: untrusted, possibly cut; absent when the instance was not
 *     asked or did not answer, and then a gap is about {@code instanceId}
 */
public record HostFacts(
        String instanceId,
        Optional<String> pingStatus,
        Optional<String> platform,
        SortedSet<Integer> ports,
        Optional<String> output) {

    public HostFacts {
        ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
    }

    /** The same host with its answer. */
    public HostFacts answering(Optional<String> answer) {
        return new HostFacts(instanceId, pingStatus, platform, ports, answer);
    }
}
