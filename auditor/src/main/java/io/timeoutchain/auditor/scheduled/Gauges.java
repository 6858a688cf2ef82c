package io.timeoutchain.auditor.scheduled;

import io.timeoutchain.rule.Severity;
import java.util.Map;

/** Where a run is measured. */
public interface Gauges {

    /** Records the figures of one run; a failure is let out. */
    void record(Figures figures);

    /**
     * The figures of one run.
     *
     * @param defects how many defects are open, by severity; those that were known and are no longer told among them, so that
     *     an alarm does not end because somebody shut our eyes
     * @param undecided how many questions could not be decided
     * @param gaps how many things could not be obtained; at least one wherever anything is undecided
     * @param ran whether anything could be audited
     */
    record Figures(Map<Severity, Integer> defects, int undecided, int gaps, boolean ran) {
        public Figures {
            defects = Map.copyOf(defects);
        }
    }
}
