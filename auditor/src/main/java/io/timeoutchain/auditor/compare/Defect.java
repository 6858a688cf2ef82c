package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Severity;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A broken rule at a load balancer and target group, between the same settings, on however many hosts.
 *
 * @param sightings where it was found, the worst first; at least one
 */
public record Defect(List<Sighting> sightings) {

    static final Comparator<Defect> ORDER = Comparator.comparing(Defect::severity)
            .thenComparing(defect -> defect.first().loadBalancer())
            .thenComparing(defect -> defect.first().loadBalancerArn())
            .thenComparing(defect -> defect.first().targetGroupArn())
            .thenComparing(defect -> defect.first().rule())
            .thenComparing(Defect::fingerprint);

    /** That of the English words, whatever the language. */
    private static final Comparator<Text> IN_ORDER = Comparator.comparing(Text::toString);

    public Defect {
        sightings = sightings.stream()
                .sorted(Comparator.comparing(Sighting::badness)
                        .thenComparing(Sighting::route)
                        .thenComparing(sighting -> sighting.hosts().toString())
                        .thenComparing(sighting -> sighting.observed().toString()))
                .toList();
        if (sightings.isEmpty()) {
            throw new IllegalArgumentException("nobody saw this defect");
        }
    }

    /** The defects that {@code sightings} are sightings of, by fingerprint. */
    public static Map<String, Defect> of(Collection<Sighting> sightings) {
        Map<String, Defect> defects = new LinkedHashMap<>();
        sightings.stream()
                .collect(Collectors.groupingBy(Sighting::fingerprint, LinkedHashMap::new, Collectors.toList()))
                .forEach((fingerprint, same) -> defects.put(fingerprint, new Defect(same)));
        return defects;
    }

    /** The worst sighting. */
    public Sighting first() {
        return sightings.getFirst();
    }

    public String fingerprint() {
        return first().fingerprint();
    }

    /** As bad as its worst sighting. */
    public Severity severity() {
        return first().badness();
    }

    /** Every host it was seen on, sorted. */
    public Set<String> hosts() {
        return all(Sighting::hosts);
    }

    /** {@link #hosts()}, made visible. */
    List<Text> hostNames() {
        return hosts().stream().map(PlainText::name).map(Text::verbatim).toList();
    }

    /** The settings that do not fit. */
    Set<String> settings() {
        return all(sighting ->
                sighting.observed().stream().map(Sighting.Value::name).toList());
    }

    /** The settings with their values, once for each way in which they do not fit. */
    Set<Text> values() {
        Set<Text> values = new TreeSet<>(IN_ORDER);
        sightings.stream()
                .filter(sighting -> !sighting.observed().isEmpty())
                .map(sighting -> sighting.observed().stream()
                        .map(Sighting.Value::words)
                        .sorted(IN_ORDER)
                        .toList())
                .forEach(observed -> values.add(Text.joined("%s, %s", observed)));
        return values;
    }

    private Set<String> all(Function<Sighting, List<String>> what) {
        return sightings.stream()
                .flatMap(sighting -> what.apply(sighting).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether it is the same rule at the same place with one of the same settings: what an edit turns a defect into. */
    boolean isKinOf(Defect other) {
        Sighting mine = first();
        Sighting theirs = other.first();
        return mine.rule().equals(theirs.rule())
                && mine.loadBalancerArn().equals(theirs.loadBalancerArn())
                && mine.targetGroupArn().equals(theirs.targetGroupArn())
                && mine.caller().equals(theirs.caller())
                && mine.callee().equals(theirs.callee())
                && settings().stream().anyMatch(other.settings()::contains);
    }
}
