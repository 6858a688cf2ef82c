package io.timeoutchain.auditor.snapshot;

import java.util.List;

/**
 * One rule of a listener.
 *
 * @param arn the rule's ARN; the listener's own where the rule is known only as the listener's default action
 * @param priority its number, or {@code default}
 * @param targetGroupArns where it forwards to; empty for a redirect or a fixed response
 */
public record RuleFacts(String arn, String priority, List<String> targetGroupArns) {

    /** The priority of the rule that applies when no other does. */
    public static final String DEFAULT = "default";

    public RuleFacts {
        targetGroupArns = List.copyOf(targetGroupArns);
    }
}
