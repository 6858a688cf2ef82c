package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.report.Markdown;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.model.Text;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A comparison as Markdown, for a pull request or a chat. */
public final class ComparisonMarkdown {

    private final Phrases phrases;

    private ComparisonMarkdown(Phrases phrases) {
        this.phrases = phrases;
    }

    /** The counts, and a table for each kind of change that there is. */
    public static String of(Comparison comparison, Phrases phrases) {
        ComparisonMarkdown tables = new ComparisonMarkdown(phrases.of(comparison.hostNames()));
        return "**Timeout Chain:** %s\n".formatted(phrases.say(Text.of("%s.", ComparisonText.counts(comparison))))
                + tables.table(Text.of("New"), comparison.fresh(), defect -> defect, ComparisonMarkdown::values)
                + tables.table(
                        Text.of("Changed"), comparison.changed(), Comparison.Changed::now, ComparisonMarkdown::change)
                + tables.table(Text.of("Fixed"), comparison.fixed(), defect -> defect, ComparisonMarkdown::values)
                + tables.table(
                        Text.of("No longer told"),
                        comparison.untold(),
                        Comparison.Untold::defect,
                        Comparison.Untold::why)
                + tables.table(
                        Text.of("Suppressed"), comparison.suppressed(), defect -> defect, ComparisonMarkdown::values)
                + tables.table(Text.of("Still open"), comparison.open(), defect -> defect, ComparisonMarkdown::values);
    }

    private <T> String table(Text title, List<T> items, Function<T, Defect> defect, Function<T, Text> remark) {
        if (items.isEmpty()) {
            return "";
        }
        return items.stream()
                .map(item -> "| %s | %s | %s | %s |\n"
                        .formatted(
                                phrases.say(defect.apply(item).severity().words()),
                                Markdown.escaped(defect.apply(item).first().rule()),
                                escaped(ComparisonText.where(defect.apply(item))),
                                escaped(remark.apply(item))))
                .collect(Collectors.joining(
                        "",
                        "\n### %s\n\n%s\n|---|---|---|---|\n"
                                .formatted(
                                        phrases.say(title), phrases.say(Text.of("| severity | rule | where | what |"))),
                        ""));
    }

    private String escaped(Text text) {
        return Markdown.escaped(phrases.sentence(text));
    }

    private static Text values(Defect defect) {
        return ComparisonText.few(defect.values());
    }

    private static Text change(Comparison.Changed changed) {
        Text change = Text.of("%s → %s", state(changed.before()), state(changed.now()));
        return changed.isWorse() ? Text.of("worse: %s", change) : change;
    }

    private static Text state(Defect defect) {
        return Text.of("%s, %s", defect.severity().words(), values(defect));
    }
}
