package io.timeoutchain.auditor.collect;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

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

    public CollectOptions withRegions(List<String> wanted) {
        return with(draft -> draft.regions = wanted);
    }

    public CollectOptions withAllRegions() {
        return with(draft -> draft.allRegions = true);
    }

    public CollectOptions withLoadBalancers(List<String> wanted) {
        return with(draft -> draft.loadBalancers = wanted);
    }

    public CollectOptions withTags(Map<String, String> wanted) {
        return with(draft -> draft.tags = new TreeMap<>(wanted));
    }

    public CollectOptions withoutHosts() {
        return with(draft -> draft.askHosts = false);
    }

    public CollectOptions withDocument(String name) {
        return with(draft -> draft.document = name);
    }

    public CollectOptions withQuotas(Quotas allowed) {
        return with(draft -> draft.quotas = allowed);
    }

    public CollectOptions withEndpoint(URI address) {
        return with(draft -> draft.endpoint = Optional.of(address));
    }

    public CollectOptions withProfile(String name) {
        return with(draft -> draft.profile = Optional.of(name));
    }

    public CollectOptions withRole(String arn) {
        return with(draft -> draft.roleArn = Optional.of(arn));
    }

    public CollectOptions measuringFor(Duration longest) {
        return with(draft -> draft.measure = Optional.of(longest));
    }

    private CollectOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** Options while one of them is changed. */
    private static final class Draft {
        private List<String> regions;
        private boolean allRegions;
        private List<String> loadBalancers;
        private SortedMap<String, String> tags;
        private boolean askHosts;
        private String document;
        private Quotas quotas;
        private Optional<URI> endpoint;
        private Optional<String> profile;
        private Optional<String> roleArn;
        private Optional<Duration> measure;

        private Draft(CollectOptions options) {
            regions = options.regions;
            allRegions = options.allRegions;
            loadBalancers = options.loadBalancers;
            tags = options.tags;
            askHosts = options.askHosts;
            document = options.document;
            quotas = options.quotas;
            endpoint = options.endpoint;
            profile = options.profile;
            roleArn = options.roleArn;
            measure = options.measure;
        }

        private CollectOptions finished() {
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
                    measure);
        }
    }
}
