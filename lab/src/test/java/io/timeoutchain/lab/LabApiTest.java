package io.timeoutchain.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timeoutchain.lab.bridge.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.sts.StsClient;

/** The lab as a program sees it that audits an account: the AWS API over the bridge, with real hosts behind. */
@LabTest
class LabApiTest {

    @Test
    void an_account_shows_its_load_balancer_targets_and_instances(Lab lab) {
        LabAccount account = lab.account();
        String instance = account.instance(
                InstanceSpec.unmanaged().ofType("m8i.large").trackingConnectionsFor(Duration.ofSeconds(500)));
        LabService service = account.service(ServiceSpec.application("shop")
                .idleTimeout(Duration.ofSeconds(120))
                .to(80, instance));

        try (ElasticLoadBalancingV2Client balancers =
                        LabClient.of(ElasticLoadBalancingV2Client.builder(), lab, account);
                Ec2Client ec2 = LabClient.of(Ec2Client.builder(), lab, account);
                StsClient sts = LabClient.of(StsClient.builder(), lab, account)) {
            assertThat(balancers.describeLoadBalancers().loadBalancers())
                    .singleElement()
                    .satisfies(found -> assertThat(found.loadBalancerArn()).isEqualTo(service.loadBalancerArn()));
            assertThat(balancers
                            .describeLoadBalancerAttributes(
                                    request -> request.loadBalancerArn(service.loadBalancerArn()))
                            .attributes())
                    .contains(LoadBalancerAttribute.builder()
                            .key("idle_timeout.timeout_seconds")
                            .value("120")
                            .build());
            assertThat(balancers
                            .describeTargetHealth(request -> request.targetGroupArn(service.targetGroupArn()))
                            .targetHealthDescriptions())
                    .singleElement()
                    .satisfies(target -> {
                        assertThat(target.target().id()).isEqualTo(instance);
                        assertThat(target.target().port()).isEqualTo(80);
                        assertThat(target.targetHealth().state()).isEqualTo(TargetHealthStateEnum.HEALTHY);
                    });
            Instance found = ec2.describeInstances(request -> request.instanceIds(instance))
                    .reservations()
                    .getFirst()
                    .instances()
                    .getFirst();
            assertThat(found.networkInterfaces()
                            .getFirst()
                            .connectionTrackingConfiguration()
                            .tcpEstablishedTimeout())
                    .isEqualTo(500);
            assertThat(sts.getCallerIdentity().account()).hasSize(12);
        }
        assertThat(lab.bridge().calls())
                .extracting(Call::action)
                .containsExactly(
                        "elasticloadbalancing:DescribeLoadBalancers",
                        "elasticloadbalancing:DescribeLoadBalancerAttributes",
                        "elasticloadbalancing:DescribeTargetHealth",
                        "ec2:DescribeInstances",
                        "sts:GetCallerIdentity");
        assertThat(lab.bridge().calls()).extracting(Call::region).containsOnly(account.region());
    }

    @Test
    void accounts_of_one_lab_do_not_see_each_other(Lab lab) {
        lab.account().service(ServiceSpec.application("shop"));
        LabAccount other = lab.account();

        try (ElasticLoadBalancingV2Client balancers =
                LabClient.of(ElasticLoadBalancingV2Client.builder(), lab, other)) {
            assertThat(balancers.describeLoadBalancers().loadBalancers()).isEmpty();
        }
    }

    @Test
    void a_network_load_balancer_and_a_second_route_can_be_had(Lab lab) {
        LabAccount account = lab.account();
        LabService network =
                account.service(ServiceSpec.network("stream").listenerAttribute("tcp.idle_timeout.seconds", "400"));
        LabService shop = account.service(ServiceSpec.application("shop"));
        String api = account.route(shop, "/api/*", ServiceSpec.application("api"));

        try (ElasticLoadBalancingV2Client balancers =
                LabClient.of(ElasticLoadBalancingV2Client.builder(), lab, account)) {
            assertThat(balancers
                            .describeListenerAttributes(request -> request.listenerArn(network.listenerArn()))
                            .attributes())
                    .anySatisfy(attribute -> {
                        assertThat(attribute.key()).isEqualTo("tcp.idle_timeout.seconds");
                        assertThat(attribute.value()).isEqualTo("400");
                    });
            assertThat(balancers
                            .describeRules(request -> request.listenerArn(shop.listenerArn()))
                            .rules())
                    .anySatisfy(rule -> assertThat(rule.actions().getFirst().targetGroupArn())
                            .isEqualTo(api));
        }
    }

