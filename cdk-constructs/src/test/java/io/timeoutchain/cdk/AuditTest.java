package io.timeoutchain.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.product.linux.ShellScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.iam.AccountPrincipal;

/** What an audit needs in an account: the document and the role. */
@NeedsNode
class AuditTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SCRIPT =
            Path.of("../auditor/src/main/resources/io/timeoutchain/auditor/host/read-host.sh");
    private static final int DOCUMENT_LIMIT = 64 * 1024;

    private final Stack stack = new Stack(new App(), "Audit");

    private static String hostScript() throws IOException {
        return ShellScript.compact(Files.readString(SCRIPT));
    }

    private static JsonNode tree(Template template) {
        return JSON.valueToTree(template.toJSON());
    }

    private JsonNode content() {
        return tree(Template.fromStack(stack))
                .path("Resources")
                .elements()
                .next()
                .path("Properties")
                .path("Content");
    }

    private List<String> commands() {
        return StreamSupport.stream(
                        content()
                                .path("mainSteps")
                                .path(0)
                                .path("inputs")
                                .path("runCommand")
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void the_document_is_the_one_that_is_kept() throws IOException {
        new HostTimersDocument(stack, "Timers", "timeout-chain-host-timers");

        String script =
                String.join("\",\"", hostScript().lines().map(AuditTest::inJson).toList());
        String template = tree(Template.fromStack(stack)).toString();

        assertThat(template).contains(script);
        Golden.check("host-timers-document.json", parsed(template.replace(script, "the host script, line by line")));
    }

    private static String inJson(String line) {
        String quoted = JSON.getNodeFactory().textNode(line).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    @SuppressWarnings("unchecked") // of JSON, an object
    private static Map<String, Object> parsed(String json) throws IOException {
        return JSON.readValue(json, Map.class);
    }

    @Test
    void the_document_holds_the_very_text_that_the_auditor_sends_and_fits() throws IOException {
        new HostTimersDocument(stack, "Timers");

        assertThat(String.join("\n", commands()) + "\n").endsWith("fi\n" + hostScript());
        assertThat(content().toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(DOCUMENT_LIMIT);
    }

    /** Systems Manager takes every pair of double braces for a parameter. */
    @Test
    void the_only_braces_in_the_document_are_those_of_its_parameters() {
        new HostTimersDocument(stack, "Timers");

        assertThat(commands())
                .filteredOn(line -> line.contains("{{"))
                .containsExactly("PORTS='{{ ports }}'", "MEASURE='{{ measure }}'");
    }

    @Test
    void the_ports_come_from_the_environment_or_from_the_text() throws Exception {
        new HostTimersDocument(stack, "Timers");
        List<String> commands = commands();
        String head = String.join("\n", commands.subList(0, commands.indexOf("fi") + 1)) + "\nprintf '%s' \"$PORTS\"";

        assertThat(shell(head, Map.of("SSM_ports", "80 8080"))).isEqualTo("80 8080");
        assertThat(shell(head, Map.of("SSM_ports", ""))).isEmpty();
        assertThat(shell(head.replace("{{ ports }}", "443"), Map.of())).isEqualTo("443");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "120 80/health?full=1, true",
        "120 80/ 8443+tls/health, true",
        "120, false",
        "80/, false",
        "120 80/$(reboot), false",
        "120 80/`reboot`, false",
        "120 80/;reboot, false",
        "\"120 80/'\", false",
    })
    void the_document_can_be_asked_to_measure_and_for_nothing_else(String measure, boolean allowed) throws IOException {
        new HostTimersDocument(stack, "Timers");
        String pattern = content()
                .path("parameters")
                .path("measure")
                .path("allowedPattern")
                .asText();

        assertThat(Pattern.compile(pattern).matcher(measure).find()).isEqualTo(allowed);
    }

    private static String shell(String script, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
        builder.environment().remove("SSM_ports");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "AWS-mine", "amazon.timers", "amzn-timers", "host timers"})
    void a_name_that_systems_manager_refuses_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostTimersDocument(stack, "Timers", name))
                .withMessage("not a name for a Systems Manager document: " + name);
    }

    @Test
    void the_role_is_the_one_that_is_kept() throws IOException {
        HostTimersDocument document = new HostTimersDocument(stack, "Timers", "timeout-chain-host-timers");
        Stack other =
                new Stack((App) Optional.ofNullable(stack.getNode().getScope()).orElseThrow(), "Role");
        new AuditorRole(other, "Auditor", new AccountPrincipal("111122223333"), document);

        Golden.check("auditor-role.json", Template.fromStack(other).toJSON());
    }

    @Test
    void the_role_may_send_one_document_to_instances_and_has_no_other_policy() {
        HostTimersDocument document = new HostTimersDocument(stack, "Timers");
        AuditorRole auditor = new AuditorRole(stack, "Auditor", new AccountPrincipal("111122223333"), document);

        Template template = Template.fromStack(stack);

        assertThat(auditor.role().getNode().getPath()).isEqualTo("Audit/Auditor/Role");
        template.resourceCountIs("AWS::IAM::Role", 1);
        template.resourceCountIs("AWS::IAM::Policy", 0);
        template.hasResourceProperties("AWS::IAM::Role", Match.objectLike(Map.of("ManagedPolicyArns", Match.absent())));
        assertThat(tree(template).findValues("Statement").stream()
                        .flatMap(statements -> StreamSupport.stream(statements.spliterator(), false))
                        .filter(statement -> statement.path("Action").toString().contains("ssm:SendCommand")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.path("Action").asText()).isEqualTo("ssm:SendCommand");
                    assertThat(statement.path("Resource"))
                            .extracting(AuditTest::joined)
                            .containsExactly(
                                    "arn:{AWS::Partition}:ec2:{AWS::Region}:{AWS::AccountId}:instance/*",
                                    "arn:{AWS::Partition}:ssm:{AWS::Region}:{AWS::AccountId}:document/{%s}"
                                            .formatted(template.findResources("AWS::SSM::Document")
                                                    .keySet()
                                                    .iterator()
                                                    .next()));
                });
    }

    /** What {@code Fn::Join} joins, with each reference in braces. */
    private static String joined(JsonNode function) {
        return StreamSupport.stream(function.path("Fn::Join").path(1).spliterator(), false)
                .map(part -> part.isTextual()
                        ? part.asText()
                        : "{" + part.path("Ref").asText() + "}")
                .collect(Collectors.joining());
    }
}
