package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.CallFacts;
import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.HostFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import io.timeoutchain.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Collects one region, in two parts: what there is, and then the facts about it. */
final class RegionCollect {

    private final String region;
    private final Cloud.Region api;
    private final Calls calls;
    private final CollectOptions options;
    private final HostQuestion question;
    private final Parallel parallel;
    private final Instant start;

    RegionCollect(
            String region,
            Cloud.Region api,
            Calls calls,
            CollectOptions options,
            HostQuestion question,
            Progress progress) {
        this.region = region;
        this.api = api;
        this.calls = calls;
        this.options = options;
        this.question = question;
        this.parallel = new Parallel(progress, region);
        this.start = calls.now();
    }

    /**
     * What there is to read in a region.
     *
     * @param loadBalancers those in scope; empty where they could not even be listed
     * @param groups the target groups attached to them
     * @param planned how many calls reading it takes, those that were sent for listing included
     * @param estimate the least time that the calls to come take
     */
    record Listed(
            RegionCollect collect,
            String region,
            Optional<List<LoadBalancerFacts>> loadBalancers,
            List<TargetGroupFacts> groups,
            List<GapFacts> gaps,
            int planned,
            Duration estimate) {

        RegionSnapshot read(List<GapFacts> more) {
            return collect.read(this, more);
        }
    }

    Listed list() {
        Collected<Optional<List<LoadBalancerFacts>>> loadBalancers =
                new LoadBalancersInScope(api.loadBalancers(), calls, options).in(region);
        Collected<List<TargetGroupFacts>> groups = new TargetGroupsAttached(api.loadBalancers(), calls)
                .to(loadBalancers.value().orElse(List.of()), region);
        Plan plan = Plan.of(loadBalancers.value().orElse(List.of()), groups.value(), options.askHosts());
        return new Listed(
                this,
                region,
                loadBalancers.value(),
                groups.value(),
                concat(loadBalancers.gaps(), groups.gaps()),
                calls.made() + plan.calls().size(),
                plan.estimate(calls));
    }

    private RegionSnapshot read(Listed listed, List<GapFacts> more) {
        LoadBalancers balancing = api.loadBalancers();
        Collected<List<LoadBalancerFacts>> loadBalancers = new LoadBalancerAttributes(balancing, calls, parallel)
                .of(listed.loadBalancers().orElse(List.of()))
                .then(new Listeners(balancing, calls, parallel)::of);

        Collected<InstancesBehind.Found> found = new TargetGroupAttributes(balancing, calls, parallel)
                .of(listed.groups())
                .then(new Targets(balancing, calls, parallel)::of)
                .then(new InstancesBehind(api.instances(), calls)::of);

        Collected<List<InstanceTypeFacts>> types =
                new InstanceTypes(api.instances(), calls).of(found.value().instances());

        Collected<List<HostFacts>> hosts = options.askHosts() ? ask(found.value()) : leaveAlone(found.value());

        return new RegionSnapshot(
                region,
                loadBalancers.value(),
                found.value().groups(),
                found.value().instances(),
                types.value(),
                hosts.value(),
                Stream.of(listed.gaps(), more, loadBalancers.gaps(), found.gaps(), types.gaps(), hosts.gaps())
                        .flatMap(List::stream)
                        .sorted(GapFacts.ORDER)
                        .toList(),
                new CallFacts(listed.planned(), calls.made(), calls.throttled(), Duration.between(start, calls.now())));
    }

    private Collected<List<HostFacts>> ask(InstancesBehind.Found found) {
        return new HostsBehind(api.hosts(), calls)
                .status(HostsBehind.of(found.groups()), found.instances())
                .then(new HostAnswers(
                        api.hosts(),
                        calls,
                        parallel,
                        question,
                        options.document(),
                        Measuring.of(options.measure(), found.groups()))::of);
    }

    private static Collected<List<HostFacts>> leaveAlone(InstancesBehind.Found found) {
        List<HostFacts> hosts = HostsBehind.of(found.groups());
        return new Collected<>(
                hosts,
                hosts.stream()
                        .map(host -> HostGaps.gap(
                                host,
                                AwsAction.SEND_COMMAND,
                                Text.of("hosts were left out (--no-hosts)"),
                                Text.of("run without --no-hosts")))
                        .toList());
    }

    private static List<GapFacts> concat(List<GapFacts> some, List<GapFacts> others) {
        List<GapFacts> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
