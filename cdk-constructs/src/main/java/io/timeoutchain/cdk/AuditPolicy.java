package io.timeoutchain.cdk;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What an identity needs that audits: the statements that {@code timeout-chain policy} prints. A test of the auditor, which
 * is no dependency here, holds the templates made with them against its own.
 */
final class AuditPolicy {

    private AuditPolicy() {}

    /**
     * The statements. What takes no resource in IAM is allowed on {@code *}; it all only reads.
     *
     * @param commandResources the instances and documents that commands may be sent to and with; none where hosts are not
     *     asked. SendCommand needs both
     *     (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html)
     */
    static List<PolicyStatement> reading(List<String> commandResources) {
        List<PolicyStatement> statements = new ArrayList<>();
        statements.add(allow(
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
                List.of("*")));
        statements.add(
                allow("ReadInstances", List.of("ec2:DescribeInstanceTypes", "ec2:DescribeInstances"), List.of("*")));
        if (!commandResources.isEmpty()) {
            statements.add(allow(
                    "ReadCommands",
                    List.of(
                            "ssm:DescribeInstanceInformation",
                            "ssm:GetCommandInvocation",
                            "ssm:ListCommandInvocations"),
                    List.of("*")));
            statements.add(allow("RunTheHostScript", List.of("ssm:SendCommand"), commandResources));
        }
        statements.add(allow("TellTheAccount", List.of("sts:GetCallerIdentity"), List.of("*")));
        return statements;
    }

    /** Assuming these roles and no others. */
    static PolicyStatement assuming(List<String> roleArns) {
        return allow("AssumeTheRole", List.of("sts:AssumeRole"), roleArns);
    }

    static PolicyStatement allow(String sid, List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .effect(Effect.ALLOW)
                .actions(actions)
                .resources(resources)
                .build();
    }
}
