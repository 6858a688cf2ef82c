package io.timeoutchain.auditor.audit;

import io.timeoutchain.auditor.assemble.Assembly;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.ListenerFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.TargetGroup;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an audit saw whole. Only there does it mean something that a report does not name a defect. */
final class Seen {

    private Seen() {}

    static List<Report.Seen> of(Snapshot snapshot, Assembly assembly) {
        return snapshot.regions().stream()
                .flatMap(region ->
                        region.loadBalancers().stream().map(balancer -> seen(region, balancer, assembly.groups())))
                .toList();
    }

    private static Report.Seen seen(RegionSnapshot region, LoadBalancerFacts balancer, List<TargetGroup> judged) {
        // A group behind several listeners of a network load balancer is judged once for each.
        Map<String, Boolean> whole = judged.stream()
                .filter(group -> group.place().loadBalancerArn().equals(balancer.arn()))
                .collect(Collectors.toMap(
                        group -> group.place().targetGroupArn(), Seen::isWhole, (one, other) -> one && other));
        List<String> attached = region.targetGroups().stream()
                .filter(group -> group.loadBalancerArns().contains(balancer.arn()))
                .map(TargetGroupFacts::arn)
                .toList();
        return new Report.Seen(
                balancer.arn(),
                isWhole(region, balancer),
                attached.stream().filter(arn -> whole.getOrDefault(arn, false)).toList(),
                attached.stream().filter(arn -> !whole.getOrDefault(arn, false)).toList());
    }

    /** Whether every target group behind the load balancer is known. */
    private static boolean isWhole(RegionSnapshot region, LoadBalancerFacts balancer) {
        Set<String> subjects = Stream.concat(
                        Stream.of(region.region(), balancer.arn()),
                        balancer.listeners().orElse(List.of()).stream().map(ListenerFacts::arn))
                .collect(Collectors.toSet());
        return balancer.listeners().isPresent()
                && region.gaps().stream().map(GapFacts::about).noneMatch(subjects::contains);
    }

    /** Whether there is a target, and every party behind each is known: rules do not apply to one that is not. */
    private static boolean isWhole(TargetGroup group) {
        return !group.chains().isEmpty()
                && group.chains().stream()
                        .map(Chain::parties)
                        .flatMap(List::stream)
                        .noneMatch(party -> party.is(Product.UNKNOWN));
    }
}
