package io.timeoutchain.auditor.report.html;

import io.timeoutchain.rule.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the values of the page stand, each place once and numbered from 1: hundreds of timers come from a few lines, and a
 * page that repeated them would be as large again.
 */
final class Origins {

    /**
     * Where something was read.
     *
     * @param number its number in the page
     * @param name what was read: party and setting
     * @param kind how it is known
     * @param source where it stands
     */
    record Origin(int number, String name, String kind, String source) {}

    private final Map<List<String>, Origin> origins = new LinkedHashMap<>();

    /** The number of where {@code seen} was read. */
    int number(Observation seen) {
        String name = seen.party() + " " + seen.setting();
        String kind = seen.reading().id();
        String source = seen.source().text();
        return origins.computeIfAbsent(
                        List.of(name, kind, source), unseen -> new Origin(origins.size() + 1, name, kind, source))
                .number();
    }

    /** All that were asked for, in order. */
    List<Origin> all() {
        return List.copyOf(origins.values());
    }
}
