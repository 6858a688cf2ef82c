package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.collect.CallFailed.Kind;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import io.timeoutchain.auditor.snapshot.ListenerFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RuleFacts;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An account in memory, which can deny, throttle, page, cut and stay silent, and remembers what it was asked. */
final class FakeCloud implements Cloud, LoadBalancers, Instances, HostCommands {

    final List<LoadBalancerFacts> balancers = new ArrayList<>();
    final Map<String, List<ListenerFacts>> listeners = new HashMap<>();
    final Map<String, List<RuleFacts>> rules = new HashMap<>();
    final List<TargetGroupFacts> groups = new ArrayList<>();
    final Map<String, List<TargetFacts>> targets = new HashMap<>();
    final Map<String, Map<String, String>> tags = new HashMap<>();
    final List<InstanceFacts> instances = new ArrayList<>();
    final List<InstanceTypeFacts> types = new ArrayList<>();
    final List<Managed> managed = new ArrayList<>();

    /** What each instance prints; what is longer than the listing shows is cut there. */
    final Map<String, String> printed = new HashMap<>();

    /** How each instance's command ends, where not with success. */
    final Map<String, String> statuses = new HashMap<>();

    List<String> regions = List.of("eu-central-1");
    int pageSize = 1000;
    int cutAfter = 2400;
    int pollsUntilEnded = 1;

    final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    final List<Order> orders = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, AtomicInteger> polls = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();

    private record Failure(AwsAction action, String about, Kind kind, AtomicInteger left) {}

    /** The next {@code times} calls of {@code action} about something whose name contains {@code about} fail. */
    FakeCloud failing(AwsAction action, String about, Kind kind, int times) {
        failures.add(new Failure(action, about, kind, new AtomicInteger(times)));
        return this;
    }

    FakeCloud denying(AwsAction action, String about) {
        return failing(action, about, Kind.DENIED, Integer.MAX_VALUE);
    }

    List<String> sent(AwsAction action) {
        synchronized (sent) {
            return sent.stream()
                    .filter(call -> call.startsWith(action.operation() + " "))
                    .map(call -> call.substring(action.operation().length() + 1))
                    .toList();
        }
    }

    private <T> Call<T> call(AwsAction action, String about, Supplier<T> answer) {
        return new Call<>(action, () -> {
            sent.add(action.operation() + " " + about);
            for (Failure failure : failures) {
                if (failure.action() == action
                        && about.contains(failure.about())
                        && failure.left().getAndDecrement() > 0) {
                    throw new CallFailed(failure.kind(), failure.kind() + " " + action.operation());
                }
            }
            return answer.get();
        });
    }

