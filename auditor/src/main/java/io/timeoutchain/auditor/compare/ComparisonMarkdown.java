package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.report.Markdown;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A comparison as Markdown, for a pull request or a chat. */
public final class ComparisonMarkdown {

    private ComparisonMarkdown() {}

    /** The counts, and a table for each kind of change that there is. */
    public static String of(Comparison comparison) {
        return "**Timeout Chain:** %s.\n".formatted(ComparisonText.counts(comparison))
                + table("New", comparison.fresh(), defect -> defect, ComparisonMarkdown::values)
                + table("Changed", comparison.changed(), Comparison.Changed::now, ComparisonMarkdown::change)
                + table("Fixed", comparison.fixed(), defect -> defect, ComparisonMarkdown::values)
                + table("No longer told", comparison.untold(), Comparison.Untold::defect, Comparison.Untold::why)
                + table("Suppressed", comparison.suppressed(), defect -> defect, ComparisonMarkdown::values)
                + table("Still open", comparison.open(), defect -> defect, ComparisonMarkdown::values);
    }

    private static <T> String table(
            String title, List<T> items, Function<T, Defect> defect, Function<T, String> remark) {
        if (items.isEmpty()) {
            return "";
        }
        return items.stream()
                .map(item -> "| %s | %s | %s | %s |\n"
                        .formatted(
                                defect.apply(item).severity().id(),
                                Markdown.escaped(defect.apply(item).first().rule()),
                                Markdown.escaped(ComparisonText.where(defect.apply(item))),
                                Markdown.escaped(remark.apply(item))))
                .collect(Collectors.joining(
                        "",
                        "\n### %s\n\n| severity | rule | where | what |\n|---|---|---|---|\n".formatted(title),
                        ""));
    }

    private static String values(Defect defect) {
        return ComparisonText.few(defect.values());
    }

    private static String change(Comparison.Changed changed) {
        return "%s%s → %s".formatted(changed.isWorse() ? "worse: " : "", state(changed.before()), state(changed.now()));
    }

    private static String state(Defect defect) {
        return "%s, %s".formatted(defect.severity().id(), values(defect));
    }
}
