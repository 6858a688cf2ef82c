package io.timeoutchain.auditor.collect;

/**
 * Every API action that may be called, and no other; all of them read, but for the one that runs the host script and the one
 * that publishes findings.
 */
public enum AwsAction {
    DESCRIBE_LOAD_BALANCERS(Service.ELASTIC_LOAD_BALANCING, "DescribeLoadBalancers"),
    DESCRIBE_LOAD_BALANCER_ATTRIBUTES(Service.ELASTIC_LOAD_BALANCING, "DescribeLoadBalancerAttributes"),
    DESCRIBE_LISTENERS(Service.ELASTIC_LOAD_BALANCING, "DescribeListeners"),
    DESCRIBE_LISTENER_ATTRIBUTES(Service.ELASTIC_LOAD_BALANCING, "DescribeListenerAttributes"),
    DESCRIBE_RULES(Service.ELASTIC_LOAD_BALANCING, "DescribeRules"),
    DESCRIBE_TAGS(Service.ELASTIC_LOAD_BALANCING, "DescribeTags"),
    DESCRIBE_TARGET_GROUPS(Service.ELASTIC_LOAD_BALANCING, "DescribeTargetGroups"),
    DESCRIBE_TARGET_GROUP_ATTRIBUTES(Service.ELASTIC_LOAD_BALANCING, "DescribeTargetGroupAttributes"),
    DESCRIBE_TARGET_HEALTH(Service.ELASTIC_LOAD_BALANCING, "DescribeTargetHealth"),
    DESCRIBE_INSTANCES(Service.EC2, "DescribeInstances"),
    DESCRIBE_INSTANCE_TYPES(Service.EC2, "DescribeInstanceTypes"),
    DESCRIBE_REGIONS(Service.EC2, "DescribeRegions"),
    DESCRIBE_INSTANCE_INFORMATION(Service.SSM, "DescribeInstanceInformation"),
    SEND_COMMAND(Service.SSM, "SendCommand"),
    LIST_COMMAND_INVOCATIONS(Service.SSM, "ListCommandInvocations"),
    GET_COMMAND_INVOCATION(Service.SSM, "GetCommandInvocation"),
    GET_CALLER_IDENTITY(Service.STS, "GetCallerIdentity"),
    ASSUME_ROLE(Service.STS, "AssumeRole"),
    BATCH_IMPORT_FINDINGS(Service.SECURITY_HUB, "BatchImportFindings"),
    GET_FINDINGS(Service.SECURITY_HUB, "GetFindings");

    /** A service, by the prefix that its actions have in IAM policies. */
    public enum Service {
        ELASTIC_LOAD_BALANCING("elasticloadbalancing"),
        EC2("ec2"),
        SSM("ssm"),
        STS("sts"),
        SECURITY_HUB("securityhub");

        private final String prefix;

        Service(String prefix) {
            this.prefix = prefix;
        }

        public String prefix() {
            return prefix;
        }
    }

    private final Service service;
    private final String operation;

    AwsAction(Service service, String operation) {
        this.service = service;
        this.operation = operation;
    }

    public Service service() {
        return service;
    }

    /** The operation's name in the API: {@code DescribeRules}. */
    public String operation() {
        return operation;
    }

    /** The action's name in IAM policies: {@code elasticloadbalancing:DescribeRules}. */
    public String iamName() {
        return service.prefix() + ":" + operation;
    }
}
