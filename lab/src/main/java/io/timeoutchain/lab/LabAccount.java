package io.timeoutchain.lab;

import io.timeoutchain.lab.bridge.Bridge;
import io.timeoutchain.lab.bridge.CommandTarget;
import io.timeoutchain.lab.bridge.ManagedInstance;
import io.timeoutchain.lab.bridge.PingStatus;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/**
 * One region of the emulated account, with a network and whatever is added to it. It speaks to the emulator itself and not
 * over the bridge, so that the bridge notes only the calls of the program under test.
 */
public final class LabAccount {

    /** An Amazon Linux image that moto knows from the start. */
    private static final String AMI = "ami-760aaa0f";

    private final String region;
    private final Bridge bridge;
    private final Ec2Client ec2;
    private final ElasticLoadBalancingV2Client balancers;
    private final String vpc;
    private final List<String> subnets;

    private LabAccount(
            String region,
            Bridge bridge,
            Ec2Client ec2,
            ElasticLoadBalancingV2Client balancers,
            String vpc,
            List<String> subnets) {
        this.region = region;
        this.bridge = bridge;
        this.ec2 = ec2;
        this.balancers = balancers;
        this.vpc = vpc;
        this.subnets = subnets;
    }

    static LabAccount create(URI emulator, Bridge bridge, String region) {
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        Ec2Client ec2 = Ec2Client.builder()
                .endpointOverride(emulator)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        ElasticLoadBalancingV2Client balancers = ElasticLoadBalancingV2Client.builder()
                .endpointOverride(emulator)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        List<String> subnets = new ArrayList<>();
        // Which zones a region has differs: ap-northeast-1 has no b.
        List<String> zones = ec2.describeAvailabilityZones().availabilityZones().stream()
                .map(AvailabilityZone::zoneName)
                .sorted()
                .limit(2)
                .toList();
        for (String zone : zones) {
            String block = "10.0." + subnets.size() + ".0/24";
            subnets.add(ec2.createSubnet(
                            request -> request.vpcId(vpc).cidrBlock(block).availabilityZone(zone))
                    .subnet()
                    .subnetId());
        }
        return new LabAccount(region, bridge, ec2, balancers, vpc, List.copyOf(subnets));
    }

    /** The region's name, such as {@code eu-west-1}. */
    public String region() {
        return region;
    }

    /** Runs an instance whose agent answers, with a host behind it; gives its id. */
    public String instance(LabHost host) {
        return instance(InstanceSpec.of(host));
    }

    /** Runs an instance and gives its id. */
    public String instance(InstanceSpec spec) {
        Instance instance = ec2.runInstances(request -> request.imageId(AMI)
                        .instanceType(InstanceType.fromValue(spec.type()))
                        .subnetId(subnets.getFirst())
                        .minCount(1)
                        .maxCount(1))
                .instances()
                .getFirst();
        String id = instance.instanceId();
        CommandTarget target = spec.host().<CommandTarget>map(host -> host).orElse((script, environment, timeout) -> {
            throw new IOException("There is no machine behind " + id);
        });
        switch (spec.agent()) {
            case ONLINE -> bridge.register(new ManagedInstance(region, id, PingStatus.ONLINE, target));
            case CONNECTION_LOST ->
                bridge.register(new ManagedInstance(region, id, PingStatus.CONNECTION_LOST, target));
            case UNMANAGED -> {}
        }
        spec.tcpEstablished()
                .ifPresent(idle -> bridge.trackConnections(
                        instance.networkInterfaces().getFirst().networkInterfaceId(), idle));
        return id;
    }

    /** Puts a host behind an instance that somebody else runs, and lets its agent answer. */
    public void manage(String instanceId, LabHost host) {
        bridge.register(new ManagedInstance(region, instanceId, PingStatus.ONLINE, host));
    }

    /** Creates a load balancer with a listener on port 80, a target group and its targets, which it names after itself. */
    public LabService service(ServiceSpec spec) {
        boolean application = spec.kind() == ServiceSpec.Kind.APPLICATION;
        String balancer = balancers
                .createLoadBalancer(request -> request.name(spec.name())
                        .type(application ? LoadBalancerTypeEnum.APPLICATION : LoadBalancerTypeEnum.NETWORK)
                        .subnets(subnets))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
        if (!spec.attributes().isEmpty()) {
            balancers.modifyLoadBalancerAttributes(request -> request.loadBalancerArn(balancer)
                    .attributes(attributes(spec.attributes(), (key, value) -> LoadBalancerAttribute.builder()
                            .key(key)
                            .value(value)
                            .build())));
        }
        String group = targetGroup(spec, application ? ProtocolEnum.HTTP : ProtocolEnum.TCP);
        String listener = balancers
                .createListener(request -> request.loadBalancerArn(balancer)
                        .protocol(application ? ProtocolEnum.HTTP : ProtocolEnum.TCP)
                        .port(80)
                        .defaultActions(forward(group)))
                .listeners()
                .getFirst()
                .listenerArn();
        if (!spec.listenerAttributes().isEmpty()) {
            balancers.modifyListenerAttributes(request -> request.listenerArn(listener)
                    .attributes(attributes(spec.listenerAttributes(), (key, value) -> ListenerAttribute.builder()
                            .key(key)
                            .value(value)
                            .build())));
        }
        return new LabService(spec.name(), balancer, listener, group, spec.instanceIds());
    }

    /**
     * Adds a rule to a service's listener that forwards a path to a target group of its own.
     *
     * @param service whose listener gets the rule
     * @param path such as {@code /api/*}
     * @param spec name, port, target-group attributes and targets; the rest is not used
     * @return the new target group's ARN
     */
    public String route(LabService service, String path, ServiceSpec spec) {
        String group = targetGroup(spec, ProtocolEnum.HTTP);
        int rules = balancers
                .describeRules(request -> request.listenerArn(service.listenerArn()))
                .rules()
                .size();
        balancers.createRule(request -> request.listenerArn(service.listenerArn())
                .priority(rules)
                .conditions(RuleCondition.builder()
                        .field("path-pattern")
                        .values(path)
                        .build())
                .actions(forward(group)));
        return group;
    }

    private String targetGroup(ServiceSpec spec, ProtocolEnum protocol) {
        String group = balancers
                .createTargetGroup(request -> request.name(spec.name() + "-tg")
                        .protocol(protocol)
                        .port(spec.port())
                        .vpcId(vpc))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        if (!spec.targetGroupAttributes().isEmpty()) {
            balancers.modifyTargetGroupAttributes(request -> request.targetGroupArn(group)
                    .attributes(attributes(spec.targetGroupAttributes(), (key, value) -> TargetGroupAttribute.builder()
                            .key(key)
                            .value(value)
                            .build())));
        }
        for (int number = 1; number <= spec.instanceIds().size(); number++) {
            String id = spec.instanceIds().get(number - 1);
            String name = spec.name() + "-" + number;
            ec2.createTags(request -> request.resources(id)
                    .tags(Tag.builder().key("Name").value(name).build()));
        }
        if (!spec.instanceIds().isEmpty()) {
            balancers.registerTargets(request -> request.targetGroupArn(group)
                    .targets(spec.instanceIds().stream()
                            .map(id -> TargetDescription.builder().id(id).build())
                            .toList()));
        }
        return group;
    }

    private static Action forward(String targetGroup) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(targetGroup)
                .build();
    }

    private static <A> List<A> attributes(Map<String, String> values, BiFunction<String, String, A> attribute) {
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> attribute.apply(entry.getKey(), entry.getValue()))
                .toList();
    }
}
