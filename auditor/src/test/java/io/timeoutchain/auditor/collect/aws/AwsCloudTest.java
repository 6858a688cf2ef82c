package io.timeoutchain.auditor.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.collect.AwsAction;
import io.timeoutchain.auditor.collect.CallFailed;
import io.timeoutchain.auditor.collect.Collect;
import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.collect.HostQuestion;
import io.timeoutchain.auditor.collect.IamPolicy;
import io.timeoutchain.auditor.collect.Page;
import io.timeoutchain.auditor.collect.Progress;
import io.timeoutchain.auditor.collect.Refusal;
import io.timeoutchain.auditor.collect.Stop;
import io.timeoutchain.auditor.collect.Time;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts.InterfaceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import io.timeoutchain.auditor.snapshot.ListenerFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.RuleFacts;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** The real clients of the SDK, on a wire that answers as the services do. */
class AwsCloudTest {

    private static final String ELB = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:";
    private static final String ALB = ELB + "loadbalancer/app/web/1";
    private static final String NLB = ELB + "loadbalancer/net/tcp/2";
    private static final String GROUP = ELB + "targetgroup/web/3";
    private static final String ROLE = "arn:aws:iam::123456789012:role/audit";

    private static final CollectOptions EVERYTHING = CollectOptions.DEFAULT
            .withRegions(List.of("eu-central-1"))
            .withAllRegions()
            .withTags(Map.of("team", "web"))
            .withRole(ROLE);

    private static final HostQuestion QUESTION = new HostQuestion() {
        @Override
        public String script(SortedSet<Integer> ports, String measure) {
            return "true";
        }

        @Override
        public boolean isComplete(String output) {
            return output.endsWith("#end");
        }
    };

    /** Does not wait between polls. */
    private static final Time IMPATIENT = new Time() {
        @Override
        public Instant now() {
            return Instant.parse("2026-11-21T20:00:00Z");
        }

        @Override
        public void sleep(Duration duration) {}
    };

    private final Set<String> called = new ConcurrentSkipListSet<>();

    private final ExecutionInterceptor recorder = new ExecutionInterceptor() {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
            String prefix =
                    switch (String.valueOf(service).toLowerCase(Locale.ROOT)) {
                        case "elasticloadbalancingv2" -> "elasticloadbalancing";
                        case "ec2" -> "ec2";
                        case "ssm" -> "ssm";
                        case "sts" -> "sts";
                        case "securityhub" -> "securityhub";
                        default -> throw new AssertionError("no policy is known for the service " + service);
                    };
            called.add(prefix + ":" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        }
    };

    private static String query(String operation, String result) {
        return "<%sResponse><%sResult>%s</%sResult></%sResponse>"
                .formatted(operation, operation, result, operation, operation);
    }

    private static String attributes(String operation, String key, String value) {
        return query(
                operation,
                "<Attributes><member><Key>%s</Key><Value>%s</Value></member></Attributes>".formatted(key, value));
    }

