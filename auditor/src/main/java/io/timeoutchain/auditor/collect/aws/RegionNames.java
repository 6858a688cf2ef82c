package io.timeoutchain.auditor.collect.aws;

import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.model.Text;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;

/** Tells a region's name from a misspelt one before anything is sent. */
final class RegionNames {

    private static final Pattern SHAPE = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d{1,2}");
    private static final int SIMILAR = 3;

    private final boolean ownEndpoint;
    private final List<String> known;
    private final Predicate<String> hostExists;

    /** @param ownEndpoint whether calls go to an endpoint of the user's, which may name its regions as it likes */
    RegionNames(boolean ownEndpoint) {
        this(
                ownEndpoint,
                Region.regions().stream()
                        .filter(region -> !region.isGlobalRegion())
                        .map(Region::id)
                        .sorted()
                        .toList(),
                RegionNames::resolves);
    }

    RegionNames(boolean ownEndpoint, List<String> known, Predicate<String> hostExists) {
        this.ownEndpoint = ownEndpoint;
        this.known = known;
        this.hostExists = hostExists;
    }

    /**
     * Accepts a region's name.
     *
     * @throws CollectFailure if there is no such region; the message names the one that was probably meant
     */
    void check(String region) throws CollectFailure {
        boolean fits = SHAPE.matcher(region).matches();
        if (fits && (known.contains(region) || isNew(region) || isOfOwnEndpoint(region))) {
            return;
        }
        throw new CollectFailure(
                CollectFailure.Kind.WRONG_OPTION,
                meant(region)
                        .map(name -> Text.of(
                                "There is no AWS region \"%s\"; did you mean %s? Check --region and AWS_REGION.",
                                region, name))
                        .orElseGet(() ->
                                Text.of("There is no AWS region \"%s\". Check --region and AWS_REGION.", region)));
    }

    /** A region that opened after this SDK was built has a host nevertheless. */
    private boolean isNew(String region) {
        return hostExists.test("ec2." + region + ".amazonaws.com");
    }

    /** An endpoint of the user's may have a region of any name, but hardly one that looks like a slip of the pen. */
    private boolean isOfOwnEndpoint(String region) {
        return ownEndpoint && meant(region).isEmpty();
    }

    private Optional<String> meant(String region) {
        return known.stream()
                .filter(name -> distance(name, region) <= SIMILAR)
                .min(Comparator.comparingInt(name -> distance(name, region)));
    }

    /** The number of letters to insert, remove or change (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    private static boolean resolves(String host) {
        try {
            return InetAddress.getAllByName(host).length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
