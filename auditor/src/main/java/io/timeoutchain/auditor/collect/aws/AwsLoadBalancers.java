package io.timeoutchain.auditor.collect.aws;

import io.timeoutchain.auditor.collect.AwsAction;
import io.timeoutchain.auditor.collect.Call;
import io.timeoutchain.auditor.collect.Listing;
import io.timeoutchain.auditor.collect.LoadBalancers;
import io.timeoutchain.auditor.collect.Page;
import io.timeoutchain.auditor.snapshot.ListenerFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RuleFacts;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** Elastic Load Balancing, version 2. */
final class AwsLoadBalancers implements LoadBalancers {

    /** The largest page of every listing of this API. */
    private static final int PAGE = 400;

    private static final Set<String> HTTP = Set.of("HTTP", "HTTPS");

    private final ElasticLoadBalancingV2Client client;

    AwsLoadBalancers(ElasticLoadBalancingV2Client client) {
        this.client = client;
    }

    @Override
    public Listing<LoadBalancerFacts> all() {
        return next -> Sdk.call(AwsAction.DESCRIBE_LOAD_BALANCERS, () -> {
            var answer = client.describeLoadBalancers(
                    request -> request.pageSize(PAGE).marker(next.orElse(null)));
            return new Page<>(
                    answer.loadBalancers().stream()
                            .map(AwsLoadBalancers::loadBalancer)
                            .filter(AwsLoadBalancers::hasTimers)
                            .toList(),
                    Sdk.maybe(answer.nextMarker()).filter(marker -> !marker.isEmpty()));
        });
    }

    @Override
    public Call<Map<String, Map<String, String>>> tags(List<String> arns) {
        return Sdk.call(AwsAction.DESCRIBE_TAGS, () -> {
            Map<String, Map<String, String>> tags = new TreeMap<>();
            for (TagDescription description :
                    client.describeTags(request -> request.resourceArns(arns)).tagDescriptions()) {
                tags.put(Sdk.text(description.resourceArn()), Sdk.attributes(description.tags(), Tag::key, Tag::value));
            }
            return tags;
        });
    }

    @Override
    public Call<Map<String, String>> attributes(String loadBalancerArn) {
        return Sdk.call(
                AwsAction.DESCRIBE_LOAD_BALANCER_ATTRIBUTES,
                () -> Sdk.attributes(
                        client.describeLoadBalancerAttributes(request -> request.loadBalancerArn(loadBalancerArn))
                                .attributes(),
                        LoadBalancerAttribute::key,
                        LoadBalancerAttribute::value));
    }

    @Override
    public Listing<ListenerFacts> listeners(String loadBalancerArn) {
        return next -> Sdk.call(AwsAction.DESCRIBE_LISTENERS, () -> {
            var answer = client.describeListeners(request ->
                    request.loadBalancerArn(loadBalancerArn).pageSize(PAGE).marker(next.orElse(null)));
            return Sdk.page(answer.listeners(), answer.nextMarker(), AwsLoadBalancers::listener);
        });
    }

    @Override
    public Call<Map<String, String>> listenerAttributes(String listenerArn) {
        return Sdk.call(
                AwsAction.DESCRIBE_LISTENER_ATTRIBUTES,
                () -> Sdk.attributes(
                        client.describeListenerAttributes(request -> request.listenerArn(listenerArn))
                                .attributes(),
                        ListenerAttribute::key,
                        ListenerAttribute::value));
    }

    @Override
    public Listing<RuleFacts> rules(String listenerArn) {
        return next -> Sdk.call(AwsAction.DESCRIBE_RULES, () -> {
            var answer = client.describeRules(
                    request -> request.listenerArn(listenerArn).pageSize(PAGE).marker(next.orElse(null)));
            return Sdk.page(answer.rules(), answer.nextMarker(), AwsLoadBalancers::rule);
        });
    }

