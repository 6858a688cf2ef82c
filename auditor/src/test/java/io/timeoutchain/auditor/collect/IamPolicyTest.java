package io.timeoutchain.auditor.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IamPolicyTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/audit";

    private static Set<AwsAction> actions(CollectOptions options) {
        return IamPolicy.statements(options).stream()
                .flatMap(statement -> statement.actions().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AwsAction.class)));
    }

    private static List<String> commandResources(CollectOptions options) {
        return IamPolicy.statements(options).stream()
                .filter(statement -> statement.actions().contains(AwsAction.SEND_COMMAND))
                .flatMap(statement -> statement.resources().stream())
                .toList();
    }

    @Test
    void with_every_option_every_action_is_allowed_and_each_once() {
        CollectOptions everything = CollectOptions.DEFAULT
                .withAllRegions()
                .withTags(Map.of("team", "web"))
                .withRole(ROLE);
        assertThat(IamPolicy.statements(everything, true).stream().flatMap(statement -> statement.actions().stream()))
                .containsExactlyInAnyOrder(AwsAction.values());
    }

    @Test
    void what_no_option_needs_is_not_allowed() {
        assertThat(actions(CollectOptions.DEFAULT))
                .doesNotContain(
                        AwsAction.DESCRIBE_TAGS,
                        AwsAction.DESCRIBE_REGIONS,
                        AwsAction.ASSUME_ROLE,
                        AwsAction.BATCH_IMPORT_FINDINGS,
                        AwsAction.GET_FINDINGS);
        assertThat(actions(CollectOptions.DEFAULT.withoutHosts()))
                .noneMatch(action -> action.service() == AwsAction.Service.SSM);
    }

    @Test
    void commands_are_limited_to_the_document_and_to_instances() {
        assertThat(commandResources(CollectOptions.DEFAULT))
                .containsExactly("arn:aws:ec2:*:*:instance/*", "arn:aws:ssm:*::document/AWS-RunShellScript");
        assertThat(commandResources(CollectOptions.DEFAULT.withDocument("TimeoutChain-Read")))
                .containsExactly("arn:aws:ec2:*:*:instance/*", "arn:aws:ssm:*:*:document/TimeoutChain-Read");
        assertThat(commandResources(CollectOptions.DEFAULT.withDocument("arn:aws:ssm:eu-west-1:1:document/x")))
                .containsExactly("arn:aws:ec2:*:*:instance/*", "arn:aws:ssm:eu-west-1:1:document/x");
    }

    @ParameterizedTest
    @CsvSource({"eu-west-1, aws", "cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov"})
    void a_region_narrows_the_resources_and_tells_the_partition(String region, String partition) {
        assertThat(commandResources(CollectOptions.DEFAULT.withRegions(List.of(region))))
                .containsExactly(
                        "arn:" + partition + ":ec2:" + region + ":*:instance/*",
                        "arn:" + partition + ":ssm:" + region + "::document/AWS-RunShellScript");
    }

    @Test
    void assuming_a_role_is_allowed_for_that_role_alone() {
        assertThat(IamPolicy.statements(CollectOptions.DEFAULT.withRole(ROLE)))
                .contains(new IamPolicy.Statement("AssumeTheRole", List.of(AwsAction.ASSUME_ROLE), List.of(ROLE)));
    }

    /** The roles are those of AuditorRole and ScheduledAudit of the module cdk-constructs, whose own tests keep the templates. */
    @ParameterizedTest
    @CsvSource({"auditor-role.json, eu-west-1", "scheduled-audit.json, 'eu-central-1 eu-west-1'"})
    void the_roles_that_the_cdk_constructs_install_may_do_the_same_in_their_account(String template, String regions)
            throws IOException {
        CollectOptions options = CollectOptions.DEFAULT
                .withRegions(List.of(regions.split(" ", -1)))
                .withDocument("timeout-chain-host-timers");

        areEqual(auditing(template), IamPolicy.statements(options));
    }

    @Test
    void a_role_of_the_cdk_constructs_that_audits_other_accounts_may_assume_their_roles_and_no_more()
            throws IOException {
        assertThat(auditing("scheduled-audit-of-roles.json")).singleElement().satisfies(statement -> {
            assertThat(statement.path("Action").asText()).isEqualTo("sts:AssumeRole");
            assertThat(statement.path("Resource").asText()).isEqualTo("arn:aws:iam::210987654321:role/auditor");
        });
    }

    private static JsonNode auditing(String template) throws IOException {
        String json = Files.readString(Path.of("../cdk-constructs/src/test/resources/golden", template));
        return new JsonMapper()
                .readTree(json).findParents("PolicyName").stream()
                        .filter(policy -> policy.path("PolicyName").asText().equals("Audit"))
                        .findFirst()
                        .orElseThrow()
                        .path("PolicyDocument")
                        .path("Statement");
    }

    private static void areEqual(JsonNode statements, List<IamPolicy.Statement> expected) {
        assertThat(statements).hasSameSizeAs(expected);
        for (int at = 0; at < expected.size(); at++) {
            IamPolicy.Statement statement = expected.get(at);
            assertThat(statements.path(at).path("Sid").asText()).isEqualTo(statement.sid());
            assertThat(texts(statements.path(at).path("Action")))
                    .containsExactlyInAnyOrderElementsOf(
                            statement.actions().stream().map(AwsAction::iamName).toList());
            assertThat(texts(statements.path(at).path("Resource")))
                    .containsExactlyInAnyOrderElementsOf(statement.resources().stream()
                            .map(arn -> arn.replaceFirst("(eu-[a-z]+-1):\\*:", "$1:111122223333:"))
                            .toList());
        }
    }

    /** One text or several, with the references in them resolved. */
    private static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return List.of(text(value));
        }
        List<String> texts = new ArrayList<>();
        value.forEach(one -> texts.add(text(one)));
        return texts;
    }

    private static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.has("Fn::Join")) {
            return String.join("", texts(value.path("Fn::Join").path(1)));
        }
        return switch (value.toString()) {
            case "{\"Ref\":\"AWS::Partition\"}" -> "aws";
            case "{\"Ref\":\"AWS::Region\"}" -> "eu-west-1";
            case "{\"Ref\":\"AWS::AccountId\"}" -> "111122223333";
            case "{\"Fn::ImportValue\":\"Audit:ExportsOutputRefTimers8BCB401C85E39338\"}" ->
                "timeout-chain-host-timers";
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    @Test
    void the_text_is_a_policy_document() throws JsonProcessingException {
        JsonNode policy = new JsonMapper().readTree(IamPolicy.of(CollectOptions.DEFAULT, false));
        assertThat(policy.path("Version").asText()).isEqualTo("2012-10-17");
        List<String> sids = new ArrayList<>();
        for (JsonNode statement : policy.path("Statement")) {
            sids.add(statement.path("Sid").asText());
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            assertThat(statement.path("Action")).isNotEmpty();
            assertThat(statement.path("Resource")).isNotEmpty();
        }
        assertThat(sids)
                .containsExactly(
                        "ReadLoadBalancers", "ReadInstances", "ReadCommands", "RunTheHostScript", "TellTheAccount")
                .allMatch(sid -> sid.matches("[A-Za-z0-9]+"), "IAM allows letters and digits only");
    }
}
