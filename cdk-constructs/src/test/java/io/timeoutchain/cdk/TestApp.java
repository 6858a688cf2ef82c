package io.timeoutchain.cdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** An app of plain CDK constructs, as users write them. */
final class TestApp {

    /** Timers that fit an idle timeout of 60 s: no rule has anything to say about them. */
    static final String GOOD_NGINX = """
            keepalive_timeout 75s;
            keepalive_min_timeout 70s;
            client_header_timeout 70s;
            client_body_timeout 70s;
            proxy_connect_timeout 5s;
            proxy_read_timeout 50s;
            """;

    static final String NGINX = "1.28.0";

    final App app = new App();
    final Stack stack = new Stack(app, "Web");

    ApplicationLoadBalancer balancer(Construct scope, Duration idle) {
        return balancer(scope, vpc(scope), idle);
    }

    private static ApplicationLoadBalancer balancer(Construct scope, IVpc vpc, Duration idle) {
        return ApplicationLoadBalancer.Builder.create(scope, "Alb")
                .vpc(vpc)
                .idleTimeout(idle)
                .build();
    }

    ApplicationTargetGroup targetGroup(Construct scope) {
        return targetGroup(scope, vpc(scope));
    }

    private static ApplicationTargetGroup targetGroup(Construct scope, IVpc vpc) {
        return ApplicationTargetGroup.Builder.create(scope, "Group")
                .vpc(vpc)
                .port(80)
                .targetType(TargetType.INSTANCE)
                .build();
    }

    /** A load balancer in front of a target group, from nothing but L2 constructs. */
    ApplicationTargetGroup service(Construct scope, Duration idle) {
        return service(scope, vpc(scope), idle);
    }

    ApplicationTargetGroup service(Construct scope, IVpc vpc, Duration idle) {
        ApplicationTargetGroup group = targetGroup(scope, vpc);
        listen(balancer(scope, vpc, idle), group);
        return group;
    }

    static ApplicationListener listen(ApplicationLoadBalancer balancer, ApplicationTargetGroup group) {
        return balancer.addListener(
                "Listener",
                BaseApplicationListenerProps.builder()
                        .port(80)
                        .protocol(ApplicationProtocol.HTTP)
                        .defaultTargetGroups(List.of(group))
                        .build());
    }

    static IVpc vpc(Construct scope) {
        return scope.getNode().tryFindChild("Vpc") instanceof IVpc known
                ? known
                : Vpc.fromVpcAttributes(
                        scope,
                        "Vpc",
                        VpcAttributes.builder()
                                .vpcId("vpc-1")
                                .availabilityZones(List.of("a", "b"))
                                .privateSubnetIds(List.of("subnet-a", "subnet-b"))
                                .build());
    }

    /** Synthesises; what it fails with, without the Node stack trace. */
    Optional<String> failure() {
        try {
            app.synth();
            return Optional.empty();
        } catch (RuntimeException e) {
            String message = Optional.ofNullable(e.getMessage()).orElse("");
            return Optional.of(message.replaceAll("(?s)\\n@jsii/kernel.*", ""));
        }
    }

    /** Our annotations by construct path and id, for as many as there are. */
    Map<String, String> notes() {
        return app.getNode().findAll().stream()
                .flatMap(TestApp::notes)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Stream<Map.Entry<String, String>> notes(IConstruct construct) {
        String path = construct.getNode().getPath();
        return construct.getNode().getMetadata().stream()
                .map(entry -> String.valueOf(entry.getData()))
                .filter(text -> text.contains("[ack: Annotation::timeout-chain-"))
                .map(text -> Map.entry(
                        path + " " + text.replaceAll("(?s).*\\[ack: Annotation::timeout-chain-(.*)]", "$1"), text));
    }
}
