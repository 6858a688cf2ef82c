package io.timeoutchain.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sns.Topic;

@NeedsNode
class ScheduledAuditTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ROLE = "arn:aws:iam::210987654321:role/auditor";

    private final Stack stack = new Stack(
            new App(),
            "Audit",
            StackProps.builder()
                    .env(Environment.builder()
                            .account("111122223333")
                            .region("eu-west-1")
                            .build())
                    .build());

    /** Code whose hash is not that of today's build. */
    private ScheduledAudit.Builder audit() {
        return ScheduledAudit.Builder.create(stack, "Timers")
                .code(Code.fromBucket(Bucket.fromBucketName(stack, "Code", "code"), "scheduled-audit.zip"));
    }

    private Template template() {
        return Template.fromStack(stack);
    }

    private JsonNode statements(String policy) {
        JsonNode policies =
                JSON.valueToTree(template().findResources("AWS::IAM::Role")).findValue("Policies");
        return StreamSupport.stream(policies.spliterator(), false)
                .filter(one -> one.path("PolicyName").asText().equals(policy))
                .findFirst()
                .orElseThrow()
                .path("PolicyDocument")
                .path("Statement");
    }

    private static List<String> sids(JsonNode statements) {
        return statements.findValuesAsText("Sid");
    }

    private JsonNode event() throws IOException {
        JsonNode input = JSON.valueToTree(template().findResources("AWS::Scheduler::Schedule"))
                .findValue("Input");
        return JSON.readTree(
                input.isTextual()
                        ? input.asText()
                        : StreamSupport.stream(input.path("Fn::Join").path(1).spliterator(), false)
                                .map(part -> part.isTextual() ? part.asText() : "reference")
                                .collect(Collectors.joining()));
    }

    @Test
    void the_template_of_one_account_is_the_one_that_is_kept() throws IOException {
        audit().regions(List.of("eu-central-1", "eu-west-1"))
                .documentName("timeout-chain-host-timers")
                .alarmOnGaps()
                .build();

        Golden.check("scheduled-audit.json", template().toJSON());
    }

    @Test
    void the_template_of_other_accounts_is_the_one_that_is_kept() throws IOException {
        audit().roleArns(List.of(ROLE))
                .topic(Topic.fromTopicArn(stack, "Known", "arn:aws:sns:eu-west-1:111122223333:alarms"))
                .schedule(ScheduleExpression.expression("cron(0 6 ? * MON-FRI *)"), Duration.days(3))
                .flexibleWindow(Duration.minutes(0))
                .configuration("margin: 7s\n")
                .build();

        Golden.check("scheduled-audit-of-roles.json", template().toJSON());
    }

    @Test
    void the_own_account_is_read_only_where_it_is_audited() {
        audit().roleArns(List.of(ROLE)).build();
        assertThat(sids(statements("Audit"))).containsExactly("AssumeTheRole");
        assertThat(statements("Audit").path(0).path("Resource").asText()).isEqualTo(ROLE);
    }

    @Test
    void the_own_account_and_others_are_audited_together_where_that_is_asked_for() throws IOException {
        audit().roleArns(List.of(ROLE)).ownAccount(true).withoutHosts().build();

        assertThat(sids(statements("Audit")))
                .containsExactly("ReadLoadBalancers", "ReadInstances", "TellTheAccount", "AssumeTheRole");
        assertThat(event().path("ownAccount").asBoolean()).isTrue();
        assertThat(event().path("hosts").asBoolean()).isFalse();
    }

    @Test
    void the_hosts_are_asked_with_the_projects_own_document_where_it_is_given() throws IOException {
        audit().document(new HostTimersDocument(stack, "Document")).build();

        assertThat(event().path("document").asText()).isEqualTo("reference");
        JsonNode send = statements("Audit").path(3);
        assertThat(send.path("Action").asText()).isEqualTo("ssm:SendCommand");
        assertThat(send.path("Resource").toString()).contains("document/").doesNotContain("AWS-RunShellScript");
    }

    @Test
    void the_event_says_when_the_run_was_due_and_what_to_audit() throws IOException {
        audit().loadBalancers(List.of("web-*")).configuration("margin: 7s\n").build();

        assertThat(event().path("run").asText()).isEqualTo("<aws.scheduler.scheduled-time>");
        assertThat(event().path("regions").toString()).isEqualTo("[\"eu-west-1\"]");
        assertThat(event().path("loadBalancers").toString()).isEqualTo("[\"web-*\"]");
        assertThat(event().path("configuration").asText()).isEqualTo("margin: 7s\n");
        assertThat(event().path("document").asText()).isEqualTo("AWS-RunShellScript");
    }

    @Test
    void results_are_kept_safe() {
        audit().build();

        template()
                .hasResource(
                        "AWS::S3::Bucket",
                        Match.objectLike(Map.of(
                                "DeletionPolicy",
                                "Retain",
                                "Properties",
                                Match.objectLike(Map.of(
                                        "VersioningConfiguration",
                                        Map.of("Status", "Enabled"),
                                        "BucketEncryption",
                                        Match.anyValue(),
                                        "PublicAccessBlockConfiguration",
                                        Map.of(
                                                "BlockPublicAcls", true,
                                                "BlockPublicPolicy", true,
                                                "IgnorePublicAcls", true,
                                                "RestrictPublicBuckets", true))))));
        assertThat(JSON.valueToTree(template().findResources("AWS::S3::BucketPolicy"))
                        .toString())
                .contains("\"Effect\":\"Deny\"", "\"aws:SecureTransport\":\"false\"");
    }

    @Test
    void the_function_may_write_no_metric_but_its_own_and_has_no_managed_policy() {
        audit().build();

        assertThat(sids(statements("Keep")))
                .containsExactly(
                        "KeepResults",
                        "ReadWhatIsKnown",
                        "MissWhatIsNotThere",
                        "TellNews",
                        "Measure",
                        "KeepFailedCalls",
                        "Log",
                        "EncryptNews");
        assertThat(statements("Keep").path(4).path("Condition").toString())
                .isEqualTo("{\"StringEquals\":{\"cloudwatch:namespace\":\"TimeoutChain\"}}");
        template().allResourcesProperties("AWS::IAM::Role", Map.of("ManagedPolicyArns", Match.absent()));
    }

    @ParameterizedTest
    @CsvSource({"60, 3", "1440, 26", "1435, 26", "8640, 146"})
    void an_audit_that_did_not_run_is_noticed_soon_after_the_next_one_was_due(int minutes, int hours) {
        audit().every(Duration.minutes(minutes)).build();

        template()
                .hasResourceProperties(
                        "AWS::CloudWatch::Alarm",
                        Match.objectLike(Map.of(
                                "MetricName", "Ran",
                                "Period", 3600,
                                "EvaluationPeriods", hours,
                                "TreatMissingData", "breaching",
                                "ComparisonOperator", "LessThanThreshold")));
        template()
                .hasResourceProperties(
                        "AWS::CloudWatch::Alarm",
                        Match.objectLike(Map.of("MetricName", "Findings", "TreatMissingData", "ignore")));
    }

    @ParameterizedTest
    @ValueSource(ints = {59, 8641})
    void a_pause_that_no_alarm_can_watch_is_refused(int minutes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> audit().every(Duration.minutes(minutes)).build())
                .withMessageStartingWith("an audit runs once in an hour to six days");
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScheduledAudit.Builder.create(stack, "Timers").build())
                .withMessageContaining("Code.fromAsset");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> audit().roleArns(List.of("arn:aws:iam::210987654321:role/*")))
                .withMessageContaining("not the ARN of a role");
    }

    @Test
    void a_second_account_without_roles_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> audit().ownAccount(false).build())
                .withMessage("without its own account and without roles there is nothing to audit");
    }

    @Test
    void the_names_of_its_parts_are_a_contract() {
        ScheduledAudit audit = audit().alarmOnGaps().build();

        assertThat(audit.getNode().getChildren().stream()
                        .map(child -> child.getNode().getId())
                        // A view of the role, which the CDK makes, and no resource.
                        .filter(id -> !id.startsWith("ImmutableRole"))
                        .toList())
                .containsExactlyInAnyOrder(
                        "Results",
                        "NewsKey",
                        "News",
                        "DeadLetters",
                        "Log",
                        "Role",
                        "Function",
                        "Schedule",
                        "HighFindings",
                        "DidNotRun",
                        "CouldNotTell",
                        "Bucket",
                        "Topic");
    }
}
