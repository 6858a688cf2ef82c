package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The calls that reading one region takes, as far as its load balancers and target groups tell beforehand. How many
 * listeners and instances there are is only known on the way; usual numbers stand for them.
 *
 * @param calls the calls to come, listing not included
 */
record Plan(List<AwsAction> calls) {

    /** HTTP, which redirects, and HTTPS. */
    private static final int USUAL_LISTENERS = 2;

    /** Polls until a command that takes some seconds is through. */
    private static final int USUAL_POLLS = 3;

    Plan {
        calls = List.copyOf(calls);
    }

    static Plan of(List<LoadBalancerFacts> loadBalancers, List<TargetGroupFacts> groups, boolean askHosts) {
        List<AwsAction> calls = new ArrayList<>();
        for (LoadBalancerFacts loadBalancer : loadBalancers) {
            calls.add(AwsAction.DESCRIBE_LOAD_BALANCER_ATTRIBUTES);
            calls.add(AwsAction.DESCRIBE_LISTENERS);
            calls.addAll(Collections.nCopies(
                    USUAL_LISTENERS,
                    loadBalancer.type().equals(LoadBalancerFacts.APPLICATION)
                            ? AwsAction.DESCRIBE_RULES
                            : AwsAction.DESCRIBE_LISTENER_ATTRIBUTES));
        }
        for (TargetGroupFacts ignored : groups) {
            calls.add(AwsAction.DESCRIBE_TARGET_GROUP_ATTRIBUTES);
            calls.add(AwsAction.DESCRIBE_TARGET_HEALTH);
        }
        boolean hasInstances = groups.stream()
                .anyMatch(group -> group.targetType().equals(TargetGroupFacts.INSTANCE)
                        || group.targetType().equals(TargetGroupFacts.IP));
        if (hasInstances) {
            calls.add(AwsAction.DESCRIBE_INSTANCES);
            calls.add(AwsAction.DESCRIBE_INSTANCE_TYPES);
        }
        if (hasInstances && askHosts) {
            calls.add(AwsAction.DESCRIBE_INSTANCE_INFORMATION);
            calls.add(AwsAction.SEND_COMMAND);
            calls.addAll(Collections.nCopies(USUAL_POLLS, AwsAction.LIST_COMMAND_INVOCATIONS));
        }
        return new Plan(calls);
    }

    /** The least time that they take. */
    Duration estimate(Calls pace) {
        return pace.timeFor(calls);
    }
}
