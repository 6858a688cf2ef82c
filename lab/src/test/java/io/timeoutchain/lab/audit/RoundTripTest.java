package io.timeoutchain.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.cdk.NeedsNode;
import io.timeoutchain.cdk.TimeoutAlignedService;
import io.timeoutchain.cdk.TimeoutGuard;
import io.timeoutchain.lab.HostImage;
import io.timeoutchain.lab.HostSpec;
import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabAccount;
import io.timeoutchain.lab.LabClient;
import io.timeoutchain.lab.LabHost;
import io.timeoutchain.lab.LabTest;
import io.timeoutchain.lab.bridge.ScriptResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/**
 * A {@link TimeoutAlignedService} from its Java to a running host: synthesised, deployed through CloudFormation, its user
 * data run, and then audited, with nothing found. What the emulator's CloudFormation leaves out is made up for here, by API
 * and with the values of the template: the attributes of load balancer and target group. Instances it does start, with their
 * user data and registered as targets, but nothing runs on them: a lab host stands behind the instance, and the user data is
 * run there.
 */
@LabTest
@NeedsNode
class RoundTripTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** The emulator's parameters do not name the newest Amazon Linux; hosts of the lab are Debian anyway. */
    private static final String IMAGE = "ami-760aaa0f";

    private static final String USER_DATA = "/var/lib/cloud/instance/user-data.txt";
    private static final String SIGNALS = "/var/log/cfn-signal.log";

    @Test
    void a_synthesised_service_is_deployed_set_up_and_found_clean_until_one_value_is_changed(
            Lab lab, @TempDir Path output) throws IOException {
        LabAccount account = lab.account();
        String template = synthesise(account.region(), output);
        Map<String, String> outputs = deploy(template, lab, account);
        setIgnoredAttributes(JSON.readTree(template), outputs, lab, account);
        String instance = onlyTarget(outputs, lab, account);
        try (LabHost host = lab.host(HostSpec.debian()
                .on(HostImage.NEW_NGINX)
                .supervised("gunicorn.service")
                .file("/opt/aws/bin/cfn-signal", "#!/bin/sh\necho \"$@\" >>" + SIGNALS + "\n"))) {
            account.manage(instance, host);
            host.write(USER_DATA, userData(instance, lab, account));

            // A second run changes nothing: whoever runs the script again need not fear it.
            for (int run = 1; run <= 2; run++) {
                ScriptResult setUp = host.exec("bash", USER_DATA);
                assertThat(setUp.exitCode()).as(setUp.stdout() + setUp.stderr()).isZero();
            }
            assertThat(host.read(SIGNALS).lines())
                    .hasSize(2)
                    .allMatch(signal -> signal.matches("--stack Web --resource WebAutoScalingGroup\\S+ --region %s -e 0"
                            .formatted(account.region())));
            assertThat(host.exec("curl", "-fsS", "http://127.0.0.1/").stdout()).isEqualTo("It works.\n");
            assertThat(host.exec("sysctl", "-n", "net.ipv4.tcp_keepalive_time").stdout())
                    .isEqualTo("300\n");

            PackagedCli.Run clean = audit(lab, account);
            Reported report = Reported.in(clean);
            assertThat(report.findings()).isEmpty();
            assertThat(report.undecided()).isEmpty();
            assertThat(report.gaps()).isEmpty();
            assertThat(report.total("pass")).isPositive();
            assertThat(clean.exitCode()).isZero();

            ScriptResult edited =
                    host.shell("sed -i 's/ keepalive_timeout 45s;/ keepalive_timeout 30s;/' /etc/nginx/conf.d/app.conf"
                            + " && systemctl reload nginx");
            assertThat(edited.exitCode()).as(edited.stderr()).isZero();

            PackagedCli.Run broken = audit(lab, account);
            assertThat(Reported.in(broken).findings()).containsExactly("high callee-closes-first alb>nginx");
            assertThat(Reported.in(broken).undecided()).isEmpty();
            assertThat(broken.exitCode()).isEqualTo(1);
        }
    }

    private static PackagedCli.Run audit(Lab lab, LabAccount account) {
        return PackagedCli.with(lab).audit(lab, account, "--format", "json");
    }

    /** The template as the CDK writes it, without the bootstrap version that no emulated account has. */
    private static String synthesise(String region, Path output) throws IOException {
        App app = new App(AppProps.builder().outdir(output.toString()).build());
        TimeoutGuard.of(app);
        Stack stack = new Stack(
                app,
                "Web",
                StackProps.builder()
                        .synthesizer(DefaultStackSynthesizer.Builder.create()
                                .generateBootstrapVersionRule(false)
                                .build())
                        .build());
        TimeoutAlignedService.Builder.create(stack, "Web")
                .longestRequest(Duration.seconds(30))
                .capacity(1, 1)
                .machineImage(MachineImage.genericLinux(Map.of(region, IMAGE)), "/dev/xvda")
                .gunicornVersion("26.2.0")
                .build();
        app.synth();
        return Files.readString(output.resolve("Web.template.json"));
    }

    /** Deploys a template; gives its outputs by the construct id that each begins with, less its hash. */
    private static Map<String, String> deploy(String template, Lab lab, LabAccount account) {
        try (CloudFormationClient formation = LabClient.of(CloudFormationClient.builder(), lab, account)) {
            formation.createStack(
                    request -> request.stackName("Web").templateBody(template).capabilities(Capability.CAPABILITY_IAM));
            software.amazon.awssdk.services.cloudformation.model.Stack stack = formation
                    .describeStacks(request -> request.stackName("Web"))
                    .stacks()
                    .getFirst();
            assertThat(stack.stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
            return stack.outputs().stream()
                    .collect(Collectors.toMap(
                            each -> each.outputKey().replaceAll("[0-9A-F]{8}$", ""), each -> each.outputValue()));
        }
    }

    private static void setIgnoredAttributes(
            JsonNode template, Map<String, String> outputs, Lab lab, LabAccount account) {
        try (ElasticLoadBalancingV2Client balancers =
                LabClient.of(ElasticLoadBalancingV2Client.builder(), lab, account)) {
            balancers.modifyLoadBalancerAttributes(request -> request.loadBalancerArn(outputs.get("WebLoadBalancerArn"))
                    .attributes(attributes(template, "LoadBalancer", (key, value) -> LoadBalancerAttribute.builder()
                            .key(key)
                            .value(value)
                            .build())));
            balancers.modifyTargetGroupAttributes(request -> request.targetGroupArn(outputs.get("WebTargetGroupArn"))
                    .attributes(attributes(template, "TargetGroup", (key, value) -> TargetGroupAttribute.builder()
                            .key(key)
                            .value(value)
                            .build())));
        }
    }

    /** The attributes of the template's only resource of a type. */
    private static <A> List<A> attributes(JsonNode template, String type, BiFunction<String, String, A> attribute) {
        JsonNode resource = StreamSupport.stream(template.path("Resources").spliterator(), false)
                .filter(each -> each.path("Type").asText().equals("AWS::ElasticLoadBalancingV2::" + type))
                .findFirst()
                .orElseThrow();
        JsonNode list = resource.path("Properties").path(type + "Attributes");
        assertThat(list).isNotEmpty();
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> attribute.apply(
                        each.path("Key").asText(), each.path("Value").asText()))
                .toList();
    }

    /** The instance that the Auto Scaling group has started and registered. */
    private static String onlyTarget(Map<String, String> outputs, Lab lab, LabAccount account) {
        try (ElasticLoadBalancingV2Client balancers =
                LabClient.of(ElasticLoadBalancingV2Client.builder(), lab, account)) {
            List<String> targets = balancers
                    .describeTargetHealth(request -> request.targetGroupArn(outputs.get("WebTargetGroupArn")))
                    .targetHealthDescriptions()
                    .stream()
                    .map(health -> health.target().id())
                    .toList();
            assertThat(targets).hasSize(1);
            return targets.getFirst();
        }
    }

    private static String userData(String instance, Lab lab, LabAccount account) {
        try (Ec2Client ec2 = LabClient.of(Ec2Client.builder(), lab, account)) {
            String encoded = ec2.describeInstanceAttribute(
                            request -> request.instanceId(instance).attribute(InstanceAttributeName.USER_DATA))
                    .userData()
                    .value();
            return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
        }
    }
}
