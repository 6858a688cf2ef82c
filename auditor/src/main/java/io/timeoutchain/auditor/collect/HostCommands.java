package io.timeoutchain.auditor.collect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What we ask of Systems Manager in one region. */
public interface HostCommands {

    /** The most instances that one command, and one question for their status, takes. */
    int INSTANCES_AT_ONCE = 50;

    /** Which of at most {@link #INSTANCES_AT_ONCE} instances Systems Manager knows. */
    Listing<Managed> managed(List<String> instanceIds);

    /** Starts a command and gives its id. */
    Call<String> send(Order order);

    /** What became of a command on each of its instances; lists none while the command is too new. */
    Listing<Invocation> invocations(String commandId);

    /** The longer form of what a command printed on one instance: its first 24,000 characters. */
    Call<String> output(String commandId, String instanceId);

    /**
     * An instance that Systems Manager knows.
     *
     * @param pingStatus {@code Online} or {@code ConnectionLost}
     * @param platform {@code Linux}, {@code Windows}, {@code MacOS}; absent where the agent did not say
     */
    record Managed(String instanceId, String pingStatus, Optional<String> platform) {}

    /**
     * A command to be run.
     *
     * @param instanceIds where; at most {@link #INSTANCES_AT_ONCE}
     * @param document the document's name or ARN
     * @param parameters what the document is given
     * @param delivery after this time an instance that did not take the command is given up; at least 30 s
     */
    record Order(List<String> instanceIds, String document, Map<String, List<String>> parameters, Duration delivery) {

        public Order {
            instanceIds = List.copyOf(instanceIds);
            parameters = Map.copyOf(parameters);
        }

        Order on(List<String> others) {
            return new Order(others, document, parameters, delivery);
        }
    }

    /**
     * A command on one instance.
     *
     * @param status its status details, which tell more than its status: {@code Success}, {@code DeliveryTimedOut}, …
     * @param output what it printed so far, cut after some 2,400 characters
     */
    record Invocation(String instanceId, String status, String output) {

        public Invocation {
            // "Delivery Timed Out" in the guide is "DeliveryTimedOut" in the API's own list of filters.
            status = status.replace(" ", "");
        }
    }
}
