package io.timeoutchain.auditor.assemble;

import io.timeoutchain.auditor.snapshot.CallFacts;
import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.HostFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts.InterfaceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import io.timeoutchain.auditor.snapshot.ListenerFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.RuleFacts;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Snapshots by hand: one region, whose names and ARNs follow from each other. */
public final class Account {

    public static final String REGION = "eu-central-1";
    private static final String ARN = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:";

    private final List<LoadBalancerFacts> balancers = new ArrayList<>();
    private final List<TargetGroupFacts> groups = new ArrayList<>();
    private final List<InstanceFacts> instances = new ArrayList<>();
    private final List<InstanceTypeFacts> types = new ArrayList<>();
    private final List<HostFacts> hosts = new ArrayList<>();
    private final List<GapFacts> gaps = new ArrayList<>();

    /** An ALB "shop" with the given idle timeout, whose group "shop" has one instance, "i-1", that gave {@code answer}. */
    public static Account shop(int idleTimeout, int port, String answer) {
        return new Account()
                .with(alb("shop", Map.of("idle_timeout.timeout_seconds", String.valueOf(idleTimeout)), "shop"))
                .with(group("shop", "shop", target("i-1", port)))
                .with(instance("i-1", "m7i.large"))
                .with(new InstanceTypeFacts("m7i.large", 2, 8192, Optional.of(Duration.ofDays(5))))
                .with(host("i-1", answer));
    }

    public static String balancerArn(String name) {
        return ARN + "loadbalancer/app/" + name + "/1";
    }

    public static String listenerArn(String balancer, int port) {
        return ARN + "listener/app/" + balancer + "/1/" + port;
    }

    public static String groupArn(String name) {
        return ARN + "targetgroup/" + name + "/1";
    }

    public static LoadBalancerFacts alb(String name, @Nullable Map<String, String> attributes, String... groups) {
        return new LoadBalancerFacts(
                balancerArn(name),
                name,
                LoadBalancerFacts.APPLICATION,
                Optional.ofNullable(attributes),
                Optional.of(List.of(listener(name, "HTTPS", 443, null, groups))));
    }

    public static ListenerFacts listener(
            String balancer, String protocol, int port, @Nullable Map<String, String> attributes, String... groups) {
        String arn = listenerArn(balancer, port);
        return new ListenerFacts(
                arn,
                protocol,
                port,
                Optional.ofNullable(attributes),
                List.of(new RuleFacts(
                        arn,
                        RuleFacts.DEFAULT,
                        Arrays.stream(groups).map(Account::groupArn).toList())));
    }

    public static LoadBalancerFacts nlb(String name, @Nullable List<ListenerFacts> listeners) {
        return new LoadBalancerFacts(
                balancerArn(name),
                name,
                LoadBalancerFacts.NETWORK,
                Optional.of(Map.of()),
                Optional.ofNullable(listeners));
    }

    public static TargetGroupFacts group(String name, String balancer, TargetFacts... targets) {
        return new TargetGroupFacts(
                groupArn(name),
                name,
                Optional.of("HTTP"),
                Optional.of("HTTP1"),
                Optional.of(80),
                TargetGroupFacts.INSTANCE,
                Optional.of("vpc-1"),
                Optional.of("/"),
                List.of(balancerArn(balancer)),
                Optional.of(Map.of("deregistration_delay.timeout_seconds", "300")),
                Optional.of(List.of(targets)));
    }

    /** The same group with targets of another type. */
    public static TargetGroupFacts typed(TargetGroupFacts group, String type) {
        return new TargetGroupFacts(
                group.arn(),
                group.name(),
                group.protocol(),
                group.protocolVersion(),
                group.port(),
                type,
                group.vpc(),
                group.healthCheckPath(),
                group.loadBalancerArns(),
                group.attributes(),
                group.targets());
    }

    public static TargetFacts target(String instance, int port) {
        return new TargetFacts(instance, Optional.of(port), "healthy", Optional.empty(), Optional.of(instance));
    }

    public static InstanceFacts instance(String id, String type, InterfaceFacts... interfaces) {
        return new InstanceFacts(id, Optional.empty(), type, "running", Optional.of("vpc-1"), List.of(interfaces));
    }

    /** {@code instance} with the tag {@code Name}. */
    public static InstanceFacts named(String name, InstanceFacts instance) {
        return new InstanceFacts(
                instance.id(),
                Optional.of(name),
                instance.type(),
                instance.state(),
                instance.vpc(),
                instance.interfaces());
    }

    public static HostFacts host(String id, @Nullable String output) {
        return new HostFacts(
                id, Optional.of("Online"), Optional.of("Linux"), new TreeSet<>(), Optional.ofNullable(output));
    }

    public Account with(LoadBalancerFacts balancer) {
        balancers.removeIf(known -> known.arn().equals(balancer.arn()));
        balancers.add(balancer);
        return this;
    }

    public Account with(TargetGroupFacts group) {
        groups.removeIf(known -> known.arn().equals(group.arn()));
        groups.add(group);
        return this;
    }

    public Account with(InstanceFacts instance) {
        instances.removeIf(known -> known.id().equals(instance.id()));
        instances.add(instance);
        return this;
    }

    public Account with(InstanceTypeFacts type) {
        types.add(type);
        return this;
    }

    public Account with(HostFacts host) {
        hosts.removeIf(known -> known.instanceId().equals(host.instanceId()));
        hosts.add(host);
        return this;
    }

    public Account without(String instance) {
        instances.removeIf(known -> known.id().equals(instance));
        return this;
    }

    /** Something that the collector could not obtain. */
    public Account gap(String about, String action) {
        gaps.add(new GapFacts(about, action, "what " + action + " tells", "AccessDenied", "grant " + action));
        return this;
    }

    public Snapshot snapshot() {
        return new Snapshot(
                SnapshotCodec.SCHEMA,
                "0.1.0",
                Instant.parse("2026-11-21T20:00:00Z"),
                "123456789012",
                List.of(new RegionSnapshot(
                        REGION,
                        balancers,
                        groups,
                        instances,
                        types,
                        hosts,
                        gaps,
                        new CallFacts(12, 13, 1, Duration.ofMillis(1500)))));
    }
}
