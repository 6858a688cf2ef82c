package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import io.timeoutchain.model.Text;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Set<String> unasked = byAddress.gaps().stream().map(GapFacts::about).collect(Collectors.toSet());
        Collected<List<TargetGroupFacts>> resolved = Collected.all(groups.stream()
                .map(group -> resolved(group, byAddress.value(), unasked))
                .toList());
        return resolved.map(all -> new Found(all, used(all, byId.value(), byAddress.value())))
                .missing(byId.gaps())
                .missing(byAddress.gaps());
    }

    private static Collected<TargetGroupFacts> resolved(
            TargetGroupFacts group, List<InstanceFacts> candidates, Set<String> unasked) {
        if (!group.targetType().equals(TargetGroupFacts.IP)) {
            return Collected.of(group);
        }
        return Collected.all(group.targets().orElse(List.of()).stream()
                        .map(target -> resolved(target, group, candidates, unasked))
                        .toList())
                .map(targets -> group.withTargets(group.targets().map(present -> targets)));
    }

    private static Collected<TargetFacts> resolved(
            TargetFacts target, TargetGroupFacts group, List<InstanceFacts> candidates, Set<String> unasked) {
        Optional<InstanceFacts> owner = owner(target, group, candidates);
        if (owner.isPresent()) {
            return Collected.of(target.on(owner.get().id()));
        }
        return new Collected<>(target, unasked.contains(target.id()) ? List.of() : List.of(nobodyHas(target, group)));
    }

    /** The instances that are targets, each once: a question for an address also finds others that have it. */
    private static List<InstanceFacts> used(
            List<TargetGroupFacts> groups, List<InstanceFacts> byId, List<InstanceFacts> byAddress) {
        Set<String> ids = groups.stream()
                .flatMap(group -> group.targets().stream())
                .flatMap(Collection::stream)
                .flatMap(target -> target.instanceId().stream())
                .collect(Collectors.toSet());
        return Stream.concat(byId.stream(), byAddress.stream())
                .filter(instance -> ids.contains(instance.id()))
                .collect(Collectors.toMap(
                        InstanceFacts::id, Function.identity(), (one, same) -> one, () -> new TreeMap<>()))
                .values()
                .stream()
                .toList();
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
                        Text.of("instance %s", id),
                        Text.of("EC2 lists no such instance"),
                        Text.of("deregister the target if the instance is terminated")))
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
        Collected<Optional<List<InstanceFacts>>> answer = calls.askAll(listing, "", Text.of("instances"));
        List<InstanceFacts> listed = answer.value().orElse(List.of());
        List<GapFacts> gaps = answer.gaps().stream()
                .flatMap(gap -> values.stream()
                        .filter(value -> listed.stream().noneMatch(instance -> isOrHas(instance, value)))
                        .map(value -> new GapFacts(
                                value,
                                gap.action(),
                                Text.of("instance of %s", value),
                                Text.recorded(gap.cause()),
                                Text.recorded(gap.remedy()))))
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
                Text.of("host behind address %s of target group %s", target.id(), group.name()),
                Text.of(
                        "no instance in %s has this address: it may be a container, an appliance, or a machine elsewhere",
                        group.vpc().orElse("its network")),
                Text.of("declare what runs there in timeout-chain.yaml"));
    }

    private static GapFacts gap(String about, Text subject, Text cause, Text remedy) {
        return new GapFacts(about, AwsAction.DESCRIBE_INSTANCES.iamName(), subject, cause, remedy);
    }

    private static <T> List<T> flat(List<List<T>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }
}
