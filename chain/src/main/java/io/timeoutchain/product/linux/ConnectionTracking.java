package io.timeoutchain.product.linux;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * After how much idle time the network interface of an EC2 instance forgets a tracked, established TCP connection: five
 * days, but 350 seconds on instance types of the sixth Nitro generation (<a
 * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html">security group
 * connection tracking</a>).
 */
public final class ConnectionTracking {

    private static final Bound FIVE_DAYS = Bound.ofSeconds(432_000);
    private static final Bound NITRO_V6 = Bound.ofSeconds(350);

    private static final String NITRO_PAGE =
            "https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html";

    /** The families on the sixth Nitro generation, as that page listed them in 2026. */
    private static final Set<String> NITRO_V6_FAMILIES = Set.of(
            "m8a",
            "m8azn",
            "m8gb",
            "m8gn",
            "m8i",
            "m8id",
            "m8i-flex",
            "m8in",
            "m8idn",
            "m8ine",
            "m8ib",
            "m8idb",
            "m9g",
            "m9gd",
            "c8a",
            "c8gb",
            "c8gn",
            "c8i",
            "c8id",
            "c8i-flex",
            "c8in",
            "c8ine",
            "c8ib",
            "c9g",
            "c9gd",
            "r8a",
            "r8gb",
            "r8gn",
            "r8i",
            "r8id",
            "r8i-flex",
            "r8in",
            "r8idn",
            "r8ib",
            "r8idb",
            "x8aedz",
            "x8i",
            "i8ge",
            "g7",
            "g7e",
            "p6-b200",
            "p6-b300",
            "hpc8a");

    /** Families that look as new as those above and are not, on the same page; P6e-GB200 is an exception by name. */
    private static final Set<String> OLDER_FAMILIES = Set.of("m8g", "c8g", "r8g", "x8g", "i8g", "p6e-gb200", "trn2");

    /** Letters, then the generation: {@code m7i}, {@code hpc7g}. */
    private static final Pattern FAMILY = Pattern.compile("([a-z]+)([0-9]+)[a-z]*(?:-flex)?");

    private ConnectionTracking() {}

    /**
     * The idle time after which the interface forgets.
     *
     * @param eni {@code ConnectionTrackingConfiguration.TcpEstablishedTimeout} of the network interface, in seconds,
     *     where somebody set it
     * @param typeDefault {@code NetworkInfo.ConnectionTrackingConfiguration.DefaultTcpEstablishedTimeout} of the
     *     instance type, in seconds, where DescribeInstanceTypes told it
     * @param instanceType {@code m8i.large}; decides where neither is known, and is a gap where its family is not known
     */
    public static Reading<Bound> idleTimeout(Optional<Long> eni, Optional<Long> typeDefault, String instanceType) {
        if (eni.isPresent()) {
            return Reading.stated(
                    Bound.ofSeconds(eni.get()), new Source(Text.of("TcpEstablishedTimeout of the network interface")));
        }
        if (typeDefault.isPresent()) {
            return Reading.defaulted(
                    Bound.ofSeconds(typeDefault.get()),
                    new Source(Text.of("DefaultTcpEstablishedTimeout of instance type %s", instanceType)));
        }
        Source page = new Source(Text.of("default of instance type %s (%s)", instanceType, NITRO_PAGE));
        return familyDefault(instanceType)
                .map(limit -> Reading.defaulted(limit, page))
                .orElseGet(() -> Reading.unread(new Gap(
                        Text.of("connection tracking timeout of instance type %s", instanceType),
                        Text.of(
                                "neither the network interface nor the instance type told it, and the family is not known here"),
                        Text.of("grant ec2:DescribeInstanceTypes"))));
    }

    private static Optional<Bound> familyDefault(String instanceType) {
        String family = instanceType.replaceFirst("\\..*", "");
        if (NITRO_V6_FAMILIES.contains(family)) {
            return Optional.of(NITRO_V6);
        }
        return OLDER_FAMILIES.contains(family) || surelyOlder(family) ? Optional.of(FIVE_DAYS) : Optional.empty();
    }

    /**
     * Tells whether a family came before the sixth Nitro generation by its number alone. That generation starts with
     * number 8 for all but accelerated instances, whose numbers run behind: G7 and P6 are on it.
     */
    private static boolean surelyOlder(String family) {
        Matcher parts = FAMILY.matcher(family);
        if (!parts.matches()) {
            return false;
        }
        int generation = parts.group(2).length() > 3 ? Integer.MAX_VALUE : Integer.parseInt(parts.group(2));
        return switch (parts.group(1)) {
            case "p" -> generation <= 5;
            case "g", "gr" -> generation <= 6;
            case "m", "c", "r", "x", "i", "t", "d", "h", "z", "a", "hpc", "im", "is" -> generation <= 7;
            default -> false;
        };
    }
}
