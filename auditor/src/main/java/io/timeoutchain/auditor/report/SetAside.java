package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Finding;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was found but does not count.
 *
 * @param suppressed the findings that somebody decided to live with
 * @param baseline the earlier audit against which only the new counts, if there is one
 */
public record SetAside(List<Suppressed> suppressed, Optional<Baseline> baseline) {

    /** Everything counts. */
    public static final SetAside NOTHING = new SetAside(List.of(), Optional.empty());

    public SetAside {
        suppressed = List.copyOf(suppressed);
    }

    /**
     * A finding that somebody decided to live with for some time.
     *
     * @param finding what was found, on those hosts that the decision is for
     * @param reason why
     * @param expires the last day on which it does not count
     * @param source where that is written
     */
    public record Suppressed(Finding finding, String reason, LocalDate expires, Source source) {}

    /** What a defect is in comparison with the baseline. */
    public enum State {
        NEW,
        CHANGED,
        UNCHANGED
    }

    /**
     * The earlier audit.
     *
     * @param name its file
     * @param known the findings that it knew, and that are no worse than then
     * @param states what each defect is now, by fingerprint; the suppressed ones too
     * @param untold what it knew and this audit can neither find nor exclude: defect, place and why
     */
    public record Baseline(String name, List<Finding> known, Map<String, State> states, List<Text> untold) {
        public Baseline {
            known = List.copyOf(known);
            states = Map.copyOf(states);
            untold = List.copyOf(untold);
        }
    }

    /** The findings that the baseline knew. */
    public List<Finding> known() {
        return baseline.map(Baseline::known).orElse(List.of());
    }

    /** Everything that was found but does not count. */
    List<Finding> findings() {
        return Stream.concat(suppressed.stream().map(Suppressed::finding), known().stream())
                .toList();
    }

    /** What the baseline knew and nobody can tell any more. */
    public List<Text> untold() {
        return baseline.map(Baseline::untold).orElse(List.of());
    }

    /**
     * The suppressed findings by defect, for formats in which a defect is one thing: without those that count on another
     * host.
     */
    List<List<Suppressed>> suppressedDefects(List<Finding> counting) {
        Set<String> open = Stream.concat(counting.stream(), known().stream())
                .map(Finding::fingerprint)
                .collect(Collectors.toSet());
        return List.copyOf(suppressed.stream()
                .filter(one -> !open.contains(one.finding().fingerprint()))
                .collect(Collectors.groupingBy(
                        one -> one.finding().fingerprint(), LinkedHashMap::new, Collectors.toList()))
                .values());
    }
}
