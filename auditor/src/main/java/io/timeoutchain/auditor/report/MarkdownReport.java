package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Repair;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The report for a pull request or a chat: the counts, a table, and the worst findings in full. Short enough for a comment on
 * GitHub, which takes 65,536 characters; what is left out is counted.
 */
public final class MarkdownReport implements Renderer {

    private static final int ROWS = 100;

    private static final int IN_FULL = 20;

    private static final int GAPS = 30;

    /** Some room remains for headings and for the counts of what is left out. */
    private static final int LONGEST = 64_000;

    /** No part may use up the comment, nor more than half of what is left of it: further pieces are left out one by one. */
    private static final int LONGEST_PART = 20_000;

    private final Phrases phrases;

    public MarkdownReport(Phrases phrases) {
        this.phrases = phrases;
    }

    @Override
    public String render(Report report) {
        return new MarkdownReport(phrases.of(report)).text(report);
    }

    private String text(Report report) {
        List<Finding> findings = report.judgement().findings();
        StringBuilder text = new StringBuilder("## Timeout Chain\n\n");
        text.append("**%s**\n\n".formatted(verdict(report)));
        text.append("%s %s\n"
                .formatted(
                        phrases.totals(report.judgement().totals()),
                        escaped(Text.of(
                                "Account %s, %s.",
                                report.scope().account(),
                                String.join(", ", report.scope().regions())))));
        part(
                text,
                report.judgement().faults().stream()
                        .map(fault -> "\n%s\n"
                                .formatted(phrases.say(Text.of(
                                        "Fault of this program: the rule %s failed (%s).",
                                        fault.rule(), Markdown.escaped(fault.what())))))
                        .toList(),
                IN_FULL,
                "\n%s\n",
                Text.of("and %d more"));
        if (!findings.isEmpty()) {
            text.append("\n%s\n|---|---|---|---|\n"
                    .formatted(phrases.say(Text.of("| severity | rule | where | what does not fit |"))));
            part(text, findings.stream().map(this::row).toList(), ROWS, "| | | | %s |\n", Text.of("and %d more"));
            part(
                    text,
                    findings.stream().map(this::inFull).toList(),
                    IN_FULL,
                    "\n%s\n",
                    Text.of("And %d more findings."));
        }
        List<String> repairs = report.repairs().stream()
                .flatMap(repair -> phrases.inOrder(repair).stream())
                .map(inOrder -> "- %s\n".formatted(Markdown.escaped(inOrder)))
                .toList();
        if (!repairs.isEmpty()) {
            text.append("\n");
            part(text, repairs, GAPS, "- %s\n", Text.of("and %d more"));
        }
        if (!report.gaps().isEmpty()) {
            text.append("\n### %s\n\n".formatted(phrases.say(Text.of("Could not be told"))));
            part(
                    text,
                    report.gaps().stream()
                            .map(gap -> "- %s\n".formatted(Markdown.escaped(phrases.gap(gap))))
                            .toList(),
                    GAPS,
                    "- %s\n",
                    Text.of("and %d more"));
        }
        List<SetAside.Suppressed> suppressed = report.setAside().suppressed();
        if (!suppressed.isEmpty()) {
            text.append("\n### %s\n\n".formatted(phrases.say(Text.of("Suppressed"))));
            part(
                    text,
                    suppressed.stream()
                            .map(one -> "- %s\n"
                                    .formatted(Markdown.escaped("%s: %s"
                                            .formatted(phrases.inShort(one.finding()), phrases.suppression(one)))))
                            .toList(),
                    GAPS,
                    "- %s\n",
                    Text.of("and %d more"));
        }
        if (!report.notes().isEmpty()) {
            text.append("\n");
            part(
                    text,
                    report.notes().stream()
                            .map(note -> phrases.say(Text.of("Note: %s", escaped(note))) + "\n")
                            .toList(),
                    GAPS,
                    "%s\n",
                    Text.of("And %d more notes."));
        }
        return text.toString();
    }

    private String verdict(Report report) {
        int open = report.judgement().totals().undecided();
        List<Finding> findings = report.judgement().findings();
        if (report.judgement().totals().all() == 0) {
            return phrases.nothingCounts(report);
        }
        String told = phrases.bySeverity(findings).orElseGet(() -> phrases.nothingCounts(report));
        return open == 0 && report.gaps().isEmpty()
                ? told
                : phrases.say(Text.of("%s Not everything could be told.", told));
    }

    private void part(StringBuilder text, List<String> pieces, int most, String line, Text more) {
        int room = Math.min(LONGEST_PART, (LONGEST - text.length()) / 2);
        int shown = 0;
        while (shown < Math.min(most, pieces.size()) && pieces.get(shown).length() <= room) {
            text.append(pieces.get(shown));
            room -= pieces.get(shown).length();
            shown++;
        }
        if (shown < pieces.size()) {
            text.append(line.formatted(phrases.say(more.with(pieces.size() - shown))));
        }
    }

    private String row(Finding finding) {
        return "| %s | `%s` | %s | %s |\n"
                .formatted(
                        phrases.say(finding.severity().words()),
                        finding.rule().id(),
                        Markdown.escaped(where(finding)),
                        finding.observed().stream()
                                .map(phrases::value)
                                .map(Markdown::escaped)
                                .collect(Collectors.joining("<br>")));
    }

    private String where(Finding finding) {
        return Phrases.pair(finding.spot()).map(pair -> pair + " · ").orElse("")
                + phrases.place(finding.spot().place());
    }

    private String inFull(Finding finding) {
        StringBuilder text = new StringBuilder();
        text.append("\n### %s: %s\n\n%s\n\n"
                .formatted(
                        phrases.say(finding.severity().words()).toUpperCase(Locale.ROOT),
                        escaped(finding.rule().title()),
                        Markdown.escaped(where(finding))));
        for (Observation seen : finding.observed()) {
            text.append("- %s\n".formatted(Markdown.escaped(phrases.observed(seen))));
        }
        text.append("\n%s\n".formatted(escaped(finding.because())));
        finding.evidence()
                .forEach(seen -> text.append("\n%s\n"
                        .formatted(phrases.say(Text.of("Seen: %s", Markdown.escaped(phrases.evidence(seen)))))));
        for (Repair repair : finding.repair()) {
            text.append("\n%s\n\n%s"
                    .formatted(
                            phrases.say(Text.of("Repair: %s", Markdown.escaped(phrases.change(repair)))),
                            Markdown.block(phrases.say(repair.text()))));
        }
        return text.toString();
    }

    private String escaped(Text text) {
        return Markdown.escaped(phrases.sentence(text));
    }
}
