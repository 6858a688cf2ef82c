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
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.alb.AlbReader;
import io.timeoutchain.product.nlb.NlbReader;
import io.timeoutchain.product.targetgroup.TargetGroupReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private final Contents contents;
    private final Map<String, Resource> byPath = new HashMap<>();
    private final Map<String, Resource> byLogicalId = new HashMap<>();
    private final Map<Backend, List<BackendTimers.Way>> ways = new HashMap<>();
    private final List<Stand> stands = new ArrayList<>();
    private final Set<Resource> used = new LinkedHashSet<>();

    /** What stands at the front of a chain: a party that calls, a network load balancer that passes on, and its name. */
    private record Front(String path, String listener, Party caller, Optional<Party> passThrough) {}

    private record Backend(BackendTimers.Declaration declaration, Optional<Integer> port) {}

    /** No place at all: what stands in several places is judged once. */
    private static final Place ANYWHERE = new Place("", "", "", "", List.of(), "", "", List.of(), "");

    /**
     * A target group with its chains, and where it stands. The chains name no construct, so that those which are alike are
     * equal.
     *
     * @param balancer the path of the load balancer, or of the listener of one that is not in the app
     * @param listener the path of the listener, of a network load balancer, else empty
     * @param group the path of the target group; empty where a load balancer is judged by itself
     */
    record Stand(String balancer, String listener, String group, TargetGroup chains) {}

    private LoadBalancing(Contents contents) {
        this.contents = contents;
        contents.resources().forEach(resource -> {
            byPath.put(resource.path(), resource);
            byLogicalId.put(resource.stack() + " " + resource.logicalId(), resource);
        });
    }

    /** Every target group of the app with its chains, and as chains of one party what no chain leads through. */
    static List<Stand> stands(Contents contents) {
        LoadBalancing app = new LoadBalancing(contents);
        app.assemble();
        return app.stands;
    }

    private void assemble() {
        Map<Resource, Set<JsonNode>> behind = targetGroupsBehindListeners();
        of("LoadBalancer").forEach(balancer -> addBalancer(balancer, behind));
        of("Listener").filter(listener -> !used.contains(listener)).forEach(listener -> {
            used.add(listener);
            addForeign(listener, behind.getOrDefault(listener, Set.of()));
        });
        of("TargetGroup")
                .filter(group -> !used.contains(group))
                .forEach(group -> addAlone(group.shown(), targetGroup(group)));
    }

    private Stream<Resource> of(String type) {
        return contents.resources().stream().filter(resource -> resource.type().equals(type));
    }

    // ---- what leads where

    /** For each listener the references to target groups in its own actions and in those of its rules. */
    private Map<Resource, Set<JsonNode>> targetGroupsBehindListeners() {
        Map<Resource, Set<JsonNode>> behind = new HashMap<>();
        of("Listener").forEach(listener -> forwardsTo(listener.properties().path("DefaultActions"))
                .forEach(group -> behind.computeIfAbsent(listener, key -> new LinkedHashSet<>())
                        .add(group)));
        of("ListenerRule").forEach(rule -> resource(rule, rule.properties().path("ListenerArn"), "Listener")
                .ifPresent(listener -> forwardsTo(rule.properties().path("Actions"))
                        .forEach(group -> behind.computeIfAbsent(listener, key -> new LinkedHashSet<>())
                                .add(group))));
        return behind;
    }

    private static Stream<JsonNode> forwardsTo(JsonNode actions) {
        Set<JsonNode> groups = new LinkedHashSet<>();
        for (JsonNode action : actions) {
            groups.add(action.path("TargetGroupArn"));
            action.path("ForwardConfig")
                    .path("TargetGroups")
                    .forEach(group -> groups.add(group.path("TargetGroupArn")));
        }
        return groups.stream().filter(group -> !group.isMissingNode());
    }

    /** The resource of the app to which {@code reference}, a property of {@code from}, leads. */
    private Optional<Resource> resource(Resource from, JsonNode reference, String type) {
        Optional<Resource> found = reference.has("Fn::Construct")
                ? Optional.ofNullable(
                        byPath.get(reference.path("Fn::Construct").path(0).asText()))
                : Optional.ofNullable(byLogicalId.get(
                        from.stack() + " " + reference.path("Ref").asText()));
        return found.filter(resource -> resource.type().equals(type));
    }

    // ---- chains

    private void addBalancer(Resource balancer, Map<Resource, Set<JsonNode>> behind) {
        List<Resource> listeners = of("Listener")
                .filter(listener -> resource(listener, listener.properties().path("LoadBalancerArn"), "LoadBalancer")
                        .filter(balancer::equals)
                        .isPresent())
                .toList();
        used.addAll(listeners);
        JsonNode type = balancer.properties().path("Type");
        if (type.isMissingNode() || type.asText().equals("application")) {
            Map<JsonNode, Resource> groups = new LinkedHashMap<>();
            listeners.forEach(listener ->
                    behind.getOrDefault(listener, Set.of()).forEach(group -> groups.putIfAbsent(group, listener)));
            Front front = new Front(
                    balancer.shown(),
                    "",
                    AlbReader.party(attributes(balancer, "LoadBalancerAttributes")),
                    Optional.empty());
            if (!add(front, groups)) {
                addAlone(front.path(), front.caller());
            }
        } else if (type.asText().equals("network")) {
            listeners.forEach(
                    listener -> addNetwork(balancer.shown(), listener, behind.getOrDefault(listener, Set.of())));
        } else if (!type.asText().equals("gateway")) {
            addAlone(balancer.shown(), Party.unknown(deployed("the type of the load balancer", type)));
        }
    }

    private void addNetwork(String balancer, Resource listener, Set<JsonNode> groups) {
        JsonNode protocol = listener.properties().path("Protocol");
        Party nlb = NlbReader.party(
                protocol.isTextual() ? protocol.asText() : protocol.toString(),
                attributes(listener, "ListenerAttributes"));
        Party clients = Party.unknown(new Gap(
                "clients of the network load balancer",
                "it passes their connections on, so their timers count, and they are no part of the app",
                "compare the clients' keep-alive with the targets' by hand"));
        Front front = new Front(balancer, listener.shown(), clients, Optional.of(nlb));
        if (!add(front, referrers(listener, groups))) {
            addAlone(listener.shown(), nlb);
        }
    }

    /** A listener of a load balancer that is not in the app. */
    private void addForeign(Resource listener, Set<JsonNode> groups) {
        if (NETWORK_PROTOCOLS.contains(listener.properties().path("Protocol").asText())) {
            addNetwork(listener.shown(), listener, groups);
            return;
        }
        Party unknown = Party.unknown(new Gap(
                "the load balancer of a listener",
                "it is not in this app",
                "audit the account when it is deployed, or guard the app that defines the load balancer"));
        add(new Front(listener.shown(), "", unknown, Optional.empty()), referrers(listener, groups));
    }

    private static Map<JsonNode, Resource> referrers(Resource listener, Set<JsonNode> groups) {
        Map<JsonNode, Resource> referrers = new LinkedHashMap<>();
        groups.forEach(group -> referrers.put(group, listener));
        return referrers;
    }

    /**
     * Adds a chain through each of {@code groups}.
     *
     * @param groups references to target groups, with the listener of whose properties they are
     * @return whether one was added
     */
    private boolean add(Front front, Map<JsonNode, Resource> groups) {
        int before = stands.size();
        groups.forEach((reference, listener) -> resource(listener, reference, "TargetGroup")
                .ifPresentOrElse(group -> addGroup(front, group), () -> addForeignGroup(front, listener, reference)));
        return stands.size() > before;
    }

    private void addGroup(Front front, Resource group) {
        String targetType = group.properties().path("TargetType").asText("instance");
        if (targetType.equals("lambda") || targetType.equals("alb")) {
            return;
        }
        used.add(group);
        List<Chain> chains = ways(group).stream().map(way -> chain(front, way)).toList();
        stands.add(new Stand(
                front.path(), front.listener(), group.shown(), new TargetGroup(ANYWHERE, targetGroup(group), chains)));
    }

    private List<BackendTimers.Way> ways(Resource group) {
        JsonNode port = group.properties().path("Port");
        List<BackendTimers.Way> declared = Stream.of(group.path(), group.shown())
                .flatMap(path -> Optional.ofNullable(contents.declared().get(path)).stream())
                .findFirst()
                .map(timers ->
                        new Backend(timers.declaration(), port.isInt() ? Optional.of(port.asInt()) : Optional.empty()))
                .map(backend ->
                        ways.computeIfAbsent(backend, same -> same.declaration().ways(same.port())))
                .orElse(List.of());
        return declared.isEmpty() ? List.of(BackendTimers.Way.unknown(UNDECLARED)) : declared;
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
        List<Party> parties = new ArrayList<>(List.of(front.caller()));
        parties.addAll(way.parties());
        List<Middlebox> passing = front.passThrough().stream()
                .flatMap(nlb -> nlb.timers(Role.FLOW_IDLE).stream())
                .map(timer -> new Middlebox("the network load balancer", timer.reading(), true))
                .toList();
        List<List<Middlebox>> between = IntStream.range(0, way.parties().size())
                .mapToObj(link -> link == 0 ? passing : List.<Middlebox>of())
                .toList();
        return new Chain(ANYWHERE.onRoute(way.route()), parties, between, front.passThrough(), way.host(), List.of());
    }

    /** Adds a party that no chain leads through, so that it is judged by itself. */
    private void addAlone(String path, Party party) {
        Chain chain = new Chain(ANYWHERE, List.of(party), List.of(), Optional.empty(), Optional.empty(), List.of());
        stands.add(new Stand(
                path,
                path,
                "",
                new TargetGroup(ANYWHERE, Party.of(Product.TARGET_GROUP).build(), List.of(chain))));
    }

    // ---- properties

    private static Party targetGroup(Resource group) {
        return TargetGroupReader.party(attributes(group, "TargetGroupAttributes"));
    }

    /** The list of keys and values under {@code property}, or why it cannot be read. */
    private static Attributes attributes(Resource resource, String property) {
        JsonNode list = resource.properties().path(property);
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
