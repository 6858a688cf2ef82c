package io.timeoutchain.auditor.snapshot;

import java.util.Optional;

/**
 * One registered target.
 *
 * @param id an instance id, an address, or the ARN of a function or load balancer, by the group's target type
 * @param port the port it is registered with; absent for Lambda functions
 * @param state {@code healthy}, {@code unhealthy}, {@code draining}, …
 * @param reason the reason code that came with the state, such as {@code Target.Timeout}
 * @param instanceId the instance that the target is: its own id, or for an address the instance that has the address;
 *     absent where there is none or it was not found, and in the latter case a gap is about {@code id}
 */
public record TargetFacts(
        String id, Optional<Integer> port, String state, Optional<String> reason, Optional<String> instanceId) {

    /** The same target, found to be the instance {@code found}. */
    public TargetFacts on(String found) {
        return new TargetFacts(id, port, state, reason, Optional.of(found));
    }
}
