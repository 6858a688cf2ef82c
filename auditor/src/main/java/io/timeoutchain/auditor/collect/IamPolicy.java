package io.timeoutchain.auditor.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The least that an identity must be allowed for collecting with given options. */
public final class IamPolicy {

    private static final JsonMapper JSON = new JsonMapper();

    private IamPolicy() {}

    /** One statement: these actions, on these resources. */
    public record Statement(String sid, List<AwsAction> actions, List<String> resources) {

        public Statement {
            actions = List.copyOf(actions);
            resources = List.copyOf(resources);
        }
    }

    /** The policy's statements. What takes no resource in IAM is allowed on {@code *}; it all only reads. */
    public static List<Statement> statements(CollectOptions options) {
        return statements(options, false);
    }

    /** As {@link #statements(CollectOptions)}, and {@code publishes} adds what publishing findings to Security Hub needs. */
    public static List<Statement> statements(CollectOptions options, boolean publishes) {
        List<Statement> statements = new ArrayList<>();
        statements.add(onAll("ReadLoadBalancers", loadBalancing(options)));
        statements.add(onAll("ReadInstances", ec2(options)));
        if (options.askHosts()) {
            statements.add(onAll(
                    "ReadCommands",
                    List.of(
                            AwsAction.DESCRIBE_INSTANCE_INFORMATION,
                            AwsAction.LIST_COMMAND_INVOCATIONS,
                            AwsAction.GET_COMMAND_INVOCATION)));
            statements.add(
                    new Statement("RunTheHostScript", List.of(AwsAction.SEND_COMMAND), commandResources(options)));
        }
        statements.add(onAll("TellTheAccount", List.of(AwsAction.GET_CALLER_IDENTITY)));
        options.roleArn()
                .ifPresent(arn -> statements.add(
                        // Needed by the identity that assumes the role; the others by the role itself.
                        new Statement("AssumeTheRole", List.of(AwsAction.ASSUME_ROLE), List.of(arn))));
        if (publishes) {
            statements.add(new Statement(
                    "PublishFindings", List.of(AwsAction.BATCH_IMPORT_FINDINGS), hubs(options, "product/*/default")));
            statements.add(
                    new Statement("LookUpFindings", List.of(AwsAction.GET_FINDINGS), hubs(options, "hub/default")));
        }
        return statements;
    }

    /**
     * The policy as JSON, ending with a newline.
     *
     * @param publishes whether findings are published to Security Hub, too
     */
    public static String of(CollectOptions options, boolean publishes) {
        ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
        ArrayNode list = policy.putArray("Statement");
        for (Statement statement : statements(options, publishes)) {
            ObjectNode node = list.addObject().put("Sid", statement.sid()).put("Effect", "Allow");
            ArrayNode actions = node.putArray("Action");
            statement.actions().stream().map(AwsAction::iamName).sorted().forEach(actions::add);
            ArrayNode resources = node.putArray("Resource");
            statement.resources().forEach(resources::add);
        }
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        try {
            return JSON.writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(lines)
                                    .withArrayIndenter(lines))
                            .writeValueAsString(policy)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Statement onAll(String sid, List<AwsAction> actions) {
        return new Statement(sid, actions, List.of("*"));
    }

    private static List<AwsAction> loadBalancing(CollectOptions options) {
        List<AwsAction> actions = new ArrayList<>(List.of(
                AwsAction.DESCRIBE_LOAD_BALANCERS,
                AwsAction.DESCRIBE_LOAD_BALANCER_ATTRIBUTES,
                AwsAction.DESCRIBE_LISTENERS,
                AwsAction.DESCRIBE_LISTENER_ATTRIBUTES,
                AwsAction.DESCRIBE_RULES,
                AwsAction.DESCRIBE_TARGET_GROUPS,
                AwsAction.DESCRIBE_TARGET_GROUP_ATTRIBUTES,
                AwsAction.DESCRIBE_TARGET_HEALTH));
        if (!options.tags().isEmpty()) {
            actions.add(AwsAction.DESCRIBE_TAGS);
        }
        return actions;
    }

    private static List<AwsAction> ec2(CollectOptions options) {
        List<AwsAction> actions =
                new ArrayList<>(List.of(AwsAction.DESCRIBE_INSTANCES, AwsAction.DESCRIBE_INSTANCE_TYPES));
        if (options.allRegions()) {
            actions.add(AwsAction.DESCRIBE_REGIONS);
        }
        return actions;
    }

    /** SendCommand needs both the document and the instances (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html). */
    private static List<String> commandResources(CollectOptions options) {
        List<String> resources = new ArrayList<>();
        // "AWS-" documents belong to AWS, so their ARN names no account.
        String owner = options.document().startsWith("AWS-") ? "" : "*";
        for (String region : regions(options)) {
            if (!options.document().startsWith("arn:")) {
                resources.add(
                        "arn:%s:ssm:%s:%s:document/%s".formatted(partition(region), region, owner, options.document()));
            }
            resources.add("arn:%s:ec2:%s:*:instance/*".formatted(partition(region), region));
        }
        if (options.document().startsWith("arn:")) {
            resources.add(options.document());
        }
        return resources.stream().distinct().sorted().toList();
    }

    /**
     * A part of Security Hub: findings are imported for a product, here the account's own one
     * (https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html), and looked up in the hub
     * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html).
     */
    private static List<String> hubs(CollectOptions options, String part) {
        return regions(options).stream()
                .map(region -> "arn:%s:securityhub:%s:*:%s".formatted(partition(region), region, part))
                .toList();
    }

    private static SortedSet<String> regions(CollectOptions options) {
        return new TreeSet<>(options.regions().isEmpty() || options.allRegions() ? List.of("*") : options.regions());
    }

    private static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