    private <T> Listing<T> listing(AwsAction action, String about, Supplier<List<T>> all) {
        return next -> call(action, about, () -> {
            List<T> items = all.get();
            int from = next.map(Integer::parseInt).orElse(0);
            int to = Math.min(items.size(), from + pageSize);
            return new Page<>(
                    items.subList(from, to), to < items.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
        });
    }

    @Override
    public Call<String> account() {
        return call(AwsAction.GET_CALLER_IDENTITY, "", () -> "123456789012");
    }

    @Override
    public List<String> regions() {
        return regions;
    }

    @Override
    public Call<List<String>> enabledRegions() {
        return call(AwsAction.DESCRIBE_REGIONS, "", () -> regions);
    }

    @Override
    public Region in(String region) {
        return new Region(this, this, this);
    }

    @Override
    public void close() {}

    @Override
    public Listing<LoadBalancerFacts> all() {
        return listing(AwsAction.DESCRIBE_LOAD_BALANCERS, "", () -> balancers);
    }

    @Override
    public Call<Map<String, Map<String, String>>> tags(List<String> arns) {
        return call(AwsAction.DESCRIBE_TAGS, String.join(",", arns), () -> arns.stream()
                .collect(Collectors.toMap(arn -> arn, arn -> tags.getOrDefault(arn, Map.of()))));
    }

    @Override
    public Call<Map<String, String>> attributes(String loadBalancerArn) {
        return call(
                AwsAction.DESCRIBE_LOAD_BALANCER_ATTRIBUTES,
                loadBalancerArn,
                () -> Map.of("idle_timeout.timeout_seconds", "60"));
    }

    @Override
    public Listing<ListenerFacts> listeners(String loadBalancerArn) {
        return listing(
                AwsAction.DESCRIBE_LISTENERS,
                loadBalancerArn,
                () -> listeners.getOrDefault(loadBalancerArn, List.of()));
    }

    @Override
    public Call<Map<String, String>> listenerAttributes(String listenerArn) {
        return call(
                AwsAction.DESCRIBE_LISTENER_ATTRIBUTES, listenerArn, () -> Map.of("tcp.idle_timeout.seconds", "350"));
    }

    @Override
    public Listing<RuleFacts> rules(String listenerArn) {
        return listing(AwsAction.DESCRIBE_RULES, listenerArn, () -> rules.getOrDefault(listenerArn, List.of()));
    }

    @Override
    public Listing<TargetGroupFacts> targetGroups() {
        return listing(AwsAction.DESCRIBE_TARGET_GROUPS, "", () -> groups);
    }

    @Override
    public Call<Map<String, String>> targetGroupAttributes(String targetGroupArn) {
        return call(
                AwsAction.DESCRIBE_TARGET_GROUP_ATTRIBUTES,
                targetGroupArn,
                () -> Map.of("deregistration_delay.timeout_seconds", "300"));
    }

    @Override
    public Call<List<TargetFacts>> targets(String targetGroupArn) {
        return call(
                AwsAction.DESCRIBE_TARGET_HEALTH,
                targetGroupArn,
                () -> targets.getOrDefault(targetGroupArn, List.of()));
    }

    @Override
    public Listing<InstanceFacts> withIds(List<String> ids) {
        return listing(AwsAction.DESCRIBE_INSTANCES, String.join(",", ids), () -> instances.stream()
                .filter(instance -> ids.contains(instance.id()))
                .toList());
    }

    @Override
    public Listing<InstanceFacts> withAddresses(List<String> addresses) {
        return listing(AwsAction.DESCRIBE_INSTANCES, String.join(",", addresses), () -> instances.stream()
                .filter(instance -> instance.interfaces().stream()
                        .anyMatch(one -> !Collections.disjoint(one.addresses(), addresses)))
                .toList());
    }

    @Override
    public Listing<InstanceFacts> withIpv6Addresses(List<String> addresses) {
        return withAddresses(addresses);
    }

    @Override
    public Listing<InstanceTypeFacts> sizesOf(List<String> families) {
        return listing(AwsAction.DESCRIBE_INSTANCE_TYPES, String.join(",", families), () -> types.stream()
                .filter(type -> families.stream().anyMatch(family -> type.type().startsWith(family + ".")))
                .toList());
    }

    @Override
    public Listing<Managed> managed(List<String> instanceIds) {
        return listing(AwsAction.DESCRIBE_INSTANCE_INFORMATION, String.join(",", instanceIds), () -> managed.stream()
                .filter(instance -> instanceIds.contains(instance.instanceId()))
                .toList());
    }

    @Override
    public Call<String> send(Order order) {
        return call(AwsAction.SEND_COMMAND, String.join(",", order.instanceIds()), () -> {
            synchronized (orders) {
                orders.add(order);
                return "command-" + orders.size();
            }
        });
    }

    @Override
    public Listing<Invocation> invocations(String commandId) {
        return listing(AwsAction.LIST_COMMAND_INVOCATIONS, commandId, () -> {
            int poll;
            synchronized (polls) {
                poll = polls.computeIfAbsent(commandId, id -> new AtomicInteger())
                        .incrementAndGet();
            }
            Order order = orders.get(Integer.parseInt(commandId.substring("command-".length())) - 1);
            return order.instanceIds().stream()
                    .map(id -> poll < pollsUntilEnded
                            ? new Invocation(id, "InProgress", "")
                            : new Invocation(
                                    id, statuses.getOrDefault(id, "Success"), cut(printed.getOrDefault(id, ""))))
                    .toList();
        });
    }

    @Override
    public Call<String> output(String commandId, String instanceId) {
        return call(AwsAction.GET_COMMAND_INVOCATION, instanceId, () -> {
            String whole = printed.getOrDefault(instanceId, "");
            return whole.substring(0, Math.min(whole.length(), 24_000));
        });
    }

    private String cut(String output) {
        return output.length() <= cutAfter ? output : output.substring(0, cutAfter) + "---Output truncated---";
    }
}
