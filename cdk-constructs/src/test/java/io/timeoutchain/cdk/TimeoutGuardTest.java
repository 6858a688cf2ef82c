package io.timeoutchain.cdk;

import static io.timeoutchain.cdk.TestApp.GOOD_NGINX;
import static io.timeoutchain.cdk.TestApp.NGINX;
import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Severity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cloudformation.include.CfnInclude;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup;
import software.constructs.Construct;
import software.constructs.IConstruct;

@NeedsNode
class TimeoutGuardTest {

    private static final Duration ONE_MINUTE = Duration.seconds(60);

    private final TestApp test = new TestApp();

    private static void override(Construct l2, String property, String value) {
        assertThat(l2.getNode().getDefaultChild())
                .isInstanceOfSatisfying(CfnResource.class, resource -> resource.addPropertyOverride(property, value));
    }

    // ---- what fails

    @Test
    void a_broken_plain_l2_balancer_fails_synth_with_path_values_rule_and_repair() {
        TimeoutGuard.of(test.app);
        BackendTimers.of(test.service(test.stack, ONE_MINUTE))
                .nginx(NGINX, GOOD_NGINX.replace("keepalive_timeout 75s", "keepalive_timeout 55s"));

        assertThat(test.failure()).hasValue("""
                        ValidationFailedWithErrors: Validation failed with the following errors:
                          [TimeoutGuard] callee-closes-first (high) at Web/Group behind Web/Alb: nginx closes a connection that was idle for 55 s, but the ALB sends a request over one that was idle for up to 60 s: a request that crosses the close on its way is lost, and the ALB answers 502 without a line in any application log.
                            alb idle_timeout.timeout_seconds is 60 s (attribute idle_timeout.timeout_seconds)
                            nginx keepalive_timeout is 55 s (BackendTimers.nginx:1)
                            repair: nginx: keepalive_timeout 65s;""");
    }

