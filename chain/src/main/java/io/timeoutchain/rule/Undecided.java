package io.timeoutchain.rule;

import io.timeoutchain.model.Gap;
import java.util.Comparator;
import java.util.List;

/**
 * A rule that could not be judged at one place.
 *
 * @param rule the rule
 * @param spot the place
 * @param gaps what is missing, and how to obtain it; at least one
 */
public record Undecided(RuleCard rule, Finding.Spot spot, List<Gap> gaps) {

    public Undecided {
        gaps = List.copyOf(gaps);
    }

    static final Comparator<Undecided> ORDER = Comparator.comparing(Undecided::spot, Finding.Spot.ORDER)
            .thenComparing(open -> open.rule().id())
            .thenComparing(open -> open.gaps().toString());
}