    private static FakeHttp wire() {
        return new FakeHttp()
                .answering("AssumeRole", query("AssumeRole", """
                        <Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey>
                        <SessionToken>c</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"""))
                .answering("GetCallerIdentity", query("GetCallerIdentity", "<Account>123456789012</Account>"))
                .answering("DescribeRegions", """
                        <DescribeRegionsResponse><regionInfo><item><regionName>eu-central-1</regionName></item>
                        </regionInfo></DescribeRegionsResponse>""")
                .answering("DescribeLoadBalancers", query("DescribeLoadBalancers", """
                        <LoadBalancers>
                        <member><LoadBalancerArn>%s</LoadBalancerArn><LoadBalancerName>web</LoadBalancerName>
                        <Type>application</Type></member>
                        <member><LoadBalancerArn>%s</LoadBalancerArn><LoadBalancerName>tcp</LoadBalancerName>
                        <Type>network</Type></member>
                        <member><LoadBalancerArn>gateway</LoadBalancerArn><LoadBalancerName>gw</LoadBalancerName>
                        <Type>gateway</Type></member>
                        </LoadBalancers>""".formatted(ALB, NLB)))
                .answering("DescribeTags", query("DescribeTags", """
                        <TagDescriptions>
                        <member><ResourceArn>%s</ResourceArn><Tags><member><Key>team</Key><Value>web</Value></member>
                        </Tags></member>
                        <member><ResourceArn>%s</ResourceArn><Tags><member><Key>team</Key><Value>web</Value></member>
                        </Tags></member>
                        </TagDescriptions>""".formatted(ALB, NLB)))
                .answering(
                        "DescribeLoadBalancerAttributes",
                        attributes("DescribeLoadBalancerAttributes", "idle_timeout.timeout_seconds", "60"))
                .answering("DescribeListeners", query("DescribeListeners", """
                        <Listeners><member><ListenerArn>listener</ListenerArn><Port>80</Port><Protocol>TCP</Protocol>
                        <DefaultActions><member><Type>forward</Type><TargetGroupArn>%s</TargetGroupArn>
                        <ForwardConfig><TargetGroups><member><TargetGroupArn>%s</TargetGroupArn></member></TargetGroups>
                        </ForwardConfig></member></DefaultActions></member></Listeners>""".formatted(GROUP, GROUP)))
                .answering(
                        "DescribeListenerAttributes",
                        attributes("DescribeListenerAttributes", "tcp.idle_timeout.seconds", "350"))
                .answering("DescribeRules", query("DescribeRules", """
                        <Rules><member><RuleArn>rule</RuleArn><Priority>default</Priority>
                        <Actions><member><Type>redirect</Type></member></Actions></member></Rules>"""))
                .answering("DescribeTargetGroups", query("DescribeTargetGroups", """
                        <TargetGroups><member><TargetGroupArn>%s</TargetGroupArn><TargetGroupName>web</TargetGroupName>
                        <Protocol>HTTP</Protocol><ProtocolVersion>HTTP1</ProtocolVersion><Port>80</Port>
                        <TargetType>instance</TargetType><VpcId>vpc-1</VpcId>
                        <HealthCheckProtocol>HTTP</HealthCheckProtocol><HealthCheckPath>/</HealthCheckPath>
                        <LoadBalancerArns><member>%s</member></LoadBalancerArns></member></TargetGroups>""".formatted(GROUP, ALB)))
                .answering(
                        "DescribeTargetGroupAttributes",
                        attributes("DescribeTargetGroupAttributes", "deregistration_delay.timeout_seconds", "300"))
                .answering("DescribeTargetHealth", query("DescribeTargetHealth", """
                        <TargetHealthDescriptions><member><Target><Id>i-1</Id><Port>8080</Port></Target>
                        <TargetHealth><State>unhealthy</State><Reason>Target.Timeout</Reason></TargetHealth>
                        </member></TargetHealthDescriptions>"""))
                .answering("DescribeInstances", """
                        <DescribeInstancesResponse><reservationSet><item><instancesSet><item>
                        <instanceId>i-1</instanceId><instanceType>m8i.large</instanceType>
                        <instanceState><name>running</name></instanceState><vpcId>vpc-1</vpcId>
                        <tagSet><item><key>Owner</key><value>shop</value></item>
                        <item><key>Name</key><value>web-1</value></item></tagSet>
                        <networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId>
                        <privateIpAddress>10.0.0.1</privateIpAddress>
                        <connectionTrackingConfiguration><tcpEstablishedTimeout>600</tcpEstablishedTimeout>
                        </connectionTrackingConfiguration></item></networkInterfaceSet>
                        </item></instancesSet></item></reservationSet></DescribeInstancesResponse>""")
                .answering("DescribeInstanceTypes", """
                        <DescribeInstanceTypesResponse><instanceTypeSet><item><instanceType>m8i.large</instanceType>
                        <vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>8192</sizeInMiB></memoryInfo>
                        <networkInfo><connectionTrackingConfiguration>
                        <defaultTcpEstablishedTimeout>350</defaultTcpEstablishedTimeout>
                        </connectionTrackingConfiguration></networkInfo></item></instanceTypeSet>
                        </DescribeInstanceTypesResponse>""")
                .answering("DescribeInstanceInformation", """
                        {"InstanceInformationList":[{"InstanceId":"i-1","PingStatus":"Online","PlatformType":"Linux"}]}""")
                .answering("SendCommand", """
                        {"Command":{"CommandId":"11111111-2222-3333-4444-555555555555"}}""")
                .answering("ListCommandInvocations", """
                        {"CommandInvocations":[{"InstanceId":"i-1","Status":"Success","StatusDetails":"Success",
                        "CommandPlugins":[{"Output":"begin---Output truncated---\\n----------ERROR-------\\nnoise"}]}]}""")
                .answering("GetCommandInvocation", """
                        {"StandardOutputContent":"begin and #end"}""");
    }

