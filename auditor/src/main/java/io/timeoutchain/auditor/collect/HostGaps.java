package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.auditor.snapshot.HostFacts;

/** The gaps that hosts leave which could not be read. */
final class HostGaps {

    private HostGaps() {}

    static GapFacts gap(HostFacts host, AwsAction action, String cause, String remedy) {
        return gap(host.instanceId(), action, cause, remedy);
    }

    static GapFacts gap(String instanceId, AwsAction action, String cause, String remedy) {
        return new GapFacts(instanceId, action.iamName(), "settings on host " + instanceId, cause, remedy);
    }

    /** The gap that an invocation of the script leaves which ended with {@code status}. */
    static GapFacts ended(String instanceId, String status, String output) {
        String said = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> ": " + Texts.oneLine(line))
                .orElse("");
        return switch (status) {
            case "Undeliverable", "DeliveryTimedOut" ->
                because(
                        instanceId,
                        "the script did not reach the host in time (" + status + ")",
                        "check that amazon-ssm-agent runs on it and reaches the ssmmessages endpoint");
            case "ExecutionTimedOut", "TimedOut" ->
                because(
                        instanceId,
                        "the script did not end in time (" + status + ")",
                        "look at the load of the host, and run again");
            case "AccessDenied" ->
                because(
                        instanceId,
                        "the command was refused (AccessDenied)",
                        "allow ssm:SendCommand on this instance to the identity that runs the audit");
            case "RateExceeded", "LimitExceeded" ->
                because(
                        instanceId,
                        "too many commands are pending in this account (" + status + ")",
                        "run again when fewer commands are pending");
            case "Cancelled", "Cancelling", "Terminated" ->
                because(instanceId, "the command was stopped by somebody (" + status + ")", "run again");
            case "Success" ->
                because(
                        instanceId,
                        "the script's answer is not whole" + said,
                        "ask fewer ports of the host, or declare what runs there in timeout-chain.yaml");
            default ->
                because(
                        instanceId,
                        "the script failed (" + status + ")" + said,
                        "run \"systemctl status amazon-ssm-agent\" on the host, and see the command's output in Systems"
                                + " Manager");
        };
    }

    private static GapFacts because(String instanceId, String cause, String remedy) {
        return gap(instanceId, AwsAction.SEND_COMMAND, cause, remedy);
    }
}
