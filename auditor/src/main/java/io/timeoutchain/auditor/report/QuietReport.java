package io.timeoutchain.auditor.report;

import io.timeoutchain.rule.Finding;

/** A line for each finding, to be read at a glance or by {@code grep}, and the count. */
public final class QuietReport implements Renderer {

    private final Colours colours;

    /** @param coloured whether escape sequences for colours may be written */
    public QuietReport(boolean coloured) {
        this.colours = new Colours(coloured);
    }

    @Override
    public String render(Report report) {
        StringBuilder lines = new StringBuilder();
        for (Finding finding : report.judgement().findings()) {
            lines.append("%s  %s  %s%s\n"
                    .formatted(
                            colours.severity(
                                    finding.severity(),
                                    "%-6s".formatted(finding.severity().name())),
                            finding.rule().id(),
                            Phrases.pair(finding.spot())
                                    .map(pair -> pair + " · ")
                                    .orElse(""),
                            Phrases.place(finding.spot().place())));
        }
        report.judgement().faults().forEach(fault -> lines.append(Phrases.fault(fault))
                .append('\n'));
        return lines.append(Phrases.totals(report.judgement().totals()))
                .append('\n')
                .toString();
    }
}
