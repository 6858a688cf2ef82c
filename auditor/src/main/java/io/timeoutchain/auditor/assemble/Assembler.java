package io.timeoutchain.auditor.assemble;

import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.Configuration.Declaration;
import io.timeoutchain.auditor.host.HostAnswer;
import io.timeoutchain.auditor.host.HostReport;
import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.HostFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import io.timeoutchain.auditor.snapshot.ListenerFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Evidence;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.alb.AlbReader;
import io.timeoutchain.product.linux.ConnectionTracking;
import io.timeoutchain.product.nlb.NlbReader;
import io.timeoutchain.product.targetgroup.TargetGroupReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the chains of a snapshot, with what the user declared about the parties that nobody can read. */
public final class Assembler {

    private static final String CONFIGURATION_FILE = "timeout-chain.yaml";

    private final Configuration configuration;

    public Assembler(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Assembles every target group of {@code snapshot} that a load balancer of it forwards to. */
    public Assembly assemble(Snapshot snapshot) {
        List<TargetGroup> groups = new ArrayList<>();
        Set<Gap> gaps = new LinkedHashSet<>();
        Notes notes = new Notes();
        Set<String> hosts = new TreeSet<>();
        for (RegionSnapshot region : snapshot.regions()) {
            OneRegion here = new OneRegion(snapshot.account(), region, notes);
            groups.addAll(here.groups());
            gaps.addAll(here.gaps);
            hosts.addAll(here.hosts);
        }
        return new Assembly(groups, List.copyOf(gaps), notes.sentences(), hosts.size());
    }

    /** One region of one account. */
    private final class OneRegion {

        private final String account;
        private final RegionSnapshot region;
        private final Map<String, InstanceFacts> instances;
        private final Map<String, HostFacts> asked;
        private final Map<String, Optional<HostView>> views = new HashMap<>();
        private final Map<String, Gap> unreadable = new HashMap<>();
        private final Map<String, List<Evidence>> evidence = new HashMap<>();
        private final Set<Gap> gaps = new LinkedHashSet<>();
        private final Notes notes;
        private final Set<String> hosts = new TreeSet<>();

        OneRegion(String account, RegionSnapshot region, Notes notes) {
            this.account = account;
            this.notes = notes;
            this.region = region;
            this.instances = region.instances().stream().collect(Collectors.toMap(InstanceFacts::id, facts -> facts));
            this.asked = region.hosts().stream().collect(Collectors.toMap(HostFacts::instanceId, facts -> facts));
            region.gaps().stream().map(GapFacts::gap).forEach(gaps::add);
        }

        List<TargetGroup> groups() {
            List<TargetGroup> groups = new ArrayList<>();
            for (LoadBalancerFacts balancer : region.loadBalancers()) {
                for (TargetGroupFacts group : region.targetGroups()) {
                    if (group.loadBalancerArns().contains(balancer.arn())) {
                        groups.addAll(through(balancer, group));
                    }
                }
                if (region.targetGroups().stream()
                        .noneMatch(group -> group.loadBalancerArns().contains(balancer.arn()))) {
                    notes.add(Text.of("No target group was listed to which these forward: %s."), balancer.name());
                }
            }
            views.values().stream().flatMap(Optional::stream).forEach(view -> gaps.addAll(view.gaps()));
            return groups;
        }

        /** An application load balancer has one set of timers, a network load balancer one for each listener. */
        private List<TargetGroup> through(LoadBalancerFacts balancer, TargetGroupFacts group) {
            if (!leadsToHosts(group)) {
                return List.of();
            }
            List<TargetFacts> targets = group.targets().orElse(List.of());
            List<ListenerFacts> listeners = balancer.listeners().orElse(List.of()).stream()
                    .filter(listener -> listener.rules().stream()
                            .anyMatch(rule -> rule.targetGroupArns().contains(group.arn())))
                    .toList();
            Party settings = TargetGroupReader.party(
                    attributes(group.arn(), group.name(), group.attributes(), "DescribeTargetGroupAttributes"));
            if (!balancer.type().equals("network")) {
                List<String> arns = listeners.stream().map(ListenerFacts::arn).toList();
                Place place = place(balancer, group, arns, targets);
                return List.of(group(place, settings, new Front.Application(balancer), group));
            }
            if (balancer.listeners().isEmpty()) {
                Gap gap = about(balancer.arn(), "DescribeListeners")
                        .orElseGet(() -> notAnswered(Text.of("listeners of %s", balancer.name()), "DescribeListeners"));
                return List.of(
                        group(place(balancer, group, List.of(), targets), settings, new Front.Unlisted(gap), group));
            }
            if (listeners.isEmpty()) {
                Gap gap = new Gap(
                        Text.of("listener of %s that leads to %s", balancer.name(), group.name()),
                        Text.of(
                                "the target group names the load balancer, but none of its listeners that were listed leads there"),
                        Text.of("run the audit again: it may have been changed meanwhile"));
                return List.of(
                        group(place(balancer, group, List.of(), targets), settings, new Front.Unlisted(gap), group));
            }
            return listeners.stream()
                    .map(listener -> group(
                            place(balancer, group, List.of(listener.arn()), targets),
                            settings,
                            new Front.Network(balancer, listener),
                            group))
                    .toList();
        }

        /** Whether there can be a chain: what leads nowhere, or to no host, is noted and not judged. */
        private boolean leadsToHosts(TargetGroupFacts group) {
            if (!List.of(TargetGroupFacts.INSTANCE, TargetGroupFacts.IP).contains(group.targetType())) {
                notes.add(
                        group.targetType().equals("alb")
                                ? Text.of(
                                        "These target groups lead to a load balancer, behind which no host is read: %s.")
                                : Text.of("These target groups lead to a function, behind which no host is read: %s."),
                        group.name());
                return false;
            }
            boolean empty = group.targets().filter(List::isEmpty).isPresent();
            if (empty) {
                notes.add(Text.of("These target groups have no registered target: %s."), group.name());
            }
            return !empty;
        }

        private Place place(
                LoadBalancerFacts balancer,
                TargetGroupFacts group,
                List<String> listenerArns,
                List<TargetFacts> targets) {
            return new Place(
                    account,
                    region.region(),
                    balancer.name(),
                    balancer.arn(),
                    listenerArns,
                    group.name(),
                    group.arn(),
                    targets.stream().map(Assembler::name).toList(),
                    "");
        }

        private TargetGroup group(Place place, Party settings, Front front, TargetGroupFacts group) {
            List<Chain> chains = group.targets()
                    .map(targets -> targets.stream()
                            .flatMap(target -> chains(place, front, target).stream())
                            .toList())
                    .orElseGet(() -> List.of(unlisted(place, front, group)));
            return new TargetGroup(place, settings, chains);
        }

        /** The chain of a group whose targets could not be listed. */
        private Chain unlisted(Place place, Front front, TargetGroupFacts group) {
            Gap gap = about(group.arn(), "DescribeTargetHealth")
                    .orElseGet(() -> notAnswered(Text.of("targets of %s", group.name()), "DescribeTargetHealth"));
            return chain(place, front, List.of(), Tail.of("", Party.unknown(gap)), Optional.empty(), List.of());
        }

        private List<Chain> chains(Place place, Front front, TargetFacts target) {
            String host = name(target);
            hosts.add(host);
            List<Middlebox> tracking = target.instanceId().map(this::tracking).orElse(List.of());
            Optional<HostView> view = target.instanceId().flatMap(this::view);
            int port = target.port().orElse(0);
            List<Tail> tails = view.map(known -> known.tails(port, tracking, needed(place.loadBalancer(), front)))
                    .orElseGet(() -> List.of(Tail.of("", Party.unknown(whyUnread(target)))));
            return tails.stream()
                    .map(tail -> chain(
                            place.onHosts(List.of(host)),
                            front,
                            tracking,
                            declared(place.loadBalancer(), tail, tracking),
                            view.map(known -> known.host(tail)),
                            target.instanceId()
                                    .map(id -> evidence.getOrDefault(id, List.of()))
                                    .orElse(List.of())))
                    .toList();
        }

        private Chain chain(
                Place place,
                Front front,
                List<Middlebox> tracking,
                Tail tail,
                Optional<Host> host,
                List<Evidence> seen) {
            Tail callers = front(place.loadBalancer(), front);
            Optional<Party> passThrough = passThrough(front);
            List<Middlebox> toTarget = new ArrayList<>();
            passThrough.ifPresent(nlb -> nlb.timers(Role.FLOW_IDLE)
                    .forEach(timer ->
                            toTarget.add(new Middlebox(Text.of("the network load balancer"), timer.reading(), true))));
            toTarget.addAll(tracking);
            List<Party> parties = new ArrayList<>(callers.parties());
            parties.addAll(tail.parties());
            List<List<Middlebox>> between = new ArrayList<>(callers.middleboxes());
            between.add(toTarget);
            between.addAll(tail.middleboxes());
            return new Chain(place.onRoute(tail.route()), parties, between, passThrough, host, seen);
        }

        /** How long an idle connection must last for whoever calls the targets, the margin included. */
        private Optional<Duration> needed(String loadBalancer, Front front) {
            List<Optional<Duration>> windows = front(loadBalancer, front).last().timers(Role.REUSE_WINDOW).stream()
                    .map(Timer::ends)
                    .toList();
            return windows.stream().allMatch(Optional::isPresent)
                    ? windows.stream()
                            .flatMap(Optional::stream)
                            .max(Duration::compareTo)
                            .map(configuration.policy().margin()::plus)
                    : Optional.empty();
        }

        private Tail front(String loadBalancer, Front front) {
            List<Middlebox> before = configuration.standing(loadBalancer, Declaration::beforeLoadBalancer);
            List<Party> callers = Stream.of(
                            configuration.declared(loadBalancer, Declaration::client),
                            configuration.declared(loadBalancer, Declaration::cloudFront))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toCollection(ArrayList::new));
            if (callers.isEmpty()) {
                notes.add(
                        Text.of(
                                "No client is declared in %s for %s: what calls them is no part of their chains.",
                                CONFIGURATION_FILE),
                        loadBalancer);
            }
            switch (front) {
                case Front.Application(LoadBalancerFacts balancer) ->
                    callers.add(AlbReader.party(attributes(
                            balancer.arn(), balancer.name(), balancer.attributes(), "DescribeLoadBalancerAttributes")));
                case Front.Unlisted(Gap gap) -> callers.add(Party.unknown(gap));
                case Front.Network network -> {
                    // A network load balancer waits for nothing: whoever connects to it is the caller of the targets.
                    if (callers.isEmpty()) {
                        callers.add(Party.unknown(new Gap(
                                Text.of("clients of %s", loadBalancer),
                                Text.of(
                                        "a network load balancer passes their connections on, so their timers count, and nobody declared them"),
                                Text.of("declare a client for %s in %s", loadBalancer, CONFIGURATION_FILE))));
                    }
                }
            }
            Tail tail = Tail.of("", callers.getFirst());
            for (int next = 1; next < callers.size(); next++) {
                boolean reachesTheBalancer = next == callers.size() - 1;
                tail = tail.then(reachesTheBalancer ? before : List.of(), callers.get(next));
            }
            return tail;
        }

        private Optional<Party> passThrough(Front front) {
            return switch (front) {
                case Front.Application application -> Optional.empty();
                case Front.Unlisted unlisted -> Optional.empty();
                case Front.Network(LoadBalancerFacts balancer, ListenerFacts listener) ->
                    Optional.of(NlbReader.party(
                            listener.protocol(),
                            attributes(
                                    listener.arn(),
                                    balancer.name(),
                                    listener.attributes(),
                                    "DescribeListenerAttributes")));
            };
        }

        /** The tail with the application and the database that the user declared, where an application server ends it. */
        private Tail declared(String loadBalancer, Tail tail, List<Middlebox> tracking) {
            if (!tail.last().is(Product.GUNICORN)) {
                return tail;
            }
            Optional<Party> django = configuration.declared(loadBalancer, Declaration::django);
            Optional<Party> mysql = configuration.declared(loadBalancer, Declaration::mysql);
            Tail longer = django.map(party -> tail.then(List.of(), party)).orElse(tail);
            if (mysql.isEmpty()) {
                return longer;
            }
            List<Middlebox> between = new ArrayList<>(tracking);
            between.addAll(configuration.standing(loadBalancer, Declaration::beforeDatabase));
            return longer.then(between, mysql.get());
        }

        private List<Middlebox> tracking(String instanceId) {
            InstanceFacts instance = instances.get(instanceId);
            if (instance == null) {
                return List.of(new Middlebox(
                        Text.of("connection tracking of the instance's network interface"),
                        Reading.unread(about(instanceId, "DescribeInstances")
                                .orElseGet(() -> new Gap(
                                        Text.of("instance %s", instanceId),
                                        Text.of("DescribeInstances did not return it"),
                                        Text.of("grant ec2:DescribeInstances")))),
                        true));
            }
            Optional<Long> stated = instance.interfaces().stream()
                    .flatMap(card -> card.tcpEstablishedTimeout().stream())
                    .map(Duration::toSeconds)
                    .min(Long::compare);
            Optional<Long> typical = region.instanceTypes().stream()
                    .filter(type -> type.type().equals(instance.type()))
                    .flatMap(type -> type.defaultTcpEstablishedTimeout().stream())
                    .map(Duration::toSeconds)
                    .findFirst();
            return List.of(new Middlebox(
                    Text.of("connection tracking of the instance's network interface"),
                    ConnectionTracking.idleTimeout(stated, typical, instance.type()),
                    true));
        }

        // ---- hosts

        private Optional<HostView> view(String instanceId) {
            return views.computeIfAbsent(instanceId, id -> Optional.ofNullable(asked.get(id))
                    .flatMap(HostFacts::output)
                    .flatMap(output -> switch (HostAnswer.decode(output)) {
                        case HostAnswer.Complete(String text) -> Optional.of(view(id, text));
                        case HostAnswer.Cut(Text cause) -> unusable(id, cause);
                        case HostAnswer.Unusable(Text cause) -> unusable(id, cause);
                    }));
        }

        private HostView view(String id, String text) {
            HostReport report = HostReport.parse(id, text);
            gaps.addAll(report.gaps());
            report.unsearched().forEach(remark -> notes.add(Text.of("On %2$s: %1$s.", remark), id));
            evidence.put(id, report.evidence());
            List<InstanceTypeFacts> types = region.instanceTypes();
            return new HostView(report, Optional.ofNullable(instances.get(id)), types);
        }

        private Optional<HostView> unusable(String id, Text cause) {
            unreadable.put(
                    id,
                    new Gap(
                            Text.of("what the host script printed on %s", id),
                            cause,
                            Text.of("run the audit again; if this stays, report it with the snapshot")));
            return Optional.empty();
        }

        private Gap whyUnread(TargetFacts target) {
            if (target.instanceId().isEmpty()) {
                return about(target.id(), "")
                        .orElseGet(() -> new Gap(
                                Text.of("host behind %s", target.id()),
                                Text.of("no instance with that address was found"),
                                Text.of("let the audit see the instance, or audit it in the account it belongs to")));
            }
            String id = target.instanceId().get();
            return Optional.ofNullable(unreadable.get(id))
                    .or(() -> about(id, "ssm:"))
                    .or(() -> about(region.region(), "ssm:"))
                    .orElseGet(() -> new Gap(
                            Text.of("hosts"),
                            Text.of("they were not asked"),
                            Text.of("let the audit run its host script (without --no-hosts)")));
        }

        // ---- gaps

        private Attributes attributes(String arn, String name, Optional<Map<String, String>> values, String action) {
            return values.map(known -> Attributes.of(name, known))
                    .orElseGet(() -> Attributes.unread(about(arn, action)
                            .orElseGet(() -> notAnswered(Text.of("attributes of %s", name), action))));
        }

        private static Gap notAnswered(Text subject, String action) {
            return new Gap(
                    subject, Text.of("%s was not answered", action), Text.of("grant elasticloadbalancing:%s", action));
        }

        private Optional<Gap> about(String subject, String action) {
            return region.gaps().stream()
                    .filter(gap -> gap.about().equals(subject) && gap.action().contains(action))
                    .map(GapFacts::gap)
                    .findFirst();
        }
    }

    /** What stands at the front of a chain. */
    private sealed interface Front {
        record Application(LoadBalancerFacts balancer) implements Front {}

        record Network(LoadBalancerFacts balancer, ListenerFacts listener) implements Front {}

        /** A network load balancer of which no listener is known to lead here. */
        record Unlisted(Gap gap) implements Front {}
    }

    private static String name(TargetFacts target) {
        return target.instanceId().orElse(target.id());
    }
}
