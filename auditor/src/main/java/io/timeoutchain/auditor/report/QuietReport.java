package io.timeoutchain.auditor.report;

import io.timeoutchain.rule.Finding;
import java.util.Locale;

/** A line for each finding, to be read at a glance or by {@code grep}, and the count. */
public final class QuietReport implements Renderer {

    private final Colours colours;
    private final Phrases phrases;

    /**
     * @param coloured whether escape sequences for colours may be written
     * @param phrases in which language
     */
    public QuietReport(boolean coloured, Phrases phrases) {
        this.colours = new Colours(coloured);
        this.phrases = phrases;
    }

    @Override
    public String render(Report report) {
        Phrases named = phrases.of(report);
        StringBuilder lines = new StringBuilder();
        for (Finding finding : report.judgement().findings()) {
            lines.append("%s  %s  %s%s\n"
                    .formatted(
                            colours.severity(
                                    finding.severity(),
                                    Columns.padded(
                                            phrases.say(finding.severity().words())
                                                    .toUpperCase(Locale.ROOT),
                                            6)),
                            finding.rule().id(),
                            Phrases.pair(finding.spot())
                                    .map(pair -> pair + " · ")
                                    .orElse(""),
                            named.place(finding.spot().place())));
        }
        report.judgement().faults().forEach(fault -> lines.append(phrases.fault(fault))
                .append('\n'));
        return lines.append(phrases.totals(report.judgement().totals()))
                .append('\n')
                .toString();
    }
}
