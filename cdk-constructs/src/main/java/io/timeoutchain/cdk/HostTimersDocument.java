package io.timeoutchain.cdk;

import io.timeoutchain.product.linux.ShellScript;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ssm.CfnDocument;
import software.constructs.Construct;

/**
 * A Systems Manager document that reads the timers of a Linux host and does nothing else. An audit that is given its name
 * ({@code timeout-chain audit --document NAME}) runs this text on the hosts instead of sending one of its own, so that its
 * role needs no right to run any other ({@link AuditorRole}).
 *
 * <p>It has two parameters. {@code ports} are the target group's port numbers, separated by blanks. {@code measure}, empty
 * unless an audit is run with {@code --measure}, says for how long to wait and what to ask for at which of these ports: one
 * GET each, on the host itself. Their allowed patterns admit nothing else. The agent hands them over as
 * environment variables (<a
 * href="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html">data
 * elements and parameters</a>, {@code interpolationType}); agents before 3.3.2746.0 write them into the text, which the
 * allowed patterns make safe.
 *
 * <p>A change of the text, with a newer release of this library, becomes the document's new default version.
 */
public final class HostTimersDocument extends Construct {

    /** The id of the resource in this construct. */
    private static final String RESOURCE = "Resource";

    /** As long as an audit waits for the script: a minute, and five more where it lets the host measure. */
    private static final String TIMEOUT_SECONDS = "360";

    /** Paths can be asked for, ports and a time: nothing of it ends the quotes that an older agent writes it into. */
    private static final String MEASURE_PATTERN = "^([0-9]{1,3}( [0-9]{1,5}([+]tls)?/[0-9A-Za-z/._~%?&=+,-]*)+)?$";

    private static final List<String> PARAMETERS =
            Stream.of("ports", "measure").flatMap(HostTimersDocument::taken).toList();

    private final CfnDocument document;

    /** A document with a name that CloudFormation makes; {@link #documentName()} refers to it. */
    public HostTimersDocument(Construct scope, String id) {
        this(scope, id, Optional.empty());
    }

    /**
     * A document.
     *
     * @param name 3 to 128 letters, digits, hyphens, dots and underscores; not starting with {@code aws}, {@code amazon}
     *     or {@code amzn}, in any case, which Systems Manager keeps for itself
     * @throws IllegalArgumentException if it is no such name
     */
    public HostTimersDocument(Construct scope, String id, String name) {
        this(scope, id, Optional.of(name));
    }

    private HostTimersDocument(Construct scope, String id, Optional<String> name) {
        super(scope, id);
        name.filter(text -> !text.matches("(?i)(?!aws|amazon|amzn)[a-z0-9_.-]{3,128}"))
                .ifPresent(text -> {
                    throw new IllegalArgumentException("not a name for a Systems Manager document: " + text);
                });
        CfnDocument.Builder builder = CfnDocument.Builder.create(this, RESOURCE)
                .documentType("Command")
                .documentFormat("JSON")
                .targetType("/AWS::EC2::Instance")
                .updateMethod("NewVersion")
                .content(content());
        name.ifPresent(builder::name);
        document = builder.build();
    }

    /** The document's name, for {@code --document}; a reference that is resolved when it is deployed. */
    public String documentName() {
        return document.getRef();
    }

    /** The document's ARN, as a reference. */
    public String documentArn() {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("ssm")
                        .resource("document")
                        .resourceName(document.getRef())
                        .build());
    }

    private static Map<String, Object> content() {
        return Map.of(
                "schemaVersion",
                "2.2",
                "description",
                "Reads the timers of nginx, gunicorn, systemd and the kernel for Timeout Chain. Changes nothing.",
                "parameters",
                Map.of(
                        "ports",
                        parameter("Ports whose listeners are asked for, separated by blanks", "^[0-9 ]*$"),
                        "measure",
                        parameter(
                                "What to measure: the longest wait in seconds, then ports with paths, such as 120 80/health",
                                MEASURE_PATTERN)),
                "mainSteps",
                List.of(Map.of(
                        "action",
                        "aws:runShellScript",
                        "name",
                        "readHostTimers",
                        "precondition",
                        Map.of("StringEquals", List.of("platformType", "Linux")),
                        "inputs",
                        Map.of("timeoutSeconds", TIMEOUT_SECONDS, "runCommand", script()))));
    }

    private static Map<String, Object> parameter(String description, String pattern) {
        return Map.of(
                "type",
                "String",
                "description",
                description,
                "default",
                "",
                "allowedPattern",
                pattern,
                "interpolationType",
                "ENV_VAR");
    }

    /** Where an agent hands a parameter over as a variable, that; otherwise what it has written into the text. */
    private static Stream<String> taken(String parameter) {
        String variable = parameter.toUpperCase(Locale.ROOT);
        return Stream.of(
                "if [ -n \"${SSM_" + parameter + "+set}\" ]; then",
                variable + "=$SSM_" + parameter,
                "else",
                variable + "='{{ " + parameter + " }}'",
                "fi");
    }

    private static List<String> script() {
        return Stream.concat(
                        PARAMETERS.stream(),
                        ShellScript.compact(Resources.text("read-host.sh")).lines())
                .toList();
    }
}
