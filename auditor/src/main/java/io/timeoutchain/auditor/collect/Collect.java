package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.model.Text;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads an account: lists what is in scope in every region, says what reading it takes, then reads it.
 *
 * <p>One call that fails is a gap, and the rest goes on. Only where no region can even be listed is there nothing to report
 * on, and collecting fails.
 */
public final class Collect {

    private final Cloud cloud;
    private final CollectOptions options;
    private final HostQuestion question;
    private final Progress progress;
    private final Time time;
    private final String toolVersion;
    private final Stop stop;

    /** @param stop ends it early: what was read by then is kept, and the rest is missing */
    public Collect(
            Cloud cloud,
            CollectOptions options,
            HostQuestion question,
            Progress progress,
            Time time,
            String toolVersion,
            Stop stop) {
        this.cloud = cloud;
        this.options = options;
        this.question = question;
        this.progress = progress;
        this.time = time;
        this.toolVersion = toolVersion;
        this.stop = stop;
    }

    /**
     * Collects.
     *
     * @throws CollectFailure if nothing could be read at all: no credentials, no connection, no permission to list
     */
    public Snapshot snapshot() throws CollectFailure {
        Calls accountCalls = calls("");
        Optional<String> account = account(accountCalls);
        List<String> regions = options.allRegions() ? enabledRegions(accountCalls) : cloud.regions();

        List<RegionCollect.Listed> listed =
                Parallel.all(regions, region -> inRegion(region).list());
        failIfNothingIsListed(listed);
        progress.planned(
                listed.stream().mapToInt(RegionCollect.Listed::planned).sum(),
                listed.stream()
                        .map(RegionCollect.Listed::estimate)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO));

        List<GapFacts> unmatched = unmatched(listed);
        List<RegionSnapshot> read = Parallel.all(
                listed, region -> region.read(region.region().equals(regions.getFirst()) ? unmatched : List.of()));
        return new Snapshot(
                SnapshotCodec.SCHEMA,
                toolVersion,
                time.now().truncatedTo(ChronoUnit.SECONDS),
                account.or(() -> accountOfArn(read)).orElse("unknown"),
                read.stream()
                        .sorted(Comparator.comparing(RegionSnapshot::region))
                        .toList());
    }

    private RegionCollect inRegion(String region) {
        return new RegionCollect(region, cloud.in(region), calls(region), options, question, progress);
    }

    private Calls calls(String region) {
        return new Calls(
                options.quotas(),
                time,
                () -> ThreadLocalRandom.current().nextDouble(),
                stop,
                (action, took, failure) -> progress.call(region, action, took, failure));
    }

    /** The account's number; where it may not be asked for, the ARNs tell it later. */
    private Optional<String> account(Calls calls) throws CollectFailure {
        Call<String> call = cloud.account();
        try {
            return Optional.of(calls.send(call));
        } catch (CallFailed e) {
            return switch (e.kind()) {
                case NO_CREDENTIALS, EXPIRED, BAD_CREDENTIALS -> throw CollectFailure.because(call.action(), e);
                // A private network may have endpoints for what we read and none for this.
                case DENIED,
                        UNREACHABLE,
                        THROTTLED,
                        BROKEN,
                        TIMED_OUT,
                        NOT_YET,
                        NO_SUCH_INSTANCE,
                        GONE,
                        NOT_ENABLED,
                        REFUSED,
                        STOPPED -> Optional.empty();
            };
        }
    }

    private List<String> enabledRegions(Calls calls) throws CollectFailure {
        Call<List<String>> call = cloud.enabledRegions();
        try {
            return calls.send(call).stream().sorted().toList();
        } catch (CallFailed e) {
            throw CollectFailure.because(call.action(), e);
        }
    }

    private static void failIfNothingIsListed(List<RegionCollect.Listed> listed) throws CollectFailure {
        if (listed.stream().allMatch(region -> region.loadBalancers().isEmpty())) {
            Text why = listed.stream()
                    .flatMap(region -> region.gaps().stream())
                    .findFirst()
                    .map(gap -> Text.of(
                            "The %s could not be listed (%s): %s.",
                            Text.recorded(gap.subject()), Text.recorded(gap.cause()), Text.recorded(gap.remedy())))
                    .orElse(Text.of("No region is enabled for this account: name one with --region."));
            throw new CollectFailure(CollectFailure.Kind.NO_ACCESS, why);
        }
    }

    /** What was asked for by name and is nowhere: silence about it would look like a clean result. */
    private List<GapFacts> unmatched(List<RegionCollect.Listed> listed) {
        List<LoadBalancerFacts> all = listed.stream()
                .flatMap(region -> region.loadBalancers().stream())
                .flatMap(Collection::stream)
                .toList();
        return new NamePatterns(options.loadBalancers())
                .matchingNone(all).stream()
                        .map(pattern -> new GapFacts(
                                pattern,
                                AwsAction.DESCRIBE_LOAD_BALANCERS.iamName(),
                                Text.of("load balancer %s", pattern),
                                Text.of("no load balancer in scope has this name"),
                                Text.of("check the name, the region and the account")))
                        .toList();
    }

    /** {@code arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/…} names the account. */
    private static Optional<String> accountOfArn(List<RegionSnapshot> regions) {
        return regions.stream()
                .flatMap(region -> region.loadBalancers().stream())
                .map(loadBalancer -> loadBalancer.arn().split(":", 6))
                .filter(parts -> parts.length == 6)
                .map(parts -> parts[4])
                .findFirst();
    }
}