    @Test
    void timers_that_fit_pass_without_a_word() {
        TimeoutGuard.of(test.app);
        BackendTimers.of(test.service(test.stack, ONE_MINUTE))
                .nginx(NGINX, GOOD_NGINX)
                .gunicorn("23.0.0", "--timeout 40 --graceful-timeout 55");

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).isEmpty();
    }

    @Test
    void a_value_that_the_platform_refuses_fails_once_however_many_target_groups_there_are() {
        TimeoutGuard.of(test.app);
        ApplicationLoadBalancer balancer = test.balancer(test.stack, Duration.seconds(99_999));
        TestApp.listen(balancer, test.targetGroup(test.stack));

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .containsOnlyOnce("value-out-of-range (high) at Web/Alb: ")
                .contains("is 99999 s, but the platform accepts only 1 to 4000 s.")
                .contains("repair: set idle_timeout.timeout_seconds to 4000 s"
                        + " (ApplicationLoadBalancer: idleTimeout)"));
    }

    @Test
    void a_balancer_without_listener_and_a_target_group_without_balancer_are_held_against_their_ranges() {
        TimeoutGuard.of(test.app);
        test.balancer(test.stack, Duration.seconds(4001));
        test.targetGroup(test.stack).setAttribute("deregistration_delay.timeout_seconds", "3601");

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("value-out-of-range (high) at Web/Alb: ")
                .contains("value-out-of-range (high) at Web/Group: ", "target group: deregistrationDelay"));
    }

    @Test
    void l1_resources_with_attribute_lists_are_judged_like_any_other() {
        TimeoutGuard.of(test.app);
        CfnLoadBalancer balancer = CfnLoadBalancer.Builder.create(test.stack, "Low")
                .loadBalancerAttributes(List.of(CfnLoadBalancer.LoadBalancerAttributeProperty.builder()
                        .key("idle_timeout.timeout_seconds")
                        .value("120")
                        .build()))
                .build();
        CfnTargetGroup group = CfnTargetGroup.Builder.create(test.stack, "Targets")
                .port(8000)
                .protocol("HTTP")
                .build();
        CfnListener.Builder.create(test.stack, "Listener")
                .loadBalancerArn(balancer.getRef())
                .port(80)
                .protocol("HTTP")
                .defaultActions(List.of(CfnListener.ActionProperty.builder()
                        .type("forward")
                        .forwardConfig(CfnListener.ForwardConfigProperty.builder()
                                .targetGroups(List.of(CfnListener.TargetGroupTupleProperty.builder()
                                        .targetGroupArn(group.getRef())
                                        .build()))
                                .build())
                        .build()))
                .build();
        BackendTimers.of(group).gunicorn("23.0.0", "--worker-class gthread --threads 4 --keep-alive 75");

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("callee-closes-first (high) at Web/Targets behind Web/Low: ")
                .contains("gunicorn keepalive is 75 s (argv of gunicorn)"));
    }

    @Test
    void what_an_escape_hatch_breaks_is_seen() {
        TimeoutGuard.of(test.app);
        override(test.balancer(test.stack, ONE_MINUTE), "LoadBalancerAttributes.1.Value", "5000");

        assertThat(test.failure())
                .hasValueSatisfying(message -> assertThat(message).contains("is 5000 s, but the platform accepts"));
    }

    @Test
    void what_an_escape_hatch_repairs_is_seen() {
        TimeoutGuard.of(test.app);
        override(test.balancer(test.stack, Duration.seconds(99_999)), "LoadBalancerAttributes.1.Value", "60");

        assertThat(test.failure()).isEmpty();
    }

    @Test
    void what_an_aspect_changes_is_seen() {
        TimeoutGuard.of(test.app);
        test.balancer(test.stack, ONE_MINUTE);
        Aspects.of(test.app).add(new IAspect() {
            @Override
            public void visit(IConstruct node) {
                if (node instanceof ApplicationLoadBalancer balancer) {
                    balancer.setAttribute("idle_timeout.timeout_seconds", "4001");
                }
            }
        });

        assertThat(test.failure()).isPresent();
    }

    @Test
    void an_included_template_is_judged(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("template.json");
        Files.writeString(file, """
                {"Resources": {
                  "Balancer": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
                    "Type": "network"}},
                  "Listener": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
                    "LoadBalancerArn": {"Ref": "Balancer"}, "Port": 80, "Protocol": "TCP",
                    "ListenerAttributes": [{"Key": "tcp.idle_timeout.seconds", "Value": "30"}],
                    "DefaultActions": [{"Type": "forward", "TargetGroupArn": {"Ref": "Group"}}]}},
                  "Group": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {
                    "Port": 80, "Protocol": "TCP"}}}}
                """);
        TimeoutGuard.of(test.app);
        CfnInclude.Builder.create(test.stack, "Included")
                .templateFile(file.toString())
                .build();

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("value-out-of-range (high) at Web/Included/Listener: ")
                .contains("is 30 s, but the platform accepts only 60 to 6000 s")
                .contains("NetworkListener: tcpIdleTimeout"));
    }

    @Test
    void a_reference_across_stacks_is_followed() {
        TimeoutGuard.of(test.app);
        ApplicationTargetGroup group = test.targetGroup(new Stack(test.app, "Other"));
        TestApp.listen(test.balancer(test.stack, ONE_MINUTE), group);
        BackendTimers.of(group).nginx(NGINX, "keepalive_timeout 60s;");

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("callee-closes-first (high) at Other/Group behind Web/Alb: "));
    }

    @Test
    void a_nested_stack_is_judged() {
        TimeoutGuard.of(test.app);
        BackendTimers.of(test.service(new NestedStack(test.stack, "Inner"), ONE_MINUTE))
                .nginx(NGINX, "keepalive_timeout 60s;");

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("at Web/Inner/Group behind Web/Inner/Alb: "));
    }

    @Test
    void a_guard_of_a_stack_judges_that_stack_alone() {
        test.balancer(test.stack, Duration.seconds(4001));
        Stack other = new Stack(test.app, "Other");
        test.balancer(other, Duration.seconds(4001));
        TimeoutGuard.of(other);

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("[Other/TimeoutGuard] value-out-of-range (high) at Other/Alb: ")
                .doesNotContain("Web/Alb"));
    }

    @Test
    void from_which_severity_on_it_fails_can_be_chosen() {
        TimeoutGuard.of(test.app).failAt(Severity.MEDIUM);
        BackendTimers.of(test.service(test.stack, ONE_MINUTE))
                .nginx(NGINX, GOOD_NGINX.replace("client_body_timeout 70s", "client_body_timeout 10s"));

        assertThat(test.failure())
                .hasValueSatisfying(message -> assertThat(message).contains("callee-cuts-upload (medium)"));
    }

    @Test
    void margins_and_severities_can_be_chosen() {
        TimeoutGuard.of(test.app)
                .judgeBy(new JudgePolicy(
                        java.time.Duration.ofSeconds(5), Map.of(), Map.of("value-out-of-range", Severity.LOW)));
        test.balancer(test.stack, Duration.seconds(4001));

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).containsOnlyKeys("Web/Alb value-out-of-range", "Web/Alb setting-has-no-effect");
    }

    // ---- what is a warning

    @Test
    void a_token_that_cannot_be_resolved_is_a_warning_never_a_pass() {
        TimeoutGuard.of(test.app);
        CfnParameter idle = CfnParameter.Builder.create(test.stack, "Idle")
                .type("Number")
                .defaultValue(60)
                .build();
        BackendTimers.of(test.service(test.stack, Duration.seconds(idle.getValueAsNumber())))
                .nginx(NGINX, GOOD_NGINX);

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).containsOnlyKeys("Web/Alb cannot-tell-idle_timeout.timeout_seconds");
        assertThat(test.notes().values())
                .singleElement()
                .asString()
                .startsWith("Cannot tell (callee-closes-first, callee-cuts-upload, caller-gives-up-first and ")
                .contains("attribute idle_timeout.timeout_seconds is \"{\"Fn::Construct\":[\"Web/Idle\",\"Ref\"]}\"");
    }

    @Test
    void an_attribute_list_that_is_only_known_when_deployed_is_a_warning() {
        TimeoutGuard.of(test.app);
        CfnLoadBalancer balancer =
                CfnLoadBalancer.Builder.create(test.stack, "Low").build();
        balancer.addPropertyOverride("LoadBalancerAttributes", Map.of("Fn::GetAtt", List.of("Custom", "List")));

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).containsOnlyKeys("Web/Low cannot-tell-loadbalancerattributes");
    }

    @Test
    void a_target_group_without_declared_timers_is_a_warning() {
        TimeoutGuard.of(test.app);
        BackendTimers.of(test.service(test.stack, ONE_MINUTE));

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).containsOnlyKeys("Web/Group cannot-tell-backend-timers");
    }

    @Test
    void a_target_group_that_is_not_in_the_app_is_a_warning() {
        TimeoutGuard.of(test.app);
        CfnLoadBalancer balancer =
                CfnLoadBalancer.Builder.create(test.stack, "Low").build();
        CfnListener.Builder.create(test.stack, "Listener")
                .loadBalancerArn(balancer.getRef())
                .defaultActions(List.of(CfnListener.ActionProperty.builder()
                        .type("forward")
                        .targetGroupArn("arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/other/1")
                        .build()))
                .build();

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).containsOnlyKeys("Web/Listener cannot-tell-a-target-group");
    }

    @Test
    void a_declaration_that_cannot_be_read_is_a_warning() {
        TimeoutGuard.of(test.app);
        BackendTimers.of(test.service(test.stack, ONE_MINUTE))
                .nginx(NGINX, GOOD_NGINX.replace("keepalive_timeout 75s", "keepalive_timeout soon"));

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).hasEntrySatisfying("Web/Group cannot-tell-keepalive_timeout", note -> assertThat(note)
                .contains("callee-closes-first", "BackendTimers.nginx:1"));
    }

    @Test
    void target_groups_that_are_alike_are_each_named() {
        TimeoutGuard.of(test.app);
        for (String name : List.of("One", "Two")) {
            BackendTimers.of(test.service(new Construct(test.stack, name), ONE_MINUTE))
                    .nginx(NGINX, GOOD_NGINX.replace("client_body_timeout 70s", "client_body_timeout 10s"));
        }

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes())
                .containsOnlyKeys("Web/One/Group callee-cuts-upload", "Web/Two/Group callee-cuts-upload");
    }

    @Test
    void an_idle_timeout_on_a_tls_listener_is_a_warning() {
        TimeoutGuard.of(test.app);
        CfnListener.Builder.create(test.stack, "Listener")
                .loadBalancerArn("arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/other/1")
                .protocol("TLS")
                .listenerAttributes(List.of(CfnListener.ListenerAttributeProperty.builder()
                        .key("tcp.idle_timeout.seconds")
                        .value("1200")
                        .build()))
                .defaultActions(List.of())
                .build();

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).hasEntrySatisfying("Web/Listener setting-has-no-effect", note -> assertThat(note)
                .contains("1200 s", "350 s"));
    }

    @Test
    void a_warning_can_be_acknowledged_with_a_reason_where_it_stands_or_above() {
        TimeoutGuard.of(test.app);
        ApplicationTargetGroup group = test.service(test.stack, ONE_MINUTE);
        Validations.of(group)
                .acknowledge(Acknowledgment.builder()
                        .id("timeout-chain-cannot-tell-backend-timers")
                        .reason("its hosts belong to another team, which audits them")
                        .build());
        Stack other = new Stack(test.app, "Other");
        test.service(other, ONE_MINUTE);
        Validations.of(other)
                .acknowledge(Acknowledgment.builder()
                        .id("timeout-chain-cannot-tell-backend-timers")
                        .reason("likewise")
                        .build());

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).isEmpty();
    }

    // ---- stages

    @Test
    void what_is_broken_in_a_stage_fails_the_app() {
        TimeoutGuard.of(test.app);
        test.balancer(new Stack(new Stage(test.app, "Prod"), "Web"), Duration.seconds(4001));

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("[Prod/TimeoutGuard] value-out-of-range (high) at Prod/Web/Alb: "));
    }

    @Test
    void a_warning_in_a_stage_is_an_annotation_in_the_assembly_of_the_stage() throws IOException {
        TimeoutGuard.of(test.app);
        Stage stage = new Stage(test.app, "Prod");
        Stage inner = new Stage(new Stack(stage, "Around"), "Inner");
        test.service(new Stack(stage, "Web"), ONE_MINUTE);
        test.service(new Stack(inner, "Web"), ONE_MINUTE);

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes())
                .containsOnlyKeys(
                        "Prod/Web/Group cannot-tell-backend-timers",
                        "Prod/Around/Inner/Web/Group cannot-tell-backend-timers");
        assertThat(written(stage)).contains("[ack: Annotation::timeout-chain-cannot-tell-backend-timers]");
        assertThat(written(inner)).contains("[ack: Annotation::timeout-chain-cannot-tell-backend-timers]");
    }

    /** All that the CDK's command line will read of the stacks in {@code stage}. */
    private static String written(Stage stage) throws IOException {
        StringBuilder all = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(stage.getOutdir()), "*.json")) {
            for (Path file : files) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void a_warning_in_a_stage_can_be_acknowledged_there() {
        TimeoutGuard.of(test.app);
        Stage stage = new Stage(test.app, "Prod");
        test.service(new Stack(stage, "Web"), ONE_MINUTE);
        Validations.of(stage)
                .acknowledge(Acknowledgment.builder()
                        .id("timeout-chain-cannot-tell-backend-timers")
                        .reason("its hosts belong to another team, which audits them")
                        .build());

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).isEmpty();
    }

    @Test
    void a_stage_is_judged_as_its_app_is() {
        TimeoutGuard.of(test.app).failAt(Severity.MEDIUM);
        BackendTimers.of(test.service(new Stack(new Stage(test.app, "Prod"), "Web"), ONE_MINUTE))
                .nginx(NGINX, GOOD_NGINX.replace("client_body_timeout 70s", "client_body_timeout 10s"));

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("[Prod/TimeoutGuard] callee-cuts-upload (medium) at Prod/Web/Group"));
    }

    @Test
    void a_stage_with_a_guard_of_its_own_is_judged_by_it_alone() {
        TimeoutGuard.of(test.app);
        Stage stage = new Stage(test.app, "Prod");
        TimeoutGuard.of(stage);
        test.service(new Stack(stage, "Web"), ONE_MINUTE);

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).containsOnlyKeys("Prod/Web/Group cannot-tell-backend-timers");
    }

    // ---- the contract

    @Test
    void the_same_scope_has_one_guard_and_the_same_target_group_one_declaration() {
        ApplicationTargetGroup group = test.targetGroup(test.stack);

        assertThat(TimeoutGuard.of(test.app)).isSameAs(TimeoutGuard.of(test.app));
        assertThat(BackendTimers.of(group)).isSameAs(BackendTimers.of(group));
        assertThat(TimeoutGuard.of(test.app).getNode().getPath()).isEqualTo("TimeoutGuard");
        assertThat(BackendTimers.of(group).getNode().getPath()).isEqualTo("Web/Group/BackendTimers");
    }

    @Test
    void neither_guard_nor_declaration_changes_a_template() {
        TestApp plain = new TestApp();
        plain.service(plain.stack, ONE_MINUTE);
        TimeoutGuard.of(test.app);
        BackendTimers.of(test.service(test.stack, ONE_MINUTE)).nginx(NGINX, GOOD_NGINX);

        assertThat(Template.fromStack(test.stack).toJSON())
                .isEqualTo(Template.fromStack(plain.stack).toJSON());
    }
}
