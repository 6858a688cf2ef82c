package io.timeoutchain.auditor.scheduled;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.compare.Comparison;
import io.timeoutchain.auditor.compare.Defect;
import io.timeoutchain.auditor.compare.Sighting;
import io.timeoutchain.auditor.compare.Told;
import io.timeoutchain.auditor.json.StrictJson;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of an account from one run to the next. A defect that a run cannot tell of stays known: it is neither fixed
 * then, nor new when it is seen again.
 *
 * @param schema the shape of this record as JSON
 * @param known the findings, each with the time at which it was last told
 */
record Baseline(String schema, List<Known> known) {

    private static final String SCHEMA = "baseline/1";

    /** For so long a defect stays known that cannot be told: its load balancer may have been deleted. */
    private static final Duration MEMORY = Duration.ofDays(30);

    private static final JsonMapper MAPPER = StrictJson.builder().build();

    /** Nothing is known yet. */
    static final Baseline EMPTY = new Baseline(SCHEMA, List.of());

    Baseline {
        known = List.copyOf(known);
    }

    record Known(Instant told, Sighting sighting) {}

    List<Sighting> sightings() {
        return known.stream().map(Known::sighting).toList();
    }

    /** What is known after a run at {@code now} that told {@code told}, which compares with this as {@code comparison}. */
    Baseline after(Instant now, Told told, Comparison comparison) {
        List<Known> next = new ArrayList<>(
                told.open().stream().map(sighting -> new Known(now, sighting)).toList());
        List<String> untold = comparison.untold().stream()
                .map(gone -> gone.defect().fingerprint())
                .toList();
        known.stream()
                .filter(old -> untold.contains(old.sighting().fingerprint()))
                .filter(old -> Duration.between(old.told(), now).compareTo(MEMORY) < 0)
                .forEach(next::add);
        return new Baseline(SCHEMA, next);
    }

    /** How many defects are known in all of {@code baselines}, for every severity. */
    static Map<Severity, Integer> defects(Collection<Baseline> baselines) {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        Arrays.stream(Severity.values()).forEach(severity -> counts.put(severity, 0));
        baselines.stream()
                .flatMap(baseline -> Defect.of(baseline.sightings()).values().stream())
                .forEach(defect -> counts.merge(defect.severity(), 1, Integer::sum));
        return counts;
    }

    String json() {
        try {
            return MAPPER.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts can always be written", e);
        }
    }

    /** @throws IllegalStateException if it cannot be read; the message names {@code address} and says what to do */
    static Baseline read(String json, String address) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (!tree.path("schema").asText("").equals(SCHEMA)) {
                throw unreadable(address, "it has not the shape " + SCHEMA);
            }
            return MAPPER.treeToValue(tree, Baseline.class);
        } catch (JsonProcessingException e) {
            throw unreadable(
                    address, StrictJson.problem(Text.of("the baseline"), e).toString());
        }
    }

    private static IllegalStateException unreadable(String address, String why) {
        return new IllegalStateException(
                "%s cannot be read: %s Restore an older version of it, or delete it: then everything is new once."
                        .formatted(address, why));
    }
}
