package io.timeoutchain.lab.bridge;

import io.timeoutchain.lab.bridge.Invocation.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A command that was sent, and its invocations.
 *
 * @param id the command's id
 * @param region the region it was sent in
 * @param documentName the document that was run
 * @param comment the caller's comment
 * @param requested when it was sent
 * @param delivery how long an instance may take to accept it ({@code TimeoutSeconds})
 * @param invocations one for each instance, in the order of the request
 */
record Command(
        String id,
        String region,
        String documentName,
        String comment,
        Instant requested,
        Duration delivery,
        List<Invocation> invocations) {

    Command {
        invocations = List.copyOf(invocations);
    }

    /** The state of an invocation at a time: what was not delivered until then has timed out. */
    Invocation.State stateAt(Instant now, Invocation invocation) {
        Invocation.State state = invocation.state();
        boolean late = state.phase() == Phase.PENDING
                && invocation.instance().ping() == PingStatus.CONNECTION_LOST
                && !now.isBefore(requested.plus(delivery));
        return late ? Invocation.State.of(Phase.DELIVERY_TIMED_OUT) : state;
    }

    /** The status of the whole command, with the words of {@code ListCommands}. */
    String status(Instant now) {
        List<Phase> phases = invocations.stream()
                .map(invocation -> stateAt(now, invocation).phase())
                .toList();
        if (!phases.stream().allMatch(Phase::ended)) {
            return "InProgress";
        }
        return phases.stream().allMatch(Phase.SUCCESS::equals) ? "Success" : "Failed";
    }

    /** How many invocations have ended. */
    long completed(Instant now) {
        return invocations.stream()
                .filter(invocation -> stateAt(now, invocation).phase().ended())
                .count();
    }
}
