package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.compare.Comparison.Changed;
import io.timeoutchain.auditor.compare.Comparison.Untold;
import io.timeoutchain.auditor.report.PlainText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison for a person: what is new in full, the rest in short. */
public final class ComparisonText {

    /** Hosts that are named one by one before the rest is only counted. */
    private static final int NAMED = 5;

    private static final String DETAIL = "          ";

    private final StringBuilder text = new StringBuilder();

    private ComparisonText() {}

    /** All of {@code comparison}, ending with the counts and a newline. */
    public static String all(Comparison comparison) {
        ComparisonText text = new ComparisonText();
        text.news(comparison);
        text.section(
                "CHANGED",
                comparison.changed().stream()
                        .filter(changed -> !changed.isWorse())
                        .toList(),
                ComparisonText::changed);
        text.section("NO LONGER TOLD", comparison.untold(), ComparisonText::untold);
        text.section("SUPPRESSED", comparison.suppressed(), ComparisonText::line);
        text.section("STILL OPEN", comparison.open(), ComparisonText::line);
        text.add(counts(comparison) + ".");
        return text.text.toString();
    }

    /** What a person should hear of: new, worse, fixed. Empty where there is no such thing. */
    public static String news(List<Comparison> comparisons) {
        ComparisonText text = new ComparisonText();
        comparisons.forEach(text::news);
        return text.text.toString();
    }

    /** How many there are of each kind, in words. */
    public static String counts(Comparison comparison) {
        int worse = comparison.worse().size();
        int suppressed = comparison.suppressed().size();
        return "%d new, %d fixed, %d changed%s, %d still open%s, %d no longer told"
                .formatted(
                        comparison.fresh().size(),
                        comparison.fixed().size(),
                        comparison.changed().size(),
                        worse == 0 ? "" : " (%d for the worse)".formatted(worse),
                        comparison.open().size(),
                        suppressed == 0 ? "" : ", %d suppressed".formatted(suppressed),
                        comparison.untold().size());
    }

    private void news(Comparison comparison) {
        section("NEW", comparison.fresh(), ComparisonText::full);
        section("WORSE", comparison.worse(), ComparisonText::changed);
        section("FIXED", comparison.fixed(), ComparisonText::line);
    }

    private <T> void section(String title, List<T> items, BiConsumer<ComparisonText, T> each) {
        if (!items.isEmpty()) {
            add(title);
            items.forEach(item -> each.accept(this, item));
            add("");
        }
    }

    private void full(Defect defect) {
        line(defect);
        add(DETAIL + PlainText.sentence(defect.first().because()));
        defect.values().forEach(values -> add(DETAIL + "  " + PlainText.name(values)));
        defect.sightings().stream()
                .flatMap(sighting -> sighting.repair().stream())
                .distinct()
                .forEach(this::repair);
    }

    private void repair(Sighting.Change change) {
        add("%sRepair: %s%s"
                .formatted(
                        DETAIL,
                        PlainText.name(change.party() + " " + change.setting()),
                        change.to()
                                .map(to -> change.from()
                                                .map(from -> " from " + PlainText.name(from))
                                                .orElse("")
                                        + " to " + PlainText.name(to))
                                .orElse("")));
        change.text().lines().forEach(one -> add(DETAIL + "  " + PlainText.sentence(one)));
    }

    private void changed(Changed changed) {
        line(changed.now());
        for (Comparison.Difference difference : changed.differences()) {
            switch (difference) {
                case SEVERITY ->
                    fromTo(
                            "severity",
                            List.of(changed.before().severity().id()),
                            List.of(changed.now().severity().id()));
                case HOSTS ->
                    fromTo("hosts", changed.before().hosts(), changed.now().hosts());
                case VALUES ->
                    fromTo("values", changed.before().values(), changed.now().values());
                case SETTINGS -> {} // The values name them.
            }
        }
    }

    private void fromTo(String what, Collection<String> before, Collection<String> now) {
        add("%s%s: %s → %s".formatted(DETAIL, what, few(before), few(now)));
    }

    private void untold(Untold untold) {
        line(untold.defect());
        add(DETAIL + "because " + PlainText.sentence(untold.why()));
    }

    private void line(Defect defect) {
        Sighting first = defect.first();
        add("  %-6s  %s".formatted(defect.severity().name(), PlainText.name(first.title())));
        add(DETAIL + where(defect) + " · " + PlainText.name(first.rule()));
    }

    /** Between whom, where, and on which hosts. */
    static String where(Defect defect) {
        Sighting first = defect.first();
        String pair = Stream.of(first.caller(), first.callee())
                .flatMap(Optional::stream)
                .map(PlainText::name)
                .collect(Collectors.joining(" → "));
        return Stream.of(
                        pair,
                        PlainText.name(first.loadBalancer()) + " / " + PlainText.name(first.targetGroup()),
                        few(defect.hosts()),
                        PlainText.name(first.region()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    static String few(Collection<String> names) {
        int more = names.size() - NAMED;
        return names.stream().limit(NAMED).map(PlainText::name).collect(Collectors.joining(", "))
                + (more > 0 ? " and %d more".formatted(more) : "");
    }

    private void add(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
