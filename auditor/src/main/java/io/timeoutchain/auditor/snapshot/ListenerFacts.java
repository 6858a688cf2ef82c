package io.timeoutchain.auditor.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One listener of a load balancer.
 *
 * @param protocol {@code HTTP}, {@code HTTPS}, {@code TCP}, {@code TLS}, {@code UDP}, …
 * @param attributes the answer of DescribeListenerAttributes. Absent on an application load balancer, none of whose
 *     listener attributes is a timer; absent on another one when it was not obtained, and then a gap is about
 *     {@code arn}
 * @param rules what the listener forwards where, the default rule last. When the rules could not be listed this is the
 *     default rule alone (it comes with the listener itself), and a gap is about {@code arn}
 */
public record ListenerFacts(
        String arn, String protocol, int port, Optional<Map<String, String>> attributes, List<RuleFacts> rules) {

    public ListenerFacts {
        attributes = attributes.map(Sorted::map);
        rules = List.copyOf(rules);
    }

    /** The same listener with its attributes as they were obtained. */
    public ListenerFacts withAttributes(Optional<Map<String, String>> obtained) {
        return new ListenerFacts(arn, protocol, port, obtained, rules);
    }

    /** The same listener with all its rules. */
    public ListenerFacts withRules(List<RuleFacts> obtained) {
        return new ListenerFacts(arn, protocol, port, attributes, obtained);
    }
}
