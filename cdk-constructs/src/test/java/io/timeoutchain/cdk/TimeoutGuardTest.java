package io.timeoutchain.cdk;

import static io.timeoutchain.cdk.TestApp.GOOD_NGINX;
import static io.timeoutchain.cdk.TestApp.NGINX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import software.amazon.awscdk.services.elasticloadbalancingv2.AddNetworkTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancerAttributes;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseNetworkListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.IApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.IApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.elasticloadbalancingv2.NetworkListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.NetworkLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.NetworkTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.RedirectOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetGroupAttributes;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.amazon.awscdk.services.elasticloadbalancingv2.WeightedTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.targets.AlbListenerTarget;
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

    @Test
    void an_idle_timeout_on_a_plain_l2_tls_listener_is_a_warning() {
        TimeoutGuard.of(test.app);
        NetworkListener.Builder.create(test.stack, "Tls")
                .loadBalancer(NetworkLoadBalancer.Builder.create(test.stack, "Nlb")
                        .vpc(TestApp.vpc(test.stack))
                        .build())
                .port(443)
                .certificates(
                        List.of(ListenerCertificate.fromArn("arn:aws:acm:eu-west-1:111122223333:certificate/abc")))
                .tcpIdleTimeout(Duration.seconds(1200))
                .defaultTargetGroups(List.of(NetworkTargetGroup.Builder.create(test.stack, "Targets")
                        .vpc(TestApp.vpc(test.stack))
                        .port(80)
                        .targetType(TargetType.INSTANCE)
                        .build()))
                .build();

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).containsKey("Web/Tls setting-has-no-effect");
    }

    @Test
    void an_unbounded_application_is_told_where_to_declare_its_limit_in_the_app() {
        TimeoutGuard.of(test.app);
        BackendTimers.of(test.service(test.stack, ONE_MINUTE))
                .nginx(NGINX, GOOD_NGINX)
                .gunicorn("23.0.0", "--worker-class gthread --threads 4 --graceful-timeout 55");

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).hasEntrySatisfying("Web/Group unbounded-work", note -> assertThat(note)
                .contains("declare it as BackendTimers.requestLimit")
                .doesNotContain("timeout-chain.yaml"));

        TestApp bounded = new TestApp();
        TimeoutGuard.of(bounded.app);
        BackendTimers.of(bounded.service(bounded.stack, ONE_MINUTE))
                .nginx(NGINX, GOOD_NGINX)
                .gunicorn("23.0.0", "--worker-class gthread --threads 4 --graceful-timeout 55")
                .requestLimit(java.time.Duration.ofSeconds(40));

        assertThat(bounded.failure()).isEmpty();
        assertThat(bounded.notes()).isEmpty();
    }

    // ---- what leads where

    private static final String SHORT = GOOD_NGINX.replace("keepalive_timeout 75s", "keepalive_timeout 55s");

    private ApplicationTargetGroup shortLived(String id) {
        ApplicationTargetGroup group = test.targetGroup(new Construct(test.stack, id));
        BackendTimers.of(group).nginx(NGINX, SHORT);
        return group;
    }

    @Test
    void target_groups_that_only_a_rule_reaches_are_judged_each_of_a_weighted_forward() {
        TimeoutGuard.of(test.app);
        ApplicationListener listener = test.balancer(test.stack, ONE_MINUTE)
                .addListener(
                        "Listener",
                        BaseApplicationListenerProps.builder()
                                .port(80)
                                .defaultAction(ListenerAction.fixedResponse(404))
                                .build());
        ApplicationListenerRule.Builder.create(test.stack, "Rule")
                .listener(listener)
                .priority(1)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("/a/*"))))
                .action(ListenerAction.weightedForward(List.of(
                        WeightedTargetGroup.builder()
                                .targetGroup(shortLived("Blue"))
                                .weight(9)
                                .build(),
                        WeightedTargetGroup.builder()
                                .targetGroup(shortLived("Green"))
                                .weight(1)
                                .build())))
                .build();

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("callee-closes-first (high) at Web/Blue/Group behind Web/Alb: ")
                .contains("callee-closes-first (high) at Web/Green/Group behind Web/Alb: "));
    }

    @Test
    void a_forward_after_authentication_is_followed() {
        TimeoutGuard.of(test.app);
        ApplicationListener listener = TestApp.listen(test.balancer(test.stack, ONE_MINUTE), shortLived("Plain"));
        CfnListenerRule.Builder.create(test.stack, "Rule")
                .listenerArn(listener.getListenerArn())
                .priority(1)
                .conditions(List.of(CfnListenerRule.RuleConditionProperty.builder()
                        .field("path-pattern")
                        .values(List.of("/admin/*"))
                        .build()))
                .actions(List.of(
                        CfnListenerRule.ActionProperty.builder()
                                .type("authenticate-cognito")
                                .order(1)
                                .authenticateCognitoConfig(CfnListenerRule.AuthenticateCognitoConfigProperty.builder()
                                        .userPoolArn("arn:aws:cognito-idp:eu-west-1:111122223333:userpool/a")
                                        .userPoolClientId("client")
                                        .userPoolDomain("domain")
                                        .build())
                                .build(),
                        CfnListenerRule.ActionProperty.builder()
                                .type("forward")
                                .order(2)
                                .targetGroupArn(shortLived("Admin").getTargetGroupArn())
                                .build()))
                .build();

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("callee-closes-first (high) at Web/Plain/Group behind Web/Alb: ")
                .contains("callee-closes-first (high) at Web/Admin/Group behind Web/Alb: "));
    }

    @Test
    void a_balancer_that_only_redirects_is_judged_by_itself() {
        TimeoutGuard.of(test.app);
        test.balancer(test.stack, Duration.seconds(4001))
                .addListener(
                        "Listener",
                        BaseApplicationListenerProps.builder()
                                .port(80)
                                .defaultAction(ListenerAction.redirect(
                                        RedirectOptions.builder().port("443").build()))
                                .build());

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .containsOnlyOnce("value-out-of-range (high) at Web/Alb: "));
    }

    @Test
    void a_listener_of_an_imported_balancer_is_a_warning() {
        TimeoutGuard.of(test.app);
        IApplicationLoadBalancer imported = ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(
                test.stack,
                "Imported",
                ApplicationLoadBalancerAttributes.builder()
                        .loadBalancerArn("arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/other/1")
                        .securityGroupId("sg-1")
                        .build());
        ApplicationTargetGroup group = test.targetGroup(test.stack);
        BackendTimers.of(group).nginx(NGINX, GOOD_NGINX);
        imported.addListener(
                "Listener",
                BaseApplicationListenerProps.builder()
                        .port(80)
                        .defaultTargetGroups(List.of(group))
                        .build());

        assertThat(test.failure()).isEmpty();
        assertThat(test.notes()).hasSize(1).allSatisfy((key, note) -> {
            assertThat(key).endsWith("cannot-tell-the-load-balancer");
            assertThat(note).contains("it is not in this app");
        });
    }

    @Test
    void a_network_balancer_in_front_of_an_application_balancer_leaves_both_to_be_judged_by_themselves() {
        TimeoutGuard.of(test.app);
        ApplicationTargetGroup group = test.targetGroup(test.stack);
        BackendTimers.of(group).nginx(NGINX, SHORT);
        ApplicationLoadBalancer inner = test.balancer(test.stack, ONE_MINUTE);
        ApplicationListener listener = TestApp.listen(inner, group);
        NetworkListener outer = NetworkLoadBalancer.Builder.create(test.stack, "Nlb")
                .vpc(TestApp.vpc(test.stack))
                .build()
                .addListener(
                        "Tcp",
                        BaseNetworkListenerProps.builder()
                                .port(80)
                                .tcpIdleTimeout(Duration.seconds(6000))
                                .build());
        outer.addTargets(
                "Alb",
                AddNetworkTargetsProps.builder()
                        .port(80)
                        .targets(List.of(new AlbListenerTarget(listener)))
                        .build());
        override(outer, "ListenerAttributes.0.Value", "6001");

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("callee-closes-first (high) at Web/Group behind Web/Alb: ")
                .contains("value-out-of-range (high) at Web/Nlb/Tcp: ")
                .contains("is 6001 s, but the platform accepts only 60 to 6000 s"));
    }

    @Test
    void what_is_named_by_its_logical_id_is_followed() {
        TimeoutGuard.of(test.app);
        ApplicationTargetGroup group = shortLived("Hidden");
        ApplicationListener listener = TestApp.listen(
                test.balancer(test.stack, ONE_MINUTE), test.targetGroup(new Construct(test.stack, "Named")));
        assertThat(group.getNode().getDefaultChild()).isInstanceOfSatisfying(CfnTargetGroup.class, hidden -> {
            assertThat(listener.getNode().getDefaultChild())
                    .isInstanceOfSatisfying(
                            CfnResource.class,
                            resource -> resource.addPropertyOverride(
                                    "DefaultActions.0.TargetGroupArn",
                                    Map.of("Fn::GetAtt", List.of(logicalId(hidden), "TargetGroupArn"))));
        });

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("callee-closes-first (high) at Web/Hidden/Group behind Web/Alb: "));
    }

    private String logicalId(CfnTargetGroup group) {
        return String.valueOf(test.stack.resolve(group.getLogicalId()));
    }

    @Test
    void resources_without_a_type_of_their_own_are_judged() {
        TimeoutGuard.of(test.app);
        CfnResource.Builder.create(test.stack, "Untyped")
                .type("AWS::ElasticLoadBalancingV2::LoadBalancer")
                .properties(Map.of(
                        "LoadBalancerAttributes",
                        List.of(Map.of("Key", "idle_timeout.timeout_seconds", "Value", "4001"))))
                .build();

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("value-out-of-range (high) at Web/Untyped: "));
    }

    @Test
    void a_target_group_that_is_imported_by_its_own_arn_is_the_one_in_the_app() {
        TimeoutGuard.of(test.app);
        ApplicationTargetGroup group = shortLived("Real");
        IApplicationTargetGroup imported = ApplicationTargetGroup.fromTargetGroupAttributes(
                test.stack,
                "Imported",
                TargetGroupAttributes.builder()
                        .targetGroupArn(group.getTargetGroupArn())
                        .build());
        test.balancer(test.stack, ONE_MINUTE)
                .addListener(
                        "Listener",
                        BaseApplicationListenerProps.builder()
                                .port(80)
                                .protocol(ApplicationProtocol.HTTP)
                                .defaultTargetGroups(List.of(imported))
                                .build());

        assertThat(test.failure()).hasValueSatisfying(message -> assertThat(message)
                .contains("callee-closes-first (high) at Web/Real/Group behind Web/Alb: "));
    }

    // ---- the CDK's validation report

    private String report() throws IOException {
        return Files.readString(Path.of(test.app.getOutdir(), "validation-report.json"));
    }

    @Test
    void without_the_plugin_none_is_registered() {
        TimeoutGuard.of(test.app);
        test.service(test.stack, ONE_MINUTE);

        assertThat(test.failure()).isEmpty();
        assertThat(Path.of(test.app.getOutdir(), "validation-report.json")).doesNotExist();
    }

    @Test
    void with_the_plugin_everything_lands_in_the_validation_report_and_fails_synth() throws IOException {
        Validations.of(test.app).addPlugins(TimeoutGuard.of(test.app).plugin());
        test.service(new Stack(new Stage(test.app, "Prod"), "Web"), ONE_MINUTE);
        test.balancer(test.stack, Duration.seconds(99_999));

        assertThat(test.failure())
                .hasValueSatisfying(message -> assertThat(message).contains("Validation failed"));
        assertThat(test.notes()).isEmpty();
        JsonNode ours =
                new JsonMapper().readTree(report()).path("pluginReports").path(0);
        assertThat(ours.path("pluginName").asText()).isEqualTo("timeout-chain");
        assertThat(ours.path("conclusion").asText()).isEqualTo("failure");
        assertThat(ours.path("violations"))
                .anySatisfy(violation -> {
                    assertThat(violation.path("ruleName").asText()).endsWith("value-out-of-range");
                    assertThat(violation.path("severity").asText()).isEqualTo("error");
                    assertThat(violation.path("description").asText())
                            .contains("is 99999 s, but the platform accepts only 1 to 4000 s", "repair: ");
                    assertThat(violation
                                    .path("violatingConstructs")
                                    .path(0)
                                    .path("constructPath")
                                    .asText())
                            .isEqualTo("Web/Alb");
                })
                .anySatisfy(violation -> {
                    assertThat(violation.path("ruleName").asText()).endsWith("cannot-tell-backend-timers");
                    assertThat(violation.path("severity").asText()).isEqualTo("warning");
                    assertThat(violation
                                    .path("violatingConstructs")
                                    .path(0)
                                    .path("constructPath")
                                    .asText())
                            .isEqualTo("Prod/Web/Group");
                });
    }

    @Test
    void what_the_plugin_reports_can_be_acknowledged() throws IOException {
        Validations.of(test.app).addPlugins(TimeoutGuard.of(test.app).plugin());
        ApplicationLoadBalancer balancer = test.balancer(test.stack, Duration.seconds(99_999));
        Validations.of(balancer)
                .acknowledge(Acknowledgment.builder()
                        .id("timeout-chain::value-out-of-range")
                        .reason("this partition's limit was raised")
                        .build());

        assertThat(test.failure()).isEmpty();
        assertThat(report()).contains("this partition's limit was raised");
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
