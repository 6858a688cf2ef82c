package io.timeoutchain.lab.bridge;

import java.time.Instant;
import java.util.Optional;

/** One instance's part of a command. */
final class Invocation {

    /** How far an invocation is; the words are the API's {@code Status} and {@code StatusDetails}. */
    enum Phase {
        PENDING("Pending", "Pending"),
        IN_PROGRESS("InProgress", "InProgress"),
        SUCCESS("Success", "Success"),
        FAILED("Failed", "Failed"),
        EXECUTION_TIMED_OUT("TimedOut", "ExecutionTimedOut"),
        DELIVERY_TIMED_OUT("TimedOut", "DeliveryTimedOut"),
        UNDELIVERABLE("Failed", "Undeliverable"),
        TERMINATED("Cancelled", "Terminated");

        private final String status;
        private final String details;

        Phase(String status, String details) {
            this.status = status;
            this.details = details;
        }

        String status() {
            return status;
        }

        String details() {
            return details;
        }

        boolean ended() {
            return this != PENDING && this != IN_PROGRESS;
        }
    }

    /** What is known at one time; the result is there once a script has ended. */
    record State(Phase phase, Optional<ScriptResult> result, Optional<Instant> started, Optional<Instant> finished) {

        static State of(Phase phase) {
            return new State(phase, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** The API's {@code ResponseCode}: -1 until the script has ended. */
        int responseCode() {
            return result.map(ScriptResult::exitCode).orElse(-1);
        }
    }

    private final ManagedInstance instance;
    private volatile State state = State.of(Phase.PENDING);

    Invocation(ManagedInstance instance) {
        this.instance = instance;
    }

    ManagedInstance instance() {
        return instance;
    }

    State state() {
        return state;
    }

    void becomes(State next) {
        state = next;
    }
}
