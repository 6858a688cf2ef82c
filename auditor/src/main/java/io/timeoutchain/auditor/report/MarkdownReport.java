package io.timeoutchain.auditor.report;

import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Repair;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The report for a pull request or a chat: the counts, a table, and the worst findings in full. Short enough for a comment on
 * GitHub, which takes 65,536 characters; what is left out is counted.
 */
public final class MarkdownReport implements Renderer {

    private static final int ROWS = 100;

    private static final int IN_FULL = 20;

    private static final int GAPS = 30;

    /** No part may use up the comment; each is a list of pieces that are left out one by one from here on. */
    private static final int LONGEST_PART = 20_000;

    @Override
    public String render(Report report) {
        List<Finding> findings = report.judgement().findings();
        StringBuilder text = new StringBuilder("## Timeout Chain\n\n");
        text.append("**%s**\n\n".formatted(verdict(report)));
        text.append("%s %s\n"
                .formatted(
                        Phrases.totals(report.judgement().totals()),
                        Markdown.escaped("Account %s, %s."
                                .formatted(
                                        report.scope().account(),
                                        String.join(", ", report.scope().regions())))));
        report.judgement()
                .faults()
                .forEach(fault -> text.append("\nFault of this program: the rule %s failed (%s).\n"
                        .formatted(fault.rule(), Markdown.escaped(fault.what()))));
        if (!findings.isEmpty()) {
            text.append("\n| severity | rule | where | what does not fit |\n|---|---|---|---|\n");
            part(text, findings.stream().map(MarkdownReport::row).toList(), ROWS, "| | | | and %d more |\n");
            part(text, findings.stream().map(MarkdownReport::inFull).toList(), IN_FULL, "\nAnd %d more findings.\n");
        }
        if (!report.gaps().isEmpty()) {
            text.append("\n### Could not be told\n\n");
            part(
                    text,
                    report.gaps().stream()
                            .map(gap -> "- %s\n".formatted(Markdown.escaped(Phrases.gap(gap))))
                            .toList(),
                    GAPS,
                    "- and %d more\n");
        }
        List<SetAside.Suppressed> suppressed = report.setAside().suppressed();
        if (!suppressed.isEmpty()) {
            text.append("\n### Suppressed\n\n");
            part(
                    text,
                    suppressed.stream()
                            .map(one -> "- %s\n"
                                    .formatted(Markdown.escaped("%s: %s"
                                            .formatted(Phrases.inShort(one.finding()), Phrases.suppression(one)))))
                            .toList(),
                    GAPS,
                    "- and %d more\n");
        }
        if (!report.notes().isEmpty()) {
            text.append("\n");
            part(
                    text,
                    report.notes().stream()
                            .map(note -> "Note: %s\n".formatted(Markdown.escaped(note)))
                            .toList(),
                    GAPS,
                    "And %d more notes.\n");
        }
        return text.toString();
    }

    private static String verdict(Report report) {
        int open = report.judgement().totals().undecided();
        List<Finding> findings = report.judgement().findings();
        if (report.judgement().totals().all() == 0) {
            return Phrases.nothingCounts(report);
        }
        String told = findings.isEmpty()
                ? Phrases.nothingCounts(report)
                : "%s: %s.".formatted(Phrases.counted(findings.size(), "finding"), Phrases.bySeverity(findings));
        return open == 0 && report.gaps().isEmpty() ? told : told + " Not everything could be told.";
    }

    private static void part(StringBuilder text, List<String> pieces, int most, String more) {
        int room = LONGEST_PART;
        int shown = 0;
        while (shown < Math.min(most, pieces.size()) && pieces.get(shown).length() <= room) {
            text.append(pieces.get(shown));
            room -= pieces.get(shown).length();
            shown++;
        }
        if (shown < pieces.size()) {
            text.append(more.formatted(pieces.size() - shown));
        }
    }

    private static String row(Finding finding) {
        return "| %s | `%s` | %s | %s |\n"
                .formatted(
                        finding.severity().id(),
                        finding.rule().id(),
                        Markdown.escaped(where(finding)),
                        finding.observed().stream()
                                .map(Phrases::value)
                                .map(Markdown::escaped)
                                .collect(Collectors.joining("<br>")));
    }

    private static String where(Finding finding) {
        return Phrases.pair(finding.spot()).map(pair -> pair + " · ").orElse("")
                + Phrases.place(finding.spot().place());
    }

    private static String inFull(Finding finding) {
        StringBuilder text = new StringBuilder();
        text.append("\n### %s: %s\n\n%s\n\n"
                .formatted(
                        finding.severity().name(),
                        Markdown.escaped(finding.rule().title()),
                        Markdown.escaped(where(finding))));
        for (Observation seen : finding.observed()) {
            text.append("- %s\n".formatted(Markdown.escaped(Phrases.observed(seen))));
        }
        text.append("\n%s\n".formatted(Markdown.escaped(finding.because())));
        finding.evidence()
                .forEach(seen -> text.append("\nSeen: %s\n".formatted(Markdown.escaped(Phrases.evidence(seen)))));
        for (Repair repair : finding.repair()) {
            text.append("\nRepair: %s\n\n%s"
                    .formatted(Markdown.escaped(Phrases.change(repair)), Markdown.block(repair.text())));
        }
        return text.toString();
    }
}