    private AwsCloud open(CollectOptions options, FakeHttp wire) throws CollectFailure {
        return AwsCloud.open(
                options,
                wire,
                List.of(recorder),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")));
    }

    private Snapshot collect(CollectOptions options) throws CollectFailure {
        try (AwsCloud cloud = open(options, wire())) {
            return new Collect(cloud, options, QUESTION, Progress.SILENT, IMPATIENT, "0.1.0", new Stop()).snapshot();
        }
    }

    private static List<String> allowed(CollectOptions options) {
        return IamPolicy.statements(options).stream()
                .flatMap(statement -> statement.actions().stream())
                .map(action -> action.iamName())
                .sorted()
                .toList();
    }

    @Test
    void the_policy_allows_exactly_what_is_called() throws CollectFailure {
        collect(EVERYTHING);
        assertThat(called).containsExactlyElementsOf(allowed(EVERYTHING));
    }

    @Test
    void the_policy_without_hosts_allows_exactly_what_is_called_without_hosts() throws CollectFailure {
        CollectOptions options =
                CollectOptions.DEFAULT.withRegions(List.of("eu-central-1")).withoutHosts();
        collect(options);
        assertThat(called).containsExactlyElementsOf(allowed(options));
    }

    private static final CollectOptions PUBLISHING = CollectOptions.DEFAULT.withRegions(List.of("eu-west-1"));

    @Test
    void what_security_hub_refuses_is_told() throws Exception {
        FakeHttp wire = new FakeHttp().answering("/findings/import", """
                {"SuccessCount":0,"FailedCount":1,"FailedFindings":[
                {"Id":"timeout-chain/1","ErrorCode":"InvalidInput","ErrorMessage":"too old"}]}""");
        JsonNode findings =
                new JsonMapper().readTree("[{\"Id\":\"timeout-chain/1\",\"Severity\":{\"Label\":\"HIGH\"}}]");

        try (AwsCloud cloud = open(PUBLISHING, wire)) {
            assertThat(cloud.importFindings("eu-west-1", List.of(findings.get(0)))
                            .attempt()
                            .send())
                    .containsExactly(new Refusal("timeout-chain/1", "InvalidInput: too old"));
        }
    }

    @Test
    void a_page_of_findings_comes_back_in_the_words_of_the_format_and_is_asked_for_by_account_and_product()
            throws Exception {
        String finding = """
                {"Id":"timeout-chain/1","RecordState":"ACTIVE","Severity":{"Label":"HIGH","Normalized":70},
                "ProductFields":{"timeout-chain/Caller":"alb"},"Resources":[{"Id":"arn","Type":"Other"}],
                "Workflow":{"Status":"NEW"}}""";
        FakeHttp wire =
                new FakeHttp().answering("/findings", "{\"Findings\":[%s],\"NextToken\":\"2\"}".formatted(finding));

        try (AwsCloud cloud = open(PUBLISHING, wire)) {
            Page<JsonNode> page = cloud.activeFindings("eu-west-1", "123456789012", "timeout-chain/")
                    .page(Optional.of("1"))
                    .attempt()
                    .send();

            assertThat(page.next()).contains("2");
            assertThat(page.items()).containsExactly(new JsonMapper().readTree(finding));
        }
        assertThat(new JsonMapper().readTree(wire.lastBody())).isEqualTo(new JsonMapper().readTree("""
                {"Filters":{
                  "ProductArn":[{"Comparison":"EQUALS",
                    "Value":"arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default"}],
                  "AwsAccountId":[{"Comparison":"EQUALS","Value":"123456789012"}],
                  "GeneratorId":[{"Comparison":"PREFIX","Value":"timeout-chain/"}],
                  "RecordState":[{"Comparison":"EQUALS","Value":"ACTIVE"}]},
                 "NextToken":"1","MaxResults":100}"""));
    }

    @Test
    void publishing_calls_what_the_policy_adds_for_it_and_no_more() throws Exception {
        FakeHttp wire = new FakeHttp()
                .answering("/findings/import", "{\"SuccessCount\":0,\"FailedCount\":0,\"FailedFindings\":[]}")
                .answering("/findings", "{\"Findings\":[]}");

        try (AwsCloud cloud = open(PUBLISHING, wire)) {
            cloud.importFindings("eu-west-1", List.of()).attempt().send();
            cloud.activeFindings("eu-west-1", "123456789012", "timeout-chain/")
                    .page(Optional.empty())
                    .attempt()
                    .send();
        }

        List<IamPolicy.Statement> added = new ArrayList<>(IamPolicy.statements(PUBLISHING, true));
        added.removeAll(IamPolicy.statements(PUBLISHING));
        assertThat(added)
                .containsExactly(
                        new IamPolicy.Statement(
                                "PublishFindings",
                                List.of(AwsAction.BATCH_IMPORT_FINDINGS),
                                List.of("arn:aws:securityhub:eu-west-1:*:product/*/default")),
                        new IamPolicy.Statement(
                                "LookUpFindings",
                                List.of(AwsAction.GET_FINDINGS),
                                List.of("arn:aws:securityhub:eu-west-1:*:hub/default")));
        assertThat(added.stream()
                        .flatMap(statement -> statement.actions().stream())
                        .map(AwsAction::iamName))
                .containsExactlyInAnyOrderElementsOf(called);
    }

    @Test
    void a_region_without_security_hub_is_not_one_that_refuses() {
        AwsServiceException off = AwsServiceException.builder()
                .statusCode(401)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("InvalidAccessException")
                        .errorMessage("Account 123456789012 is not subscribed to AWS Security Hub")
                        .build())
                .build();

        assertThat(Sdk.failed(off).kind()).isEqualTo(CallFailed.Kind.NOT_ENABLED);
    }

