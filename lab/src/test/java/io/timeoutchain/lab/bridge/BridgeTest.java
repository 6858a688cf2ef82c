package io.timeoutchain.lab.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** The bridge as the AWS SDK sees it, in front of a fake of the emulated API. */
class BridgeTest {

    private final List<String> passedOn = new CopyOnWriteArrayList<>();
    private HttpServer emulator;
    private Bridge bridge;

    @BeforeEach
    void open() throws IOException {
        emulator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        emulator.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                passedOn.add(body);
                byte[] reply = (body.contains("DescribeInstances") ? INSTANCES : NO_BALANCERS)
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, reply.length);
                exchange.getResponseBody().write(reply);
            }
        });
        emulator.start();
        bridge =
                Bridge.to(URI.create("http://127.0.0.1:" + emulator.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        bridge.close();
        emulator.stop(0);
    }

    @Test
    void what_the_bridge_does_not_answer_is_passed_on_and_noted() {
        try (ElasticLoadBalancingV2Client client = client(ElasticLoadBalancingV2Client.builder())) {
            assertThat(client.describeLoadBalancers().loadBalancers()).isEmpty();
        }

        assertThat(passedOn).singleElement().asString().contains("Action=DescribeLoadBalancers");
        assertThat(bridge.calls()).containsExactly(new Call("elasticloadbalancing:DescribeLoadBalancers", "eu-west-1"));
    }

    @Test
    void a_denied_call_is_the_exception_that_each_service_has_for_it() {
        bridge.faults().deny("elasticloadbalancing:DescribeLoadBalancers");
        bridge.faults().deny("ec2:DescribeInstances");
        bridge.faults().deny("ssm:ListCommands");

        try (ElasticLoadBalancingV2Client balancers = client(ElasticLoadBalancingV2Client.builder());
                Ec2Client ec2 = client(Ec2Client.builder());
                SsmClient ssm = client(SsmClient.builder())) {
            assertDenied(
                    balancers::describeLoadBalancers,
                    "AccessDenied",
                    403,
                    "elasticloadbalancing:DescribeLoadBalancers");
            assertDenied(ec2::describeInstances, "UnauthorizedOperation", 403, "ec2:DescribeInstances");
            assertDenied(ssm::listCommands, "AccessDeniedException", 400, "ssm:ListCommands");
        }
        assertThat(passedOn).isEmpty();
        assertThat(bridge.calls()).hasSize(3);
    }

    @Test
    void a_call_can_be_denied_for_one_resource_only() {
        bridge.faults().deny("elasticloadbalancing:DescribeLoadBalancers", "arn:of:one");

        try (ElasticLoadBalancingV2Client client = client(ElasticLoadBalancingV2Client.builder())) {
            assertThat(client.describeLoadBalancers(request -> request.loadBalancerArns("arn:of:another"))
                            .loadBalancers())
                    .isEmpty();
            assertThatThrownBy(() -> client.describeLoadBalancers(request -> request.loadBalancerArns("arn:of:one")))
                    .isInstanceOf(AwsServiceException.class);
        }
    }

    @Test
    void throttling_and_server_errors_end_after_the_calls_asked_for() {
        bridge.faults().throttleNext(1, "ssm:ListCommands");
        bridge.faults().failNext(1, "ssm:ListCommands");

        try (SsmClient client = client(SsmClient.builder())) {
            // The SDK itself repeats both kinds of error.
            assertThat(client.listCommands().commands()).isEmpty();
        }

        assertThat(bridge.calls()).hasSize(3);
    }

    @Test
    void a_call_can_be_held_up() {
        bridge.faults().delay(Duration.ofSeconds(30), "ssm:ListCommands");

        try (SsmClient client = client(SsmClient.builder()
                .overrideConfiguration(settings -> settings.apiCallTimeout(Duration.ofMillis(300))))) {
            assertThatThrownBy(client::listCommands).hasMessageContaining("did not complete before");
        }
    }

    @Test
    void cleared_faults_strike_no_more() {
        bridge.faults().deny("ssm:ListCommands");
        bridge.faults().clear();
        bridge.forgetCalls();

        try (SsmClient client = client(SsmClient.builder())) {
            assertThat(client.listCommands().commands()).isEmpty();
        }

        assertThat(bridge.calls()).hasSize(1);
    }

    @Test
    void run_command_is_answered_by_the_bridge_itself() {
        bridge.register(new ManagedInstance(
                "eu-west-1",
                "i-1",
                PingStatus.ONLINE,
                (script, environment, timeout) -> new ScriptResult(0, script.toUpperCase(java.util.Locale.ROOT), "")));

        try (SsmClient client = client(SsmClient.builder())) {
            assertThat(client.describeInstanceInformation().instanceInformationList())
                    .singleElement()
                    .satisfies(instance ->
                            assertThat(instance.pingStatusAsString()).isEqualTo("Online"));
            assertThatThrownBy(() -> client.sendCommand(
                            request -> request.documentName("Nobody-Knows").instanceIds("i-1")))
                    .isInstanceOf(SsmException.class)
                    .hasMessageContaining("Document with name Nobody-Knows does not exist");
        }
        assertThat(passedOn).isEmpty();
    }

    @Test
    void connection_tracking_is_added_to_the_interface_it_was_set_for() {
        bridge.trackConnections("eni-2", Duration.ofSeconds(350));

        try (Ec2Client client = client(Ec2Client.builder())) {
            assertThat(client.describeInstances()
                            .reservations()
                            .getFirst()
                            .instances()
                            .getFirst()
                            .networkInterfaces())
                    .satisfiesExactly(
                            first -> assertThat(first.connectionTrackingConfiguration())
                                    .isNull(),
                            second -> assertThat(second.connectionTrackingConfiguration()
                                            .tcpEstablishedTimeout())
                                    .isEqualTo(350));
        }
    }

    private static void assertDenied(Runnable call, String code, int status, String action) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsServiceException.class, denied -> {
            assertThat(denied.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(denied.statusCode()).isEqualTo(status);
            assertThat(denied.awsErrorDetails().errorMessage()).contains("is not authorized to perform: " + action);
        });
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(bridge.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static final String NO_BALANCERS = """
            <DescribeLoadBalancersResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
              <DescribeLoadBalancersResult><LoadBalancers/></DescribeLoadBalancersResult>
            </DescribeLoadBalancersResponse>
            """;

    private static final String INSTANCES = """
            <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet><item><instancesSet><item>
              <instanceId>i-1</instanceId>
              <networkInterfaceSet>
                <item><networkInterfaceId>eni-1</networkInterfaceId></item>
                <item><networkInterfaceId>eni-2</networkInterfaceId></item>
              </networkInterfaceSet>
            </item></instancesSet></item></reservationSet></DescribeInstancesResponse>
            """;
}
