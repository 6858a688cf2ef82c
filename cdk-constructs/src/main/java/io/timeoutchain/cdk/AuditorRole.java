package io.timeoutchain.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The role with which this account and region are audited: it may read load balancers and instances, and run one document
 * on instances, the {@link HostTimersDocument}, and nothing else. What it may do is what {@code timeout-chain policy
 * --document NAME} prints; a test holds the two together.
 */
public final class AuditorRole extends Construct {

    /** The id of the role in this construct. */
    private static final String ROLE = "Role";

    private final Role role;

    /**
     * A role.
     *
     * @param trusted who may assume it
     * @param document the only document that it may run
     */
    public AuditorRole(Construct scope, String id, IPrincipal trusted, HostTimersDocument document) {
        super(scope, id);
        role = Role.Builder.create(this, ROLE)
                .assumedBy(trusted)
                .description("Audits load balancer and host timers; reads, and runs one read-only document.")
                .inlinePolicies(Map.of(
                        "Audit",
                        PolicyDocument.Builder.create()
                                .statements(statements(document))
                                .minimize(false)
                                .build()))
                .build();
    }

    /** The role itself; its ARN is what {@code timeout-chain audit --role-arn} takes. */
    public Role role() {
        return role;
    }

    /** What takes no resource in IAM is allowed on {@code *}; it all only reads. */
    private List<PolicyStatement> statements(HostTimersDocument document) {
        return List.of(
                allow(
                        "ReadLoadBalancers",
                        List.of(
                                "elasticloadbalancing:DescribeListenerAttributes",
                                "elasticloadbalancing:DescribeListeners",
                                "elasticloadbalancing:DescribeLoadBalancerAttributes",
                                "elasticloadbalancing:DescribeLoadBalancers",
                                "elasticloadbalancing:DescribeRules",
                                "elasticloadbalancing:DescribeTargetGroupAttributes",
                                "elasticloadbalancing:DescribeTargetGroups",
                                "elasticloadbalancing:DescribeTargetHealth"),
                        List.of("*")),
                allow("ReadInstances", List.of("ec2:DescribeInstanceTypes", "ec2:DescribeInstances"), List.of("*")),
                allow(
                        "ReadCommands",
                        List.of(
                                "ssm:DescribeInstanceInformation",
                                "ssm:GetCommandInvocation",
                                "ssm:ListCommandInvocations"),
                        List.of("*")),
                allow("RunTheHostScript", List.of("ssm:SendCommand"), List.of(instances(), document.documentArn())),
                allow("TellTheAccount", List.of("sts:GetCallerIdentity"), List.of("*")));
    }

    /** SendCommand needs both the document and the instances (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html). */
    private String instances() {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("ec2")
                        .resource("instance")
                        .resourceName("*")
                        .build());
    }

    private static PolicyStatement allow(String sid, List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .effect(Effect.ALLOW)
                .actions(actions)
                .resources(resources)
                .build();
    }
}
