package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.Glob;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import java.util.List;

/** Names, ARNs and patterns that load balancers are chosen by; none of them chooses all. */
final class NamePatterns {

    private final List<String> patterns;

    NamePatterns(List<String> patterns) {
        this.patterns = patterns;
    }

    boolean admit(LoadBalancerFacts candidate) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, candidate));
    }

    /** The patterns that match none of the candidates. */
    List<String> matchingNone(List<LoadBalancerFacts> candidates) {
        return patterns.stream()
                .filter(pattern -> candidates.stream().noneMatch(candidate -> matches(pattern, candidate)))
                .toList();
    }

    private static boolean matches(String pattern, LoadBalancerFacts candidate) {
        String text = pattern.startsWith("arn:") ? candidate.arn() : candidate.name();
        return new Glob(pattern).matches(text);
    }
}
