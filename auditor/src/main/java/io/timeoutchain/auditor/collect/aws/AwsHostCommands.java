package io.timeoutchain.auditor.collect.aws;

import io.timeoutchain.auditor.collect.AwsAction;
import io.timeoutchain.auditor.collect.Call;
import io.timeoutchain.auditor.collect.HostCommands;
import io.timeoutchain.auditor.collect.Listing;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;

/** Systems Manager: Run Command, and which instances it reaches. */
final class AwsHostCommands implements HostCommands {

    private static final int PAGE = 50;

    /** The default, 0, would stop after the first host that fails: made for changes, not for reading. */
    private static final String MAX_ERRORS = "100%";

    /** All hosts of a command at once; each runs one short script that only reads. */
    private static final String MAX_CONCURRENCY = "100%";

    /**
     * What the agent puts between a script's output and its error output in the listing (amazon-ssm-agent,
     * {@code agent/framework/processor/executer/iohandler}).
     */
    private static final String ERROR_OUTPUT = "\n----------ERROR-------\n";

    private final SsmClient client;

    AwsHostCommands(SsmClient client) {
        this.client = client;
    }

    @Override
    public Listing<Managed> managed(List<String> instanceIds) {
        return next -> Sdk.call(AwsAction.DESCRIBE_INSTANCE_INFORMATION, () -> {
            var answer = client.describeInstanceInformation(
                    request -> request.filters(InstanceInformationStringFilter.builder()
                                    .key("InstanceIds")
                                    .values(instanceIds)
                                    .build())
                            .maxResults(PAGE)
                            .nextToken(next.orElse(null)));
            return Sdk.page(answer.instanceInformationList(), answer.nextToken(), AwsHostCommands::managed);
        });
    }

    @Override
    public Call<String> send(Order order) {
        return Sdk.call(
                AwsAction.SEND_COMMAND,
                () -> Sdk.text(client.sendCommand(request -> request.instanceIds(order.instanceIds())
                                .documentName(order.document())
                                .parameters(order.parameters())
                                .comment("Timeout Chain reads timeout settings and changes nothing")
                                .timeoutSeconds(Math.toIntExact(order.delivery().toSeconds()))
                                .maxErrors(MAX_ERRORS)
                                .maxConcurrency(MAX_CONCURRENCY))
                        .command()
                        .commandId()));
    }

    @Override
    public Listing<Invocation> invocations(String commandId) {
        return next -> Sdk.call(AwsAction.LIST_COMMAND_INVOCATIONS, () -> {
            var answer = client.listCommandInvocations(request ->
                    request.commandId(commandId).details(true).maxResults(PAGE).nextToken(next.orElse(null)));
            return Sdk.page(answer.commandInvocations(), answer.nextToken(), AwsHostCommands::invocation);
        });
    }

    @Override
    public Call<String> output(String commandId, String instanceId) {
        return Sdk.call(
                AwsAction.GET_COMMAND_INVOCATION,
                () -> Sdk.text(client.getCommandInvocation(
                                request -> request.commandId(commandId).instanceId(instanceId))
                        .standardOutputContent()));
    }

    private static Managed managed(InstanceInformation found) {
        return new Managed(
                Sdk.text(found.instanceId()),
                Sdk.text(found.pingStatusAsString()),
                Sdk.maybe(found.platformTypeAsString()));
    }

    private static Invocation invocation(CommandInvocation found) {
        return new Invocation(
                Sdk.text(found.instanceId()),
                Sdk.maybe(found.statusDetails())
                        .filter(details -> !details.isBlank())
                        .or(() -> Sdk.maybe(found.statusAsString()))
                        .orElse(""),
                found.commandPlugins().stream().map(AwsHostCommands::output).collect(Collectors.joining()));
    }

    /** What the script printed, without its error output: that is how GetCommandInvocation gives it too. */
    private static String output(CommandPlugin plugin) {
        String both = Sdk.text(plugin.output());
        int errors = both.indexOf(ERROR_OUTPUT);
        return errors < 0 ? both : both.substring(0, errors);
    }
}
