package io.timeoutchain.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.plan.PlanTexts;
import io.timeoutchain.plan.Shape;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Severity;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;

@NeedsNode
class TimeoutAlignedServiceTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** The whole templates, for cfn-lint. */
    private static final Path TEMPLATES = Path.of("target/templates");

    /** EC2 takes no more user data than that (Amazon EC2 User Guide, "Run commands at launch"). */
    private static final int USER_DATA_LIMIT = 16 * 1024;

    private final TestApp test = new TestApp();

    private static software.amazon.awscdk.Duration seconds(long number) {
        return software.amazon.awscdk.Duration.seconds(number);
    }

    private TimeoutAlignedService.Builder service() {
        return TimeoutAlignedService.Builder.create(test.stack, "Service").longestRequest(seconds(30));
    }

    private IVpc givenVpc() {
        return Vpc.fromVpcAttributes(
                test.stack,
                "Given",
                VpcAttributes.builder()
                        .vpcId("vpc-0123456789abcdef0")
                        .vpcCidrBlock("10.1.0.0/16")
                        .availabilityZones(List.of("eu-central-1a", "eu-central-1b"))
                        .publicSubnetIds(List.of("subnet-0123456789abcdef0", "subnet-0123456789abcdef1"))
                        .privateSubnetIds(List.of("subnet-0123456789abcdef2", "subnet-0123456789abcdef3"))
                        .build());
    }

    private JsonNode template() {
        return JSON.valueToTree(Template.fromStack(test.stack).toJSON());
    }

    private Map<String, Map<String, Object>> resources(String type) {
        return Template.fromStack(test.stack).findResources(type);
    }

    /** The user data of every host, with references in braces. */
    private List<String> userData() {
        return userData(template());
    }

    private static List<String> userData(JsonNode template) {
        return template.findValues("UserData").stream()
                .map(data -> joined(data.path("Fn::Base64")))
                .toList();
    }

    private static String joined(JsonNode text) {
        return text.isTextual()
                ? text.asText()
                : StreamSupport.stream(text.path("Fn::Join").path(1).spliterator(), false)
                        .map(part -> part.isTextual()
                                ? part.asText()
                                : "{" + part.path("Ref").asText() + "}")
                        .collect(Collectors.joining());
    }

    // ---- templates that are kept, one for each use that the documentation names

    static Stream<Arguments> uses() {
        return Stream.of(
                use("http", (test, service) -> service),
                use(
                        "https",
                        (test, service) -> service.vpc(test.givenVpc())
                                .certificate(
                                        Certificate.fromCertificateArn(
                                                test.test.stack,
                                                "Certificate",
                                                "arn:aws:acm:eu-central-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef"))),
                use("pins", (test, service) -> service.vpc(test.givenVpc())
                        .pin("alb.idle", seconds(120))
                        .pin("linux.tcp-keepalive", seconds(240))),
                use("instances", (test, service) -> service.instances(2).instanceType(new InstanceType("m7g.large"))),
                use("internal", (test, service) -> service.vpc(test.givenVpc())
                        .internal(Peer.ipv4("10.1.0.0/16"))
                        .wsgiApplication("shop.wsgi:application")
                        .applicationSetup(
                                "curl -fsS https://example.com/shop-1.0.tar.gz | tar xz --strip-components=1",
                                "/opt/app/bin/pip install -q -r requirements.txt")
                        .healthCheckPath("/health")
                        .loginSession(software.amazon.awscdk.Duration.minutes(30))));
    }

    interface Use {
        TimeoutAlignedService.Builder describe(TimeoutAlignedServiceTest test, TimeoutAlignedService.Builder service);
    }

    private static Arguments use(String name, Use use) {
        return Arguments.of(name, use);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uses")
    void the_template_of_each_use_is_the_one_that_is_kept(String name, Use use) throws IOException {
        TimeoutGuard.of(test.app).failAt(Severity.LOW);
        use.describe(this, service()).build();

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).isEmpty();

        JsonNode template = template();
        Files.createDirectories(TEMPLATES);
        JSON.writeValue(
                TEMPLATES.resolve("aligned-service-%s.json".formatted(name)).toFile(), template);
        Golden.checkText(
                "aligned-service-%s.sh".formatted(name), userData(template).getFirst() + "\n");
        template.findParents("UserData")
                .forEach(host -> ((ObjectNode) host).put("UserData", "in a file of its own: what sets up the host"));
        Golden.check("aligned-service-%s.json".formatted(name), JSON.convertValue(template, MAP));
    }

    // ---- the plan

    @Test
    void load_balancer_target_group_and_hosts_have_the_values_of_one_plan() {
        TimeoutAlignedService made = service().vpc(givenVpc()).build();

        Template template = Template.fromStack(test.stack);
        template.hasResourceProperties(
                "AWS::ElasticLoadBalancingV2::LoadBalancer",
                Map.of(
                        "LoadBalancerAttributes",
                        Match.arrayWith(List.of(
                                attribute("idle_timeout.timeout_seconds", "40"),
                                attribute("client_keep_alive.seconds", "3600")))));
        template.hasResourceProperties(
                "AWS::ElasticLoadBalancingV2::TargetGroup",
                Map.of(
                        "TargetGroupAttributes",
                        Match.arrayWith(List.of(attribute("deregistration_delay.timeout_seconds", "35")))));
        assertThat(userData()).singleElement().satisfies(script -> PlanTexts.of(made.plan())
                .forEach((path, text) -> {
                    if (path.startsWith("etc/")) {
                        assertThat(script).contains("/dev/stdin /" + path + " <<", "\n" + text + "END_OF_");
                    }
                }));
    }

    private static Map<String, String> attribute(String key, String value) {
        return Map.of("Key", key, "Value", value);
    }

    @Test
    void the_others_are_solved_around_a_pin() {
        TimeoutAlignedService made =
                service().vpc(givenVpc()).pin("alb.idle", seconds(120)).build();

        assertThat(made.plan().value(AlbSettings.IDLE_TIMEOUT)).hasValue(Duration.ofSeconds(120));
        assertThat(userData()).singleElement().satisfies(script -> assertThat(script)
                .contains("keepalive_timeout 125s;", "client_header_timeout 125s;"));
    }

    @Test
    void pins_that_cannot_go_together_are_refused_with_the_reason_and_what_would_do() {
        TimeoutAlignedService.Builder pinned =
                service().pin("alb.idle", seconds(20)).pin("nginx.read", seconds(50));

        assertThatIllegalArgumentException()
                .isThrownBy(pinned::build)
                .withMessageStartingWith("Web/Service: These cannot go together: nginx.read is pinned to 50 s; ")
                .withMessageContaining("alb.idle must be at least 5 s longer than nginx.read (caller-gives-up-first)")
                .withMessageContaining("but alb.idle is pinned to 20 s. This would do: ")
                .withMessageContaining("alb.idle = 55 s");
    }

    @Test
    void the_longest_request_there_can_be_is_one_that_a_draining_target_group_waits_for() {
        assertThat(service()
                        .vpc(givenVpc())
                        .longestRequest(seconds(3595))
                        .build()
                        .plan()
                        .value(TargetGroupSettings.DEREGISTRATION_DELAY))
                .hasValue(Duration.ofSeconds(3600));
    }

    @Test
    void a_longer_one_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(service().longestRequest(seconds(3596))::build)
                .withMessageContaining("a request may take 3596 s")
                .withMessageContaining("but target-group.drain cannot be more than 3600 s")
                .withMessageContaining("a longest request of 3595 s");
    }

    @Test
    void a_margin_is_kept_everywhere() {
        TimeoutAlignedService made =
                service().vpc(givenVpc()).margin(seconds(10)).build();

        assertThat(made.plan().value(AlbSettings.IDLE_TIMEOUT)).hasValue(Duration.ofSeconds(50));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10, 2",
        "15, 10, 2",
        "16, 10, 3",
        "30, 10, 4",
        "95, 10, 10",
        "96, 11, 10",
        "2995, 300, 10",
        "3595, 300, 10"
    })
    void as_many_health_checks_must_fail_as_outlast_the_longest_request(long longest, long interval, int failures) {
        assertThat(HealthCheckTimes.outlasting(Duration.ofSeconds(longest)))
                .isEqualTo(new HealthCheckTimes(Duration.ofSeconds(interval), failures));
    }

    // ---- what is refused

    @Test
    void the_longest_request_must_be_said() {
        assertThatIllegalArgumentException()
                .isThrownBy(TimeoutAlignedService.Builder.create(test.stack, "Service")::build)
                .withMessage("Web/Service: longestRequest is required");
    }

    @Test
    void a_time_that_is_known_only_when_it_is_deployed_is_refused() {
        CfnParameter parameter = CfnParameter.Builder.create(test.stack, "Longest")
                .type("Number")
                .build();
        software.amazon.awscdk.Duration unknown = software.amazon.awscdk.Duration.seconds(parameter.getValueAsNumber());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> service().longestRequest(unknown))
                .withMessageStartingWith("longestRequest must be a literal time");
    }

    @Test
    void a_pin_of_what_there_is_not_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service().pin("alb.idel", seconds(60)))
                .withMessage("there is no setting alb.idel");
        assertThatIllegalArgumentException()
                .isThrownBy(service().pin("mysql.wait_timeout", seconds(60))::build)
                .withMessageStartingWith("Web/Service: mysql.wait_timeout cannot be pinned; there are: client.");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        service().pin("alb.idle", seconds(60)).pin("alb.idle_timeout.timeout_seconds", seconds(60)))
                .withMessage("alb.idle_timeout.timeout_seconds is pinned twice");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 604_801})
    void stickiness_beyond_the_range_of_its_cookie_is_refused(long login) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service().loginSession(seconds(login)))
                .withMessageContaining("a cookie of the load balancer lasts 1 to 604800 s");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 604_800})
    void stickiness_lasts_as_long_as_the_login(long login) {
        service().vpc(givenVpc()).loginSession(seconds(login)).build();

        Template.fromStack(test.stack)
                .hasResourceProperties(
                        "AWS::ElasticLoadBalancingV2::TargetGroup",
                        Map.of(
                                "TargetGroupAttributes",
                                Match.arrayWith(List.of(
                                        attribute("stickiness.enabled", "true"),
                                        attribute("stickiness.type", "lb_cookie"),
                                        attribute("stickiness.lb_cookie.duration_seconds", Long.toString(login))))));
    }

    @Test
    void what_is_no_version_callable_path_or_number_is_refused() {
        TimeoutAlignedService.Builder service = service();
        List.<ThrowingCallable>of(
                        () -> service.nginxVersion("1.28"),
                        () -> service.gunicornVersion("latest; reboot"),
                        () -> service.wsgiApplication("wsgi"),
                        () -> service.healthCheckPath("health"),
                        () -> service.workers(0),
                        () -> service.instances(0),
                        () -> service.capacity(0, 1),
                        () -> service.capacity(2, 1),
                        () -> service.volumeGibibytes(0))
                .forEach(wrong -> assertThatIllegalArgumentException().isThrownBy(wrong));
    }

    @Test
    void an_instance_type_that_tells_no_processors_needs_the_number_of_workers() {
        TimeoutAlignedService.Builder service = service().vpc(givenVpc()).instanceType(new InstanceType("mac2.metal"));

        assertThatIllegalArgumentException()
                .isThrownBy(service::build)
                .withMessageStartingWith("Web/Service: how many vCPUs a mac2.metal has is not known here");
    }

    @ParameterizedTest
    @CsvSource({
        "t3.nano, 2",
        "t4g.2xlarge, 8",
        "m7g.medium, 1",
        "m7i.large, 2",
        "c7i-flex.xlarge, 4",
        "r8g.48xlarge, 192",
        "c5.9xlarge, 36"
    })
    void the_name_of_an_instance_type_tells_its_processors(String type, int vcpus) {
        assertThat(Vcpus.of(type)).hasValue(vcpus);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"c4.8xlarge", "m7i.metal-24xl", "t2.micro", "hpc7a.12xlarge", "p4d.24xlarge", "m5", "t3.huge"})
    void the_name_of_any_other_tells_nothing(String type) {
        assertThat(Vcpus.of(type)).isEmpty();
    }

    @Test
    void there_are_twice_as_many_workers_as_processors_and_one_more() {
        service().vpc(givenVpc()).instanceType(new InstanceType("c7i.xlarge")).build();

        assertThat(userData()).singleElement().satisfies(script -> assertThat(script)
                .contains(" --workers 9 "));
    }

    // ---- what the guard sees

    @Test
    void the_guard_judges_what_somebody_changes_afterwards() {
        TimeoutGuard.of(test.app);
        TimeoutAlignedService made = service().vpc(givenVpc()).build();
        made.loadBalancer().setAttribute("idle_timeout.timeout_seconds", "50");

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("callee-closes-first (high) at Web/Service/TargetGroup behind Web/Service/LoadBalancer")
                .contains("nginx keepalive_timeout is 45 s (BackendTimers.nginx:"));
    }

    @Test
    void the_guard_judges_the_hosts_units_too() {
        TimeoutGuard.of(test.app)
                .failAt(Severity.LOW)
                .judgeBy(new JudgePolicy(Duration.ofSeconds(6), Map.of(), Map.of()));
        service().vpc(givenVpc()).build();

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("killed-before-drained (low) at Web/Service/TargetGroup")
                .contains("systemd TimeoutStopSec is 40 s (the plan)"));
    }

    @Test
    void an_nginx_that_drops_idle_connections_at_a_reload_is_a_warning() {
        TimeoutGuard.of(test.app);
        service().vpc(givenVpc()).nginxVersion("1.26.3").build();

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes().keySet()).containsExactly("Web/Service/TargetGroup reload-drops-idle");
        assertThat(userData()).singleElement().satisfies(script -> assertThat(script)
                .doesNotContain("keepalive_min_timeout"));
    }

    @Test
    void workers_of_another_class_have_their_own_plan() {
        TimeoutGuard.of(test.app).failAt(Severity.LOW);
        TimeoutAlignedService made =
                service().vpc(givenVpc()).worker(Shape.Worker.GTHREAD).build();

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).isEmpty();
        assertThat(made.plan().value(GunicornSettings.KEEP_ALIVE)).hasValue(Duration.ofSeconds(65));
        assertThat(userData()).singleElement().satisfies(script -> assertThat(script)
                .contains("keepalive = 65\n"));
    }

    @Test
    void a_login_of_unusual_length_is_remarked_on() {
        TimeoutGuard.of(test.app);
        TimeoutAlignedService made =
                service().vpc(givenVpc()).loginSession(seconds(60)).build();

        assertThat(test.failure()).isEmpty();
        assertThat(made.targetGroup().getNode().getMetadata())
                .extracting(entry -> String.valueOf(entry.getData()))
                .anySatisfy(remark -> assertThat(remark)
                        .contains(
                                "session-length-unusual (info) at Web/Service/TargetGroup",
                                "(loginSession of the service)"));
    }

    // ---- who may do what

    @Test
    void hosts_take_requests_from_the_load_balancer_only() {
        service().vpc(givenVpc()).build();

        List<JsonNode> inward = Stream.concat(
                        JSON
                                .<JsonNode>valueToTree(resources("AWS::EC2::SecurityGroupIngress"))
                                .findParents("FromPort")
                                .stream(),
                        template().findValues("SecurityGroupIngress").stream()
                                .flatMap(rules -> rules.findParents("FromPort").stream()))
                .toList();
        assertThat(inward)
                .extracting(rule -> rule.path("FromPort") + " from "
                        + (rule.has("CidrIp") ? rule.path("CidrIp").asText() : "a group"))
                .containsExactlyInAnyOrder("80 from a group", "80 from 0.0.0.0/0");
        assertThat(template().findValuesAsText("KeyName")).isEmpty();
    }

    @Test
    void hosts_may_talk_to_session_manager_and_tell_their_stack_how_they_are() {
        TimeoutAlignedService made = service().vpc(givenVpc()).build();

        Template template = Template.fromStack(test.stack);
        template.resourceCountIs("AWS::IAM::Policy", 1);
        template.hasResourceProperties(
                "AWS::IAM::Policy",
                Map.of(
                        "PolicyDocument",
                        Map.of(
                                "Version",
                                "2012-10-17",
                                "Statement",
                                List.of(Map.of(
                                        "Action",
                                        "cloudformation:SignalResource",
                                        "Effect",
                                        "Allow",
                                        "Resource",
                                        Map.of("Ref", "AWS::StackId"))))));
        template.resourceCountIs("AWS::IAM::Role", 1);
        assertThat(template().findValues("ManagedPolicyArns")).singleElement().satisfies(policies -> {
            assertThat(policies).hasSize(1);
            assertThat(policies.toString()).contains(":iam::aws:policy/AmazonSSMManagedInstanceCore");
        });
        assertThat(made.role().getNode().getPath()).isEqualTo("Web/Service/Role");
    }

    @Test
    void every_host_needs_imds_version_2_and_has_an_encrypted_volume() {
        service().vpc(givenVpc()).build();
        TimeoutAlignedService.Builder.create(test.stack, "Fixed")
                .longestRequest(seconds(30))
                .vpc(givenVpc2())
                .instances(3)
                .build();

        assertThat(template().findValuesAsText("HttpTokens")).hasSize(4).containsOnly("required");
        assertThat(template().findValues("Ebs")).hasSize(4).allSatisfy(volume -> {
            assertThat(volume.path("Encrypted").asBoolean()).isTrue();
            assertThat(volume.path("DeleteOnTermination").asBoolean()).isTrue();
        });
    }

    private IVpc givenVpc2() {
        return (IVpc)
                Optional.ofNullable(test.stack.getNode().tryFindChild("Given")).orElseThrow();
    }

    @Test
    void hosts_start_when_they_can_fetch_packages() {
        service().build();
        TimeoutAlignedService.Builder.create(test.stack, "Fixed")
                .longestRequest(seconds(30))
                .instances(1)
                .build();

        Stream.of("AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::Instance")
                .forEach(type -> assertThat(resources(type).values())
                        .singleElement()
                        .satisfies(host -> assertThat(String.valueOf(host.get("DependsOn")))
                                .contains("VpcPrivateSubnet1DefaultRoute")));
    }

    // ---- the script

    @Test
    void the_script_is_bash_and_fits_into_user_data(@TempDir Path folder) throws Exception {
        service().vpc(givenVpc()).build();
        Path script = folder.resolve("user-data");
        Files.writeString(script, userData().getFirst());

        Process bash = new ProcessBuilder("bash", "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bash.waitFor()).as(said).isZero();
        assertThat(Files.size(script)).isLessThan(USER_DATA_LIMIT);
        assertThat(Files.readString(script)).startsWith("#!/bin/bash\n").doesNotContainPattern("@[A-Z_]+@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.26.3", "1.27.5", "1.9.15"})
    void a_host_whose_nginx_is_too_old_says_so_and_is_left_as_it_was(String installed, @TempDir Path commands)
            throws Exception {
        service().vpc(givenVpc()).build();
        Path script =
                Files.writeString(commands.resolve("user-data"), userData().getFirst());
        for (String command : List.of("dnf", "nginx")) {
            Path file = Files.writeString(
                    commands.resolve(command), "#!/bin/sh\necho 'nginx version: nginx/%s' >&2\n".formatted(installed));
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        // Nothing but these is within reach, so that a script which goes on after all changes nothing here.
        for (String command : List.of("sed", "sort")) {
            Files.createSymbolicLink(commands.resolve(command), Path.of("/usr/bin", command));
        }
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", script.toString()).redirectErrorStream(true);
        builder.environment().put("PATH", commands.toString());

        Process bash = builder.start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bash.waitFor()).isEqualTo(1);
        assertThat(said).contains("timeout-chain: nginx %s is older than 1.28.0, ".formatted(installed));
    }

    @Test
    void ones_own_application_stands_in_for_none() {
        service()
                .vpc(givenVpc())
                .wsgiApplication("shop.wsgi:application")
                .applicationSetup("git clone --depth 1 https://example.com/shop.git .")
                .build();

        assertThat(userData()).singleElement().satisfies(script -> assertThat(script)
                .contains("cd /srv/app\ngit clone --depth 1 https://example.com/shop.git .\n")
                .contains(" shop.wsgi:application\n")
                .doesNotContain("wsgi.py"));
    }

    // ---- the contract

    @Test
    void ids_and_outputs_stay_as_they_are() {
        IVpc vpc = givenVpc();
        service()
                .vpc(vpc)
                .certificate(Certificate.fromCertificateArn(
                        test.stack, "Certificate", "arn:aws:acm:eu-central-1:111122223333:certificate/a"))
                .build();
        TimeoutAlignedService.Builder.create(test.stack, "Fixed")
                .longestRequest(seconds(30))
                .instances(2)
                .build();

        assertThat(ids("Service"))
                .containsExactlyInAnyOrder(
                        "Role",
                        "HostSecurityGroup",
                        "LaunchTemplate",
                        "AutoScalingGroup",
                        "TargetGroup",
                        "LoadBalancerSecurityGroup",
                        "LoadBalancer",
                        "Listener",
                        "Redirect",
                        "Url",
                        "LoadBalancerArn",
                        "TargetGroupArn");
        assertThat(ids("Fixed"))
                .containsExactlyInAnyOrder(
                        "Vpc",
                        "Role",
                        "HostSecurityGroup",
                        "Instance1",
                        "Instance2",
                        "TargetGroup",
                        "LoadBalancerSecurityGroup",
                        "LoadBalancer",
                        "Listener",
                        "Url",
                        "LoadBalancerArn",
                        "TargetGroupArn");
        assertThat(Template.fromStack(test.stack).findOutputs("*").keySet())
                .map(name -> name.replaceAll("[0-9A-F]{8}$", ""))
                .containsExactlyInAnyOrder(
                        "ServiceUrl",
                        "ServiceLoadBalancerArn",
                        "ServiceTargetGroupArn",
                        "FixedUrl",
                        "FixedLoadBalancerArn",
                        "FixedTargetGroupArn");
    }

    private List<String> ids(String service) {
        return Optional.ofNullable(test.stack.getNode().tryFindChild(service))
                .orElseThrow()
                .getNode()
                .getChildren()
                .stream()
                .map(child -> child.getNode().getId())
                .toList();
    }

    @Test
    void public_names_stay_as_they_are() {
        assertThat(names(TimeoutAlignedService.class))
                .containsExactlyInAnyOrder(
                        "autoScalingGroup",
                        "connections",
                        "instances",
                        "loadBalancer",
                        "plan",
                        "role",
                        "targetGroup",
                        "vpc");
        assertThat(names(TimeoutAlignedService.Builder.class))
                .containsExactlyInAnyOrder(
                        "applicationSetup",
                        "build",
                        "capacity",
                        "certificate",
                        "create",
                        "deletionProtection",
                        "gunicornVersion",
                        "healthCheckPath",
                        "instances",
                        "instanceType",
                        "internal",
                        "loginSession",
                        "longestRequest",
                        "machineImage",
                        "margin",
                        "nginxVersion",
                        "pin",
                        "subnets",
                        "volumeGibibytes",
                        "vpc",
                        "worker",
                        "workers",
                        "wsgiApplication");
    }

    private static List<String> names(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .toList();
    }
}
