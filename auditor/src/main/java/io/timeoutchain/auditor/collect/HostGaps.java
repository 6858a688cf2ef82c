package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.HostFacts;
import io.timeoutchain.model.Text;

/** The gaps that hosts leave which could not be read. */
final class HostGaps {

    private HostGaps() {}

    static GapFacts gap(HostFacts host, AwsAction action, Text cause, Text remedy) {
        return gap(host.instanceId(), action, cause, remedy);
    }

    static GapFacts gap(String instanceId, AwsAction action, Text cause, Text remedy) {
        return new GapFacts(instanceId, action.iamName(), Text.of("settings on host %s", instanceId), cause, remedy);
    }

    /** The gap that an invocation of the script leaves which ended with {@code status}. */
    static GapFacts ended(String instanceId, String status, String output) {
        String said = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(Texts::oneLine)
                .orElse("");
        return switch (status) {
            case "Undeliverable", "DeliveryTimedOut" ->
                because(
                        instanceId,
                        Text.of("the script did not reach the host in time (%s)", status),
                        Text.of("check that amazon-ssm-agent runs on it and reaches the ssmmessages endpoint"));
            case "ExecutionTimedOut", "TimedOut" ->
                because(
                        instanceId,
                        Text.of("the script did not end in time (%s)", status),
                        Text.of("look at the load of the host, and run again"));
            case "AccessDenied" ->
                because(
                        instanceId,
                        Text.of("the command was refused (AccessDenied)"),
                        Text.of("allow ssm:SendCommand on this instance to the identity that runs the audit"));
            case "RateExceeded", "LimitExceeded" ->
                because(
                        instanceId,
                        Text.of("too many commands are pending in this account (%s)", status),
                        Text.of("run again when fewer commands are pending"));
            case "Cancelled", "Cancelling", "Terminated" ->
                because(instanceId, Text.of("the command was stopped by somebody (%s)", status), Text.of("run again"));
            case "Success" ->
                because(
                        instanceId,
                        said.isEmpty()
                                ? Text.of("the script's answer is not whole")
                                : Text.of("the script's answer is not whole: %s", said),
                        Text.of("ask fewer ports of the host, or declare what runs there in timeout-chain.yaml"));
            default ->
                because(
                        instanceId,
                        said.isEmpty()
                                ? Text.of("the script failed (%s)", status)
                                : Text.of("the script failed (%s): %s", status, said),
                        Text.of(
                                "run \"systemctl status amazon-ssm-agent\" on the host, and see the command's output in Systems Manager"));
        };
    }

    private static GapFacts because(String instanceId, Text cause, Text remedy) {
        return gap(instanceId, AwsAction.SEND_COMMAND, cause, remedy);
    }
}
