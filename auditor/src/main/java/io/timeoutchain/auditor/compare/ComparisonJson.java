package io.timeoutchain.auditor.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.json.StrictJson;
import java.util.List;
import java.util.Locale;

/** A comparison as JSON, in the shape {@value #SCHEMA}. Keys may be added to it; none is taken away. */
public final class ComparisonJson {

    /** The shape that this class writes. */
    public static final String SCHEMA = "diff/1";

    private static final JsonMapper MAPPER = StrictJson.builder().build();

    private ComparisonJson() {}

    /** The comparison of {@code before} with {@code now}, ending with a newline. */
    public static String of(Told before, Told now, Comparison comparison) {
        try {
            return MAPPER.writeValueAsString(new DiffV1(
                            SCHEMA,
                            SideV1.of(before),
                            SideV1.of(now),
                            sightings(comparison.fresh()),
                            sightings(comparison.fixed()),
                            comparison.changed().stream().map(ChangedV1::of).toList(),
                            sightings(comparison.open()),
                            comparison.untold().stream().map(UntoldV1::of).toList(),
                            sightings(comparison.suppressed())))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts can always be written", e);
        }
    }

    private static List<Sighting> sightings(List<Defect> defects) {
        return defects.stream().flatMap(defect -> defect.sightings().stream()).toList();
    }

    private record DiffV1(
            String schema,
            SideV1 before,
            SideV1 now,
            @JsonProperty("new") List<Sighting> fresh,
            List<Sighting> fixed,
            List<ChangedV1> changed,
            List<Sighting> open,
            List<UntoldV1> untold,
            List<Sighting> suppressed) {}

    private record SideV1(String account, List<String> regions, String toolVersion) {
        static SideV1 of(Told told) {
            return new SideV1(
                    told.scope().account(), told.scope().regions(), told.tool().version());
        }
    }

    private record ChangedV1(
            String fingerprint, boolean worse, List<String> differences, List<Sighting> before, List<Sighting> now) {
        static ChangedV1 of(Comparison.Changed changed) {
            return new ChangedV1(
                    changed.now().fingerprint(),
                    changed.isWorse(),
                    changed.differences().stream()
                            .map(difference -> difference.name().toLowerCase(Locale.ROOT))
                            .toList(),
                    changed.before().sightings(),
                    changed.now().sightings());
        }
    }

    private record UntoldV1(String why, List<Sighting> before) {
        static UntoldV1 of(Comparison.Untold untold) {
            return new UntoldV1(untold.why().toString(), untold.defect().sightings());
        }
    }
}
