package io.timeoutchain.cdk;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many vCPUs an instance type has, where its name tells: the general purpose, compute and memory families C, M and R
 * from their fifth generation on, and T (<a href="https://docs.aws.amazon.com/ec2/latest/instancetypes/">Amazon EC2
 * instance types</a>). The API that knows every type cannot be asked while an app is synthesised.
 */
final class Vcpus {

    private static final Pattern REGULAR = Pattern.compile("[cmr](?:[5-9]|[1-9]\\d)[a-z]*(?:-flex)?\\.(.+)");

    private static final Pattern MULTIPLE = Pattern.compile("(\\d{1,3})xlarge");

    private static final Map<String, Integer> BURSTABLE =
            Map.of("nano", 2, "micro", 2, "small", 2, "medium", 2, "large", 2, "xlarge", 4, "2xlarge", 8);
    private static final Map<String, Integer> SMALL = Map.of("medium", 1, "large", 2, "xlarge", 4);
    private static final int PER_XLARGE = 4;

    private Vcpus() {}

    /** The number of vCPUs of {@code instanceType}, such as {@code t3.small}; empty where its name does not tell. */
    static Optional<Integer> of(String instanceType) {
        if (instanceType.matches("t(?:3|3a|4g)\\..+")) {
            return Optional.ofNullable(BURSTABLE.get(instanceType.substring(instanceType.indexOf('.') + 1)));
        }
        Matcher regular = REGULAR.matcher(instanceType);
        if (!regular.matches()) {
            return Optional.empty();
        }
        Matcher multiple = MULTIPLE.matcher(regular.group(1));
        return multiple.matches()
                ? Optional.of(PER_XLARGE * Integer.parseInt(multiple.group(1)))
                : Optional.ofNullable(SMALL.get(regular.group(1)));
    }
}
