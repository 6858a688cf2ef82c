package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Finds the instances that targets are: by their ids, or by the private addresses that are registered. */
final class InstancesBehind {

    private final Instances api;
    private final Calls calls;

    InstancesBehind(Instances api, Calls calls) {
        this.api = api;
        this.calls = calls;
    }

    /**
     * What was found.
     *
     * @param groups the same target groups, in which targets that are addresses name their instance
     * @param instances the instances, sorted by id
     */
    record Found(List<TargetGroupFacts> groups, List<InstanceFacts> instances) {}

    Collected<Found> of(List<TargetGroupFacts> groups) {
        Collected<List<InstanceFacts>> byId = byId(targetIds(groups, TargetGroupFacts.INSTANCE));
        Collected<List<InstanceFacts>> byAddress = byAddress(targetIds(groups, TargetGroupFacts.IP));
        // An address whose question failed has its gap already; saying that nobody has it would be untrue.
        List<String> unasked = byAddress.gaps().stream().map(GapFacts::about).toList();
        Map<String, InstanceFacts> used = new LinkedHashMap<>();
        byId.value().forEach(instance -> used.put(instance.id(), instance));
        List<GapFacts> gaps = new ArrayList<>(byId.gaps());
        gaps.addAll(byAddress.gaps());
        List<TargetGroupFacts> resolved = groups.stream()
                .map(group -> !group.targetType().equals(TargetGroupFacts.IP)
                        ? group
                        : group.withTargets(group.targets().map(targets -> targets.stream()
                                .map(target -> {
                                    Optional<InstanceFacts> owner = owner(target, group, byAddress.value());
                                    owner.ifPresent(instance -> used.put(instance.id(), instance));
                                    if (owner.isEmpty() && !unasked.contains(target.id())) {
                                        gaps.add(nobodyHas(target, group));
                                    }
                                    return owner.map(instance -> target.on(instance.id()))
                                            .orElse(target);
                                })
                                .toList())))
                .toList();
        List<InstanceFacts> instances = used.values().stream()
                .sorted(Comparator.comparing(InstanceFacts::id))
                .toList();
        return new Collected<>(
                new Found(resolved, instances), gaps.stream().distinct().toList());
    }

    private static List<String> targetIds(List<TargetGroupFacts> groups, String targetType) {
        return groups.stream()
                .filter(group -> group.targetType().equals(targetType))
                .flatMap(group -> group.targets().stream())
                .flatMap(Collection::stream)
                .map(TargetFacts::id)
                .distinct()
                .sorted()
                .toList();
    }

    private Collected<List<InstanceFacts>> byId(List<String> ids) {
        Collected<List<InstanceFacts>> found = inBatches(ids, api::withIds);
        TreeSet<String> absent = new TreeSet<>(ids);
        found.value().forEach(instance -> absent.remove(instance.id()));
        found.gaps().forEach(gap -> absent.remove(gap.about()));
        return found.missing(absent.stream()
                .map(id -> gap(
                        id,
                        "instance " + id,
                        "EC2 lists no such instance",
                        "deregister the target if the instance is terminated"))
                .toList());
    }

    private Collected<List<InstanceFacts>> byAddress(List<String> addresses) {
        List<String> ipv6 =
                addresses.stream().filter(address -> address.contains(":")).toList();
        List<String> ipv4 =
                addresses.stream().filter(address -> !address.contains(":")).toList();
        return Collected.all(List.of(inBatches(ipv4, api::withAddresses), inBatches(ipv6, api::withIpv6Addresses)))
                .map(InstancesBehind::flat);
    }

    private Collected<List<InstanceFacts>> inBatches(
            List<String> values, Function<List<String>, Listing<InstanceFacts>> listing) {
        return Collected.all(Parallel.all(
                        Batches.of(values, Instances.FILTER_VALUES), batch -> batch(batch, listing.apply(batch))))
                .map(InstancesBehind::flat);
    }

    /** One question about many; where it fails, each of them that was not listed has a gap of its own. */
    private Collected<List<InstanceFacts>> batch(List<String> values, Listing<InstanceFacts> listing) {
        Collected<Optional<List<InstanceFacts>>> answer = calls.askAll(listing, "", "instances");
        List<InstanceFacts> listed = answer.value().orElse(List.of());
        List<GapFacts> gaps = answer.gaps().stream()
                .flatMap(gap -> values.stream()
                        .filter(value -> listed.stream().noneMatch(instance -> isOrHas(instance, value)))
                        .map(value ->
                                new GapFacts(value, gap.action(), "instance of " + value, gap.cause(), gap.remedy())))
                .toList();
        return new Collected<>(listed, gaps);
    }

    private static boolean isOrHas(InstanceFacts instance, String value) {
        return instance.id().equals(value) || has(instance, value);
    }

    private static boolean has(InstanceFacts instance, String address) {
        return instance.interfaces().stream().anyMatch(one -> one.addresses().contains(address));
    }

    /** Two networks may use the same address, so only an instance in the target group's own network is meant. */
    private static Optional<InstanceFacts> owner(
            TargetFacts target, TargetGroupFacts group, List<InstanceFacts> candidates) {
        return candidates.stream()
                .filter(instance -> has(instance, target.id()))
                .filter(instance -> group.vpc().isPresent() && group.vpc().equals(instance.vpc()))
                .findFirst();
    }

    private static GapFacts nobodyHas(TargetFacts target, TargetGroupFacts group) {
        return gap(
                target.id(),
                "host behind address " + target.id() + " of target group " + group.name(),
                "no instance in " + group.vpc().orElse("its network") + " has this address: it may be a container,"
                        + " an appliance, or a machine elsewhere",
                "declare what runs there in timeout-chain.yaml");
    }

    private static GapFacts gap(String about, String subject, String cause, String remedy) {
        return new GapFacts(about, AwsAction.DESCRIBE_INSTANCES.iamName(), subject, cause, remedy);
    }

    private static <T> List<T> flat(List<List<T>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }
}
