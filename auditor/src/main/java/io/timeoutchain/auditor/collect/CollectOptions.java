package io.timeoutchain.auditor.collect;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What to collect, and as whom.
 *
 * @param regions the regions to read; empty for the configured one ({@code AWS_REGION}, profile)
 * @param allRegions whether to read every region that is enabled for the account instead
 * @param loadBalancers names, ARNs or patterns with {@code *} and {@code ?}; empty for all
 * @param tags tags that a load balancer must all have; empty for any
 * @param askHosts whether to ask the hosts through Run Command
 * @param document the Run Command document: {@link #SHELL_DOCUMENT}, or the name or ARN of one that holds the script
 *     itself and takes the parameters {@code ports}, port numbers separated by spaces, and {@code measure}
 * @param quotas what we allow ourselves of the account's API quotas
 * @param endpoint where to send all calls instead of AWS
 * @param profile the profile of the AWS configuration files to use
 * @param roleArn the role to assume first
 * @param measure whether the hosts shall measure too how long their servers keep idle connections, and for how long to wait
 */
public record CollectOptions(
        List<String> regions,
        boolean allRegions,
        List<String> loadBalancers,
        SortedMap<String, String> tags,
        boolean askHosts,
        String document,
        Quotas quotas,
        Optional<URI> endpoint,
        Optional<String> profile,
        Optional<String> roleArn,
        Optional<Duration> measure) {

    /** AWS's own document, which runs the text it is given. */
    public static final String SHELL_DOCUMENT = "AWS-RunShellScript";

    /** The part of the API quotas that we use unless told otherwise. */
    public static final double SHARE = 0.5;

    /** The configured region as the configured identity, everything in it. */
    public static final CollectOptions DEFAULT = new CollectOptions(
            List.of(),
            false,
            List.of(),
            new TreeMap<>(),
            true,
            SHELL_DOCUMENT,
            Quotas.DOCUMENTED.share(SHARE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public CollectOptions {
        regions = List.copyOf(regions);
        loadBalancers = List.copyOf(loadBalancers);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** Whether load balancers are left out on purpose. */
    public boolean isFiltered() {
        return !loadBalancers.isEmpty() || !tags.isEmpty();
    }

    public CollectOptions withRegions(List<String> wanted) {
        return new CollectOptions(
                wanted,
                allRegions,
                loadBalancers,
                tags,
                askHosts,
                document,
                quotas,
                endpoint,
                profile,
                roleArn,
                measure);
    }

    public CollectOptions withAllRegions() {
        return new CollectOptions(
                regions, true, loadBalancers, tags, askHosts, document, quotas, endpoint, profile, roleArn, measure);
    }

    public CollectOptions withLoadBalancers(List<String> wanted) {
        return new CollectOptions(
                regions, allRegions, wanted, tags, askHosts, document, quotas, endpoint, profile, roleArn, measure);
    }

    public CollectOptions withTags(Map<String, String> wanted) {
        return new CollectOptions(
                regions,
                allRegions,
                loadBalancers,
                new TreeMap<>(wanted),
                askHosts,
                document,
                quotas,
                endpoint,
                profile,
                roleArn,
                measure);
    }

    public CollectOptions withoutHosts() {
        return new CollectOptions(
                regions, allRegions, loadBalancers, tags, false, document, quotas, endpoint, profile, roleArn, measure);
    }

    public CollectOptions withDocument(String name) {
        return new CollectOptions(
                regions, allRegions, loadBalancers, tags, askHosts, name, quotas, endpoint, profile, roleArn, measure);
    }

    public CollectOptions withQuotas(Quotas allowed) {
        return new CollectOptions(
                regions,
                allRegions,
                loadBalancers,
                tags,
                askHosts,
                document,
                allowed,
                endpoint,
                profile,
                roleArn,
                measure);
    }

    public CollectOptions withEndpoint(URI address) {
        return new CollectOptions(
                regions,
                allRegions,
                loadBalancers,
                tags,
                askHosts,
                document,
                quotas,
                Optional.of(address),
                profile,
                roleArn,
                measure);
    }

    public CollectOptions withProfile(String name) {
        return new CollectOptions(
                regions,
                allRegions,
                loadBalancers,
                tags,
                askHosts,
                document,
                quotas,
                endpoint,
                Optional.of(name),
                roleArn,
                measure);
    }

    public CollectOptions withRole(String arn) {
        return new CollectOptions(
                regions,
                allRegions,
                loadBalancers,
                tags,
                askHosts,
                document,
                quotas,
                endpoint,
                profile,
                Optional.of(arn),
                measure);
    }

    public CollectOptions measuringFor(Duration longest) {
        return new CollectOptions(
                regions,
                allRegions,
                loadBalancers,
                tags,
                askHosts,
                document,
                quotas,
                endpoint,
                profile,
                roleArn,
                Optional.of(longest));
    }
}
