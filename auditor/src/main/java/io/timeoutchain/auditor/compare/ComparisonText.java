package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.compare.Comparison.Changed;
import io.timeoutchain.auditor.compare.Comparison.Untold;
import io.timeoutchain.auditor.report.Columns;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.model.Text;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison for a person: what is new in full, the rest in short. */
public final class ComparisonText {

    /** Hosts that are named one by one before the rest is only counted. */
    private static final int NAMED = 5;

    private static final int SEVERITY = 6;
    private static final String DETAIL = "          ";

    private final StringBuilder text = new StringBuilder();
    private final Phrases phrases;

    private ComparisonText(Phrases phrases) {
        this.phrases = phrases;
    }

    /** All of {@code comparison}, ending with the counts and a newline. */
    public static String all(Comparison comparison, Phrases phrases) {
        ComparisonText text = new ComparisonText(phrases.of(comparison.hostNames()));
        text.news(comparison);
        text.section(
                Text.of("CHANGED"),
                comparison.changed().stream()
                        .filter(changed -> !changed.isWorse())
                        .toList(),
                text::changed);
        text.section(Text.of("NO LONGER TOLD"), comparison.untold(), text::untold);
        text.section(Text.of("SUPPRESSED"), comparison.suppressed(), text::line);
        text.section(Text.of("STILL OPEN"), comparison.open(), text::line);
        text.add(phrases.say(Text.of("%s.", counts(comparison))));
        return text.text.toString();
    }

    /** What a person should hear of: new, worse, fixed. Empty where there is no such thing. */
    public static String news(Comparison comparison, Phrases phrases) {
        ComparisonText text = new ComparisonText(phrases.of(comparison.hostNames()));
        text.news(comparison);
        return text.text.toString();
    }

    /** How many there are of each kind, in words. */
    public static Text counts(Comparison comparison) {
        int worse = comparison.worse().size();
        int suppressed = comparison.suppressed().size();
        return Text.of(
                "%d new, %d fixed, %d changed%s, %d still open%s, %d no longer told",
                comparison.fresh().size(),
                comparison.fixed().size(),
                comparison.changed().size(),
                worse == 0 ? "" : Text.of(" (%d for the worse)", worse),
                comparison.open().size(),
                suppressed == 0 ? "" : Text.of(", %d suppressed", suppressed),
                comparison.untold().size());
    }

    private void news(Comparison comparison) {
        section(Text.of("NEW"), comparison.fresh(), this::full);
        section(Text.of("WORSE"), comparison.worse(), this::changed);
        section(Text.of("FIXED"), comparison.fixed(), this::line);
    }

    private <T> void section(Text title, List<T> items, Consumer<T> each) {
        if (!items.isEmpty()) {
            add(phrases.say(title));
            items.forEach(each);
            add("");
        }
    }

    private void full(Defect defect) {
        line(defect);
        detail(Text.recorded(defect.first().because()));
        defect.values().forEach(this::below);
        defect.sightings().stream()
                .flatMap(sighting -> sighting.repair().stream())
                .distinct()
                .forEach(this::repair);
    }

    private void repair(Sighting.Change change) {
        String setting = change.party() + " " + change.setting();
        Text what = change.to()
                .map(Text::recorded)
                .map(to -> change.from()
                        .map(from -> Text.of("%s from %s to %s", setting, Text.recorded(from), to))
                        .orElseGet(() -> Text.of("%s to %s", setting, to)))
                .orElseGet(() -> Text.verbatim(setting));
        detail(Text.of("Repair: %s", what));
        change.text().lines().map(Text::recorded).forEach(this::below);
    }

    private void changed(Changed changed) {
        line(changed.now());
        for (Comparison.Difference difference : changed.differences()) {
            switch (difference) {
                case SEVERITY ->
                    fromTo(
                            Text.of("severity"),
                            List.of(changed.before().severity().words()),
                            List.of(changed.now().severity().words()));
                case HOSTS ->
                    fromTo(
                            Text.of("hosts"),
                            changed.before().hostNames(),
                            changed.now().hostNames());
                case VALUES ->
                    fromTo(
                            Text.of("values"),
                            changed.before().values(),
                            changed.now().values());
                case SETTINGS -> {} // The values name them.
            }
        }
    }

    private void fromTo(Text what, Collection<Text> before, Collection<Text> now) {
        detail(Text.of("%s: %s → %s", what, few(before), few(now)));
    }

    private void untold(Untold untold) {
        line(untold.defect());
        detail(Text.of("because %s", untold.why()));
    }

    private void line(Defect defect) {
        Sighting first = defect.first();
        add("  %s  %s"
                .formatted(
                        Columns.padded(phrases.say(defect.severity().words()).toUpperCase(Locale.ROOT), SEVERITY),
                        phrases.name(Text.recorded(first.title()))));
        detail(Text.of("%s · %s", where(defect), first.rule()));
    }

    private void detail(Text detail) {
        add(DETAIL + phrases.sentence(detail));
    }

    private void below(Text detail) {
        add(DETAIL + "  " + phrases.command(detail));
    }

    /** Between whom, where, and on which hosts. */
    static Text where(Defect defect) {
        Sighting first = defect.first();
        String pair = Stream.of(first.caller(), first.callee())
                .flatMap(Optional::stream)
                .map(PlainText::name)
                .collect(Collectors.joining(" → "));
        return Text.joined(
                "%s · %s",
                Stream.of(
                                Text.verbatim(pair),
                                Text.verbatim(PlainText.name(first.loadBalancer()) + " / "
                                        + PlainText.name(first.targetGroup())),
                                few(defect.hostNames()),
                                Text.verbatim(PlainText.name(first.region())))
                        .filter(part -> !part.isBlank())
                        .toList());
    }

    /** The first of {@code names}, and how many more there are. */
    static Text few(Collection<Text> names) {
        if (names.isEmpty()) {
            return Text.verbatim("");
        }
        Text first = Text.joined("%s, %s", names.stream().limit(NAMED).toList());
        int more = names.size() - NAMED;
        return more > 0 ? Text.of("%s and %d more", first, more) : first;
    }

    private void add(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
