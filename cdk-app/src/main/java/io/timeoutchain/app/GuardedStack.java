package io.timeoutchain.app;

import io.timeoutchain.cdk.BackendTimers;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.constructs.Construct;

/** A load balancer of plain CDK constructs, in front of an nginx that closes idle connections before it does. */
final class GuardedStack extends Stack {

    GuardedStack(Construct app) {
        super(app, "Guarded");
        Vpc vpc = Vpc.Builder.create(this, "Vpc").maxAzs(2).natGateways(0).build();
        ApplicationLoadBalancer balancer = ApplicationLoadBalancer.Builder.create(this, "Alb")
                .vpc(vpc)
                .idleTimeout(Duration.seconds(60))
                .build();
        ApplicationTargetGroup group = ApplicationTargetGroup.Builder.create(this, "Group")
                .vpc(vpc)
                .port(80)
                .targetType(TargetType.INSTANCE)
                .build();
        ApplicationListener.Builder.create(this, "Listener")
                .loadBalancer(balancer)
                .port(80)
                .protocol(ApplicationProtocol.HTTP)
                .defaultTargetGroups(List.of(group))
                .build();
        BackendTimers.of(group).nginx("1.28.0", "keepalive_timeout 55s; proxy_read_timeout 50s;");
    }
}
