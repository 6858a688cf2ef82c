package io.timeoutchain.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import io.timeoutchain.cdk.ConstructTree.Contents;
import io.timeoutchain.cdk.ConstructTree.Resource;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.alb.AlbReader;
import io.timeoutchain.product.nlb.NlbReader;
import io.timeoutchain.product.targetgroup.TargetGroupReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes chains of the load balancing resources of an app.
 *
 * <p>Where a property is only known when it is deployed, what depends on it is a gap. What stands between load balancer
 * and target (the connection tracking of the instance's network interface) depends on the instance type and is left to an
 * audit of the running account.
 */
final class LoadBalancing {

    private static final Set<String> NETWORK_PROTOCOLS = Set.of("TCP", "TLS", "UDP", "TCP_UDP");

    private static final String BALANCER_ATTRIBUTES = "LoadBalancerAttributes";
    private static final String LISTENER_ATTRIBUTES = "ListenerAttributes";
    private static final String GROUP_ATTRIBUTES = "TargetGroupAttributes";

    private final Contents contents;
    private final Map<String, Resource> byPath = new HashMap<>();
    private final Map<String, List<Resource>> listenersOf = new HashMap<>();
    private final Map<String, Set<JsonNode>> groupsBehind = new HashMap<>();
    private final Map<Backend, List<BackendTimers.Way>> ways = new HashMap<>();
    private final Map<Setup, TargetGroup> alike = new HashMap<>();
    private final List<Stand> stands = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    /**
     * What stands at the front of a chain.
     *
     * @param caller a party that calls
     * @param passThrough a network load balancer that passes on
     * @param properties what both were read from: the parties of fronts with equal properties are equal
     */
    private record Front(
            String path,
            String listener,
            List<JsonNode> properties,
            Supplier<Party> caller,
            Supplier<Optional<Party>> passThrough) {}

    private record Backend(Optional<BackendTimers.Declaration> declaration, Optional<Integer> port) {}

    /** What a target group with its chains is made of. Many services of an app are alike but for their names. */
    private record Setup(List<JsonNode> front, JsonNode group, Backend backend) {}

    /** No place at all: what stands in several places is judged once. */
    private static final Place ANYWHERE = new Place("", "", "", "", List.of(), "", "", List.of(), "");

    /**
     * A target group with its chains, and where it stands. The chains name no construct: stands that are alike
     * share them.
     *
     * @param balancer the path of the load balancer, or of the listener of one that is not in the app
     * @param listener the path of the listener, of a network load balancer, else empty
     * @param group the path of the target group; empty where a load balancer is judged by itself
     */
    record Stand(String balancer, String listener, String group, TargetGroup chains) {}

    private LoadBalancing(Contents contents) {
        this.contents = contents;
        contents.resources().forEach(resource -> byPath.put(resource.path(), resource));
    }

    /** Every target group of the app with its chains, and as chains of one party what no chain leads through. */
    static List<Stand> stands(Contents contents) {
        LoadBalancing app = new LoadBalancing(contents);
        app.assemble();
        return app.stands;
    }

    private void assemble() {
        of("Listener").forEach(this::connect);
        of("ListenerRule").forEach(rule -> resource(rule.properties().path("ListenerArn"), "Listener")
                .ifPresent(listener -> forward(listener, rule.properties().path("Actions"))));
        of("LoadBalancer").forEach(this::addBalancer);
        of("Listener").filter(listener -> !used.contains(listener.path())).forEach(this::addForeign);
        of("TargetGroup").filter(group -> !used.contains(group.path())).forEach(this::addAlone);
    }

    private Stream<Resource> of(String type) {
        return contents.resources().stream().filter(resource -> resource.type().equals(type));
    }

    // ---- what leads where

    private void connect(Resource listener) {
        resource(listener.properties().path("LoadBalancerArn"), "LoadBalancer").ifPresent(balancer -> {
            listenersOf
                    .computeIfAbsent(balancer.path(), key -> new ArrayList<>())
                    .add(listener);
            used.add(listener.path());
        });
        forward(listener, listener.properties().path("DefaultActions"));
    }

    /** Notes the target groups of every one of {@code actions} that forwards, whatever weight it gives them. */
    private void forward(Resource listener, JsonNode actions) {
        Set<JsonNode> groups = groupsBehind.computeIfAbsent(listener.path(), key -> new LinkedHashSet<>());
        for (JsonNode action : actions) {
            groups.add(action.path("TargetGroupArn"));
            for (JsonNode group : action.path("ForwardConfig").path("TargetGroups")) {
                groups.add(group.path("TargetGroupArn"));
            }
        }
        groups.removeIf(JsonNode::isMissingNode);
    }

    /** The resource of the app to which {@code reference} leads. */
    private Optional<Resource> resource(JsonNode reference, String type) {
        return Optional.ofNullable(
                        byPath.get(reference.path("Fn::Construct").path(0).asText()))
                .filter(resource -> resource.type().equals(type));
    }

    // ---- chains

    private void addBalancer(Resource balancer) {
        List<Resource> listeners = listenersOf.getOrDefault(balancer.path(), List.of());
        JsonNode type = balancer.properties().path("Type");
        if (type.isMissingNode() || type.asText().equals("application")) {
            addApplication(balancer, listeners);
        } else if (type.asText().equals("network")) {
            listeners.forEach(listener -> addNetwork(balancer.shown(), listener));
        } else if (!type.asText().equals("gateway")) {
            addAlone(balancer.shown(), Party.unknown(deployed("the type of the load balancer", type)));
        }
    }

    private void addApplication(Resource balancer, List<Resource> listeners) {
        JsonNode attributes = balancer.properties().path(BALANCER_ATTRIBUTES);
        Supplier<Party> alb = () -> AlbReader.party(attributes(attributes, BALANCER_ATTRIBUTES));
        Front front = new Front(balancer.shown(), "", List.of(attributes), alb, Optional::empty);
        Map<JsonNode, Resource> groups = new LinkedHashMap<>();
        listeners.forEach(listener -> groups(listener).forEach(group -> groups.putIfAbsent(group, listener)));
        if (!add(front, groups)) {
            addAlone(front.path(), alb.get());
        }
    }

    private Set<JsonNode> groups(Resource listener) {
        return groupsBehind.getOrDefault(listener.path(), Set.of());
    }

    private void addNetwork(String balancer, Resource listener) {
        JsonNode protocol = listener.properties().path("Protocol");
        JsonNode attributes = listener.properties().path(LISTENER_ATTRIBUTES);
        Supplier<Party> nlb = () -> NlbReader.party(
                protocol.isTextual() ? protocol.asText() : protocol.toString(),
                attributes(attributes, LISTENER_ATTRIBUTES));
        Front front = new Front(
                balancer,
                listener.shown(),
                List.of(protocol, attributes),
                () -> Party.unknown(CLIENTS),
                () -> Optional.of(nlb.get()));
        if (!add(front, referrers(listener))) {
            addAlone(listener.shown(), nlb.get());
        }
    }

    private static final Gap CLIENTS = new Gap(
            "clients of the network load balancer",
            "it passes their connections on, so their timers count, and they are no part of the app",
            "compare the clients' keep-alive with the targets' by hand");

    private static final Gap FOREIGN = new Gap(
            "the load balancer of a listener",
            "it is not in this app",
            "audit the account when it is deployed, or guard the app that defines the load balancer");

    /** A listener of a load balancer that is not in the app. */
    private void addForeign(Resource listener) {
        if (NETWORK_PROTOCOLS.contains(listener.properties().path("Protocol").asText())) {
            addNetwork(listener.shown(), listener);
        } else {
            Front front = new Front(listener.shown(), "", List.of(), () -> Party.unknown(FOREIGN), Optional::empty);
            add(front, referrers(listener));
        }
    }

    private Map<JsonNode, Resource> referrers(Resource listener) {
        Map<JsonNode, Resource> referrers = new LinkedHashMap<>();
        groups(listener).forEach(group -> referrers.put(group, listener));
        return referrers;
    }

    /**
     * Adds a chain through each of {@code groups}.
     *
     * @param groups references to target groups, with the listener that leads to them
     * @return whether one was added
     */
    private boolean add(Front front, Map<JsonNode, Resource> groups) {
        int before = stands.size();
        groups.forEach((reference, listener) -> resource(reference, "TargetGroup")
                .ifPresentOrElse(group -> addGroup(front, group), () -> addForeignGroup(front, listener, reference)));
        return stands.size() > before;
    }

    private void addGroup(Front front, Resource group) {
        String targetType = group.properties().path("TargetType").asText("instance");
        if (targetType.equals("lambda") || targetType.equals("alb")) {
            return;
        }
        used.add(group.path());
        JsonNode attributes = group.properties().path(GROUP_ATTRIBUTES);
        Backend backend = backend(group);
        TargetGroup chains = alike.computeIfAbsent(
                new Setup(front.properties(), attributes, backend),
                setup -> new TargetGroup(
                        ANYWHERE,
                        TargetGroupReader.party(attributes(attributes, GROUP_ATTRIBUTES)),
                        ways(backend).stream().map(way -> chain(front, way)).toList()));
        stands.add(new Stand(front.path(), front.listener(), group.shown(), chains));
    }

    private Backend backend(Resource group) {
        JsonNode port = group.properties().path("Port");
        return new Backend(
                Stream.of(group.path(), group.shown())
                        .flatMap(path -> Optional.ofNullable(contents.declared().get(path)).stream())
                        .findFirst(),
                port.isInt() ? Optional.of(port.asInt()) : Optional.empty());
    }

    private List<BackendTimers.Way> ways(Backend backend) {
        return ways.computeIfAbsent(backend, same -> same.declaration()
                .map(declaration -> declaration.ways(same.port()))
                .filter(declared -> !declared.isEmpty())
                .orElse(List.of(BackendTimers.Way.unknown(UNDECLARED))));
    }

    private static final Gap UNDECLARED = new Gap(
            "backend timers",
            "nothing is declared of the targets of this target group",
            "declare them: BackendTimers.of(targetGroup).nginx(\"1.28.0\", \"keepalive_timeout 65s;\")");

    private void addForeignGroup(Front front, Resource listener, JsonNode reference) {
        Gap gap = new Gap(
                "a target group", "it is not in this app: " + reference, "audit the account when it is deployed");
        stands.add(new Stand(
                front.path(),
                front.listener(),
                listener.shown(),
                new TargetGroup(
                        ANYWHERE,
                        TargetGroupReader.party(Attributes.unread(gap)),
                        List.of(chain(front, BackendTimers.Way.unknown(gap))))));
    }

    private static Chain chain(Front front, BackendTimers.Way way) {
        List<Party> parties = new ArrayList<>(List.of(front.caller().get()));
        parties.addAll(way.parties());
        Optional<Party> passThrough = front.passThrough().get();
        List<Middlebox> passing = passThrough.stream()
                .flatMap(nlb -> nlb.timers(Role.FLOW_IDLE).stream())
                .map(timer -> new Middlebox(Text.of("the network load balancer"), timer.reading(), true))
                .toList();
        List<List<Middlebox>> between = IntStream.range(0, way.parties().size())
                .mapToObj(link -> link == 0 ? passing : List.<Middlebox>of())
                .toList();
        return new Chain(ANYWHERE.onRoute(way.route()), parties, between, passThrough, way.host(), List.of());
    }

    /** Adds a target group that no chain leads through. */
    private void addAlone(Resource group) {
        JsonNode attributes = group.properties().path(GROUP_ATTRIBUTES);
        addAlone(group.shown(), TargetGroupReader.party(attributes(attributes, GROUP_ATTRIBUTES)));
    }

    /** Adds a party that no chain leads through, so that it is judged by itself. */
    private void addAlone(String path, Party party) {
        Chain chain = new Chain(ANYWHERE, List.of(party), List.of(), Optional.empty(), Optional.empty(), List.of());
        TargetGroup alone =
                new TargetGroup(ANYWHERE, Party.of(Product.TARGET_GROUP).build(), List.of(chain));
        stands.add(new Stand(path, path, "", alone));
    }

    // ---- properties

    /** The list of keys and values that is {@code property}, or why it cannot be read. */
    private static Attributes attributes(JsonNode list, String property) {
        if (list.isMissingNode()) {
            return located(Map.of());
        }
        if (!list.isArray()) {
            return Attributes.unread(deployed(property, list));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode attribute : list) {
            if (!attribute.path("Key").isTextual()) {
                return Attributes.unread(deployed("the name of one of " + property, attribute));
            }
            JsonNode value = attribute.path("Value");
            // An intrinsic function is no number, so that its text becomes the cause of a gap.
            values.put(attribute.path("Key").asText(), value.isValueNode() ? value.asText() : value.toString());
        }
        return located(values);
    }

    private static Attributes located(Map<String, String> values) {
        return Attributes.located(values, name -> new Source("attribute " + name));
    }

    private static Gap deployed(String subject, JsonNode value) {
        return new Gap(subject, "it is known only when it is deployed: " + value, "state it literally in the app");
    }
}
