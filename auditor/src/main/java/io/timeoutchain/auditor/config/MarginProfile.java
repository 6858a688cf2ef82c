package io.timeoutchain.auditor.config;

import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Margins and severities under a name. What a profile says replaces what the file says outside of it.
 *
 * @param margin by how much one timer should outlast another
 * @param margins the same, for single rules
 * @param severities what is thought of single rules
 */
public record MarginProfile(
        Optional<Duration> margin, Map<String, Duration> margins, Map<String, Severity> severities) {

    /**
     * The profiles that need no declaration. One second is the least that timers in whole seconds can differ by; five
     * allow for servers that look at their timers only now and then (gunicorn's threads and Node are up to a second late)
     * and for the way of a packet; ten allow for a process that stands still for some seconds as well, as under memory
     * pressure or in a long garbage collection.
     */
    public static final Map<String, MarginProfile> BUILT_IN = builtIn();

    public MarginProfile {
        margins = Map.copyOf(margins);
        severities = Map.copyOf(severities);
    }

    private static Map<String, MarginProfile> builtIn() {
        Map<String, MarginProfile> profiles = new LinkedHashMap<>();
        profiles.put("strict", of(Duration.ofSeconds(10)));
        profiles.put("default", of(JudgePolicy.DEFAULT.margin()));
        profiles.put("relaxed", of(Duration.ofSeconds(1)));
        return Collections.unmodifiableMap(profiles);
    }

    private static MarginProfile of(Duration margin) {
        return new MarginProfile(Optional.of(margin), Map.of(), Map.of());
    }

    /** {@code policy} with what this profile says. */
    JudgePolicy over(JudgePolicy policy) {
        return new JudgePolicy(
                margin.orElse(policy.margin()), both(policy.margins(), margins), both(policy.severities(), severities));
    }

    private static <T> Map<String, T> both(Map<String, T> below, Map<String, T> above) {
        Map<String, T> both = new LinkedHashMap<>(below);
        both.putAll(above);
        return both;
    }
}