    @Test
    void a_script_runs_in_the_host_that_stands_for_the_instance(Lab lab) {
        LabAccount account = lab.account();
        try (LabHost host = lab.host(HostSpec.debian().nginxProxying().gunicorn());
                SsmClient ssm = LabClient.of(SsmClient.builder(), lab, account)) {
            String instance = account.instance(host);

            CommandInvocation invocation = run(ssm, instance, "pgrep -c nginx; pgrep -c gunicorn");

            assertThat(invocation.status()).isEqualTo(CommandInvocationStatus.SUCCESS);
            assertThat(invocation.commandPlugins().getFirst().output()).isEqualTo("3\n2\n");
        }
    }

    @Test
    void long_output_is_cut_in_the_list_at_2400_and_in_the_single_call_at_24000(Lab lab) {
        LabAccount account = lab.account();
        try (LabHost host = lab.host(HostSpec.debian());
                SsmClient ssm = LabClient.of(SsmClient.builder(), lab, account)) {
            String instance = account.instance(host);

            CommandInvocation listed = run(ssm, instance, "head -c 30000 /dev/zero | tr '\\0' x");
            GetCommandInvocationResponse single = ssm.getCommandInvocation(
                    request -> request.commandId(listed.commandId()).instanceId(instance));

            assertThat(listed.commandPlugins().getFirst().output())
                    .hasSize(2_400)
                    .endsWith("x\n---Output truncated---");
            assertThat(single.standardOutputContent()).isEqualTo("x".repeat(24_000));
        }
    }

    @Test
    void a_registered_document_runs_with_its_parameters(Lab lab) {
        LabAccount account = lab.account();
        lab.bridge().registerDocument("Lab-Greets", "echo \"hello $SSM_name\"");
        try (LabHost host = lab.host(HostSpec.debian());
                SsmClient ssm = LabClient.of(SsmClient.builder(), lab, account)) {
            String instance = account.instance(host);

            String command = ssm.sendCommand(request -> request.documentName("Lab-Greets")
                            .instanceIds(instance)
                            .parameters(Map.of("name", List.of("world"))))
                    .command()
                    .commandId();

            assertThat(ended(ssm, command).commandPlugins().getFirst().output()).isEqualTo("hello world\n");
        }
    }

    @Test
    void a_denied_call_fails_and_the_next_test_does_not_notice(Lab lab) {
        LabAccount account = lab.account();
        LabService service = account.service(ServiceSpec.application("shop"));
        lab.bridge().faults().deny("elasticloadbalancing:DescribeTargetGroupAttributes", service.targetGroupArn());

        try (ElasticLoadBalancingV2Client balancers =
                LabClient.of(ElasticLoadBalancingV2Client.builder(), lab, account)) {
            assertThatThrownBy(() -> balancers.describeTargetGroupAttributes(
                            request -> request.targetGroupArn(service.targetGroupArn())))
                    .isInstanceOfSatisfying(AwsServiceException.class, denied -> assertThat(
                                    denied.awsErrorDetails().errorCode())
                            .isEqualTo("AccessDenied"));
        }
    }

    private static CommandInvocation run(SsmClient ssm, String instance, String line) {
        String command = ssm.sendCommand(request -> request.documentName("AWS-RunShellScript")
                        .instanceIds(instance)
                        .maxErrors("100%")
                        .parameters(Map.of("commands", List.of(line), "executionTimeout", List.of("30"))))
                .command()
                .commandId();
        return ended(ssm, command);
    }

    private static CommandInvocation ended(SsmClient ssm, String command) {
        Instant patience = Instant.now().plus(Duration.ofSeconds(30));
        while (true) {
            CommandInvocation invocation = ssm.listCommandInvocations(
                            request -> request.commandId(command).details(true))
                    .commandInvocations()
                    .getFirst();
            boolean running = invocation.status() == CommandInvocationStatus.PENDING
                    || invocation.status() == CommandInvocationStatus.IN_PROGRESS;
            if (!running || Instant.now().isAfter(patience)) {
                return invocation;
            }
        }
    }
}