    @Test
    void every_answer_is_mapped_to_facts() throws CollectFailure {
        Snapshot snapshot = collect(EVERYTHING);
        assertThat(snapshot.account()).isEqualTo("123456789012");
        RegionSnapshot region = snapshot.regions().getFirst();
        assertThat(region.gaps()).isEmpty();
        RuleFacts forward = new RuleFacts("listener", RuleFacts.DEFAULT, List.of(GROUP));
        RuleFacts redirect = new RuleFacts("rule", RuleFacts.DEFAULT, List.of());
        assertThat(region.loadBalancers())
                .as("the gateway load balancer is not on the path of a request")
                .extracting(balancer -> balancer.listeners().orElseThrow().getFirst())
                .containsExactly(
                        new ListenerFacts("listener", "TCP", 80, Optional.empty(), List.of(redirect)),
                        new ListenerFacts(
                                "listener",
                                "TCP",
                                80,
                                Optional.of(Map.of("tcp.idle_timeout.seconds", "350")),
                                List.of(forward)));
        assertThat(region.targetGroups())
                .containsExactly(new TargetGroupFacts(
                        GROUP,
                        "web",
                        Optional.of("HTTP"),
                        Optional.of("HTTP1"),
                        Optional.of(80),
                        "instance",
                        Optional.of("vpc-1"),
                        Optional.of("/"),
                        List.of(ALB),
                        Optional.of(Map.of("deregistration_delay.timeout_seconds", "300")),
                        Optional.of(List.of(new TargetFacts(
                                "i-1",
                                Optional.of(8080),
                                "unhealthy",
                                Optional.of("Target.Timeout"),
                                Optional.of("i-1"))))));
        assertThat(region.instances())
                .containsExactly(new InstanceFacts(
                        "i-1",
                        Optional.of("web-1"),
                        "m8i.large",
                        "running",
                        Optional.of("vpc-1"),
                        List.of(new InterfaceFacts(
                                "eni-1", List.of("10.0.0.1"), Optional.of(Duration.ofSeconds(600))))));
        assertThat(region.instanceTypes())
                .containsExactly(new InstanceTypeFacts("m8i.large", 2, 8192, Optional.of(Duration.ofSeconds(350))));
        assertThat(region.hosts()).singleElement().satisfies(host -> {
            assertThat(host.pingStatus()).contains("Online");
            assertThat(host.ports()).containsExactly(8080);
            assertThat(host.output()).contains("begin and #end");
        });
    }
}
