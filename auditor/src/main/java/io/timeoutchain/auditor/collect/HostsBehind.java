package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.HostFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import io.timeoutchain.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out which instances can be asked, and for which ports. */
final class HostsBehind {

    private static final String ONLINE = "Online";
    private static final String LINUX = "Linux";

    private final HostCommands api;
    private final Calls calls;

    HostsBehind(HostCommands api, Calls calls) {
        this.api = api;
        this.calls = calls;
    }

    /** The instances behind the targets, sorted by id, without asking anything. */
    static List<HostFacts> of(List<TargetGroupFacts> groups) {
        NavigableMap<String, NavigableSet<Integer>> ports = new TreeMap<>();
        for (TargetGroupFacts group : groups) {
            group.targets().orElse(List.of()).forEach(target -> target.instanceId()
                    .ifPresent(instance -> {
                        NavigableSet<Integer> all = ports.computeIfAbsent(instance, id -> new TreeSet<>());
                        target.port().or(group::port).ifPresent(all::add);
                    }));
        }
        return ports.entrySet().stream()
                .map(host -> new HostFacts(
                        host.getKey(), Optional.empty(), Optional.empty(), host.getValue(), Optional.empty()))
                .toList();
    }

    /** The same hosts with what Systems Manager knows of them; one that cannot be asked has a gap that says why. */
    Collected<List<HostFacts>> status(List<HostFacts> hosts, List<InstanceFacts> instances) {
        Map<String, String> states =
                instances.stream().collect(Collectors.toMap(InstanceFacts::id, InstanceFacts::state));
        return Collected.all(Parallel.all(
                        Batches.of(hosts, HostCommands.INSTANCES_AT_ONCE), batch -> statusOfBatch(batch, states)))
                .map(batches -> batches.stream().flatMap(List::stream).toList());
    }

    /** Whether a host can run the script. */
    static boolean canBeAsked(HostFacts host) {
        return host.pingStatus().filter(ONLINE::equals).isPresent()
                && host.platform().orElse(LINUX).equals(LINUX);
    }

    private Collected<List<HostFacts>> statusOfBatch(List<HostFacts> batch, Map<String, String> states) {
        Collected<Optional<List<HostCommands.Managed>>> answer = calls.askAll(
                api.managed(batch.stream().map(HostFacts::instanceId).toList()), "", Text.of("managed instances"));
        Map<String, HostCommands.Managed> managed = answer.value().orElse(List.of()).stream()
                .collect(Collectors.toMap(HostCommands.Managed::instanceId, Function.identity(), (one, same) -> one));
        List<HostFacts> hosts = new ArrayList<>();
        List<GapFacts> gaps = new ArrayList<>();
        for (HostFacts host : batch) {
            HostCommands.Managed known = managed.get(host.instanceId());
            if (known != null) {
                HostFacts found = new HostFacts(
                        host.instanceId(),
                        Optional.of(known.pingStatus()),
                        known.platform(),
                        host.ports(),
                        Optional.empty());
                hosts.add(found);
                whyNot(found, states).ifPresent(gaps::add);
            } else {
                hosts.add(host);
                gaps.add(answer.gaps().stream()
                        .findFirst()
                        .map(failed -> HostGaps.gap(
                                host,
                                AwsAction.DESCRIBE_INSTANCE_INFORMATION,
                                Text.recorded(failed.cause()),
                                Text.recorded(failed.remedy())))
                        .orElseGet(() -> unmanaged(host, states)));
            }
        }
        return new Collected<>(hosts, gaps);
    }

    private static GapFacts unmanaged(HostFacts host, Map<String, String> states) {
        return notRunning(host, states)
                .orElseGet(
                        () -> HostGaps.gap(
                                host,
                                AwsAction.DESCRIBE_INSTANCE_INFORMATION,
                                Text.of("Systems Manager does not manage this instance"),
                                Text.of(
                                        "run the SSM agent on it with the AmazonSSMManagedInstanceCore policy and a way to the ssm and ssmmessages endpoints")));
    }

    private static Optional<GapFacts> whyNot(HostFacts host, Map<String, String> states) {
        if (canBeAsked(host)) {
            return Optional.empty();
        }
        String platform = host.platform().orElse(LINUX);
        if (!platform.equals(LINUX)) {
            return Optional.of(HostGaps.gap(
                    host,
                    AwsAction.DESCRIBE_INSTANCE_INFORMATION,
                    Text.of("it runs %s; only Linux hosts can be read", platform),
                    Text.of("declare what runs there in timeout-chain.yaml")));
        }
        return notRunning(host, states)
                .or(
                        () -> Optional.of(
                                HostGaps.gap(
                                        host,
                                        AwsAction.DESCRIBE_INSTANCE_INFORMATION,
                                        Text.of(
                                                "its SSM agent does not answer (%s)",
                                                host.pingStatus().orElse("no status")),
                                        Text.of(
                                                "restart amazon-ssm-agent on it, and check its way to the ssm and ssmmessages endpoints"))));
    }

    private static Optional<GapFacts> notRunning(HostFacts host, Map<String, String> states) {
        return Optional.ofNullable(states.get(host.instanceId()))
                .filter(state -> !state.equals("running"))
                .map(state -> HostGaps.gap(
                        host,
                        AwsAction.DESCRIBE_INSTANCE_INFORMATION,
                        Text.of("the instance is %s", state),
                        Text.of("start it, or deregister it from its target group")));
    }
}
