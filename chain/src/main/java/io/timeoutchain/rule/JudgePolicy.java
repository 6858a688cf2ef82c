package io.timeoutchain.rule;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a user may decide about judging.
 *
 * @param margin by how much one timer should outlast another, unless {@code margins} says otherwise
 * @param margins margins of single rules, by rule id
 * @param severities severities of single rules, by rule id. They replace what the rule's card says; where the rule found
 *     a milder case they can make it milder still, not worse
 */
public record JudgePolicy(Duration margin, Map<String, Duration> margins, Map<String, Severity> severities) {

    /** Five seconds: enough for coarse timers and the way of a packet. */
    public static final JudgePolicy DEFAULT = new JudgePolicy(Duration.ofSeconds(5), Map.of(), Map.of());

    public JudgePolicy {
        margins = Map.copyOf(margins);
        severities = Map.copyOf(severities);
    }

    /** By how much {@code rule} wants one timer to outlast another. */
    public Duration marginOf(RuleCard rule) {
        return margins.getOrDefault(rule.id(), margin);
    }

    /** The severity of a verdict: what the user set for the rule where the rule itself made no difference. */
    Severity severity(RuleCard rule, Severity verdict) {
        return Optional.ofNullable(severities.get(rule.id()))
                .map(wanted -> verdict == rule.severity() || wanted.compareTo(verdict) > 0 ? wanted : verdict)
                .orElse(verdict);
    }
}