    @Override
    public Listing<TargetGroupFacts> targetGroups() {
        return next -> Sdk.call(AwsAction.DESCRIBE_TARGET_GROUPS, () -> {
            var answer = client.describeTargetGroups(
                    request -> request.pageSize(PAGE).marker(next.orElse(null)));
            return Sdk.page(answer.targetGroups(), answer.nextMarker(), AwsLoadBalancers::targetGroup);
        });
    }

    @Override
    public Call<Map<String, String>> targetGroupAttributes(String targetGroupArn) {
        return Sdk.call(
                AwsAction.DESCRIBE_TARGET_GROUP_ATTRIBUTES,
                () -> Sdk.attributes(
                        client.describeTargetGroupAttributes(request -> request.targetGroupArn(targetGroupArn))
                                .attributes(),
                        TargetGroupAttribute::key,
                        TargetGroupAttribute::value));
    }

    @Override
    public Call<List<TargetFacts>> targets(String targetGroupArn) {
        return Sdk.call(
                AwsAction.DESCRIBE_TARGET_HEALTH, () -> client
                        .describeTargetHealth(request -> request.targetGroupArn(targetGroupArn))
                        .targetHealthDescriptions()
                        .stream()
                        .flatMap(description -> target(description).stream())
                        .toList());
    }

    private static LoadBalancerFacts loadBalancer(LoadBalancer found) {
        return new LoadBalancerFacts(
                Sdk.text(found.loadBalancerArn()),
                Sdk.text(found.loadBalancerName()),
                Sdk.text(found.typeAsString()),
                Optional.empty(),
                Optional.empty());
    }

    /** A gateway load balancer sits beside the path of a request, not on it. */
    private static boolean hasTimers(LoadBalancerFacts found) {
        return found.type().equals(LoadBalancerFacts.APPLICATION)
                || found.type().equals(LoadBalancerFacts.NETWORK);
    }

    private static ListenerFacts listener(Listener found) {
        String arn = Sdk.text(found.listenerArn());
        return new ListenerFacts(
                arn,
                Sdk.text(found.protocolAsString()),
                Sdk.maybe(found.port()).orElse(0),
                Optional.empty(),
                List.of(new RuleFacts(arn, RuleFacts.DEFAULT, forwards(found.defaultActions()))));
    }

    private static RuleFacts rule(Rule found) {
        return new RuleFacts(Sdk.text(found.ruleArn()), Sdk.text(found.priority()), forwards(found.actions()));
    }

    /** Where actions forward to: the plain form names one group, the weighted form several, and one group is in both. */
    private static List<String> forwards(List<Action> actions) {
        return actions.stream()
                .flatMap(action -> Stream.concat(
                        Sdk.maybe(action.targetGroupArn()).stream(),
                        Sdk.maybe(action.forwardConfig()).stream()
                                .flatMap(forward -> forward.targetGroups().stream())
                                .map(TargetGroupTuple::targetGroupArn)))
                .flatMap(arn -> Sdk.maybe(arn).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static TargetGroupFacts targetGroup(TargetGroup found) {
        return new TargetGroupFacts(
                Sdk.text(found.targetGroupArn()),
                Sdk.text(found.targetGroupName()),
                Sdk.maybe(found.protocolAsString()),
                Sdk.maybe(found.protocolVersion()),
                Sdk.maybe(found.port()),
                Sdk.text(found.targetTypeAsString()),
                Sdk.maybe(found.vpcId()),
                // The protocol tells whether a path is asked for at all; some APIs give a path with TCP as well.
                Sdk.maybe(found.healthCheckPath())
                        .filter(path -> HTTP.contains(String.valueOf(found.healthCheckProtocolAsString()))),
                found.loadBalancerArns().stream().sorted().toList(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<TargetFacts> target(TargetHealthDescription found) {
        return Sdk.maybe(found.target())
                .map(target -> new TargetFacts(
                        Sdk.text(target.id()),
                        Sdk.maybe(target.port()),
                        Sdk.maybe(found.targetHealth())
                                .flatMap(health -> Sdk.maybe(health.stateAsString()))
                                .orElse(""),
                        Sdk.maybe(found.targetHealth()).flatMap(health -> Sdk.maybe(health.reasonAsString())),
                        Optional.empty()));
    }
}
