package io.timeoutchain.auditor.scheduled.aws;

import io.timeoutchain.auditor.scheduled.OrderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the function's environment variables say of the place it runs in.
 *
 * @param bucket the bucket that keeps the results: {@code TIMEOUT_CHAIN_BUCKET}
 * @param topicArn the topic that news go to: {@code TIMEOUT_CHAIN_TOPIC}
 * @param namespace the namespace of the metrics: {@code TIMEOUT_CHAIN_NAMESPACE}
 * @param audit the name of this audit among others in that namespace: {@code TIMEOUT_CHAIN_AUDIT}
 * @param isElsewhere whether {@code AWS_ENDPOINT_URL} leads to something that is not AWS, whose buckets have no host names
 */
record Surroundings(String bucket, String topicArn, String namespace, String audit, boolean isElsewhere) {

    /** @throws OrderException if a variable is missing; the message names each */
    static Surroundings of(Map<String, String> environment) throws OrderException {
        List<String> problems = new ArrayList<>();
        Surroundings surroundings = new Surroundings(
                variable(environment, "TIMEOUT_CHAIN_BUCKET", problems),
                variable(environment, "TIMEOUT_CHAIN_TOPIC", problems),
                variable(environment, "TIMEOUT_CHAIN_NAMESPACE", problems),
                variable(environment, "TIMEOUT_CHAIN_AUDIT", problems),
                environment.containsKey("AWS_ENDPOINT_URL"));
        if (!problems.isEmpty()) {
            throw new OrderException(problems);
        }
        return surroundings;
    }

    private static String variable(Map<String, String> environment, String name, List<String> problems) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            problems.add("the environment variable %s is not set".formatted(name));
        }
        return value;
    }
}
