package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.report.AsffReport;
import io.timeoutchain.auditor.report.CsvReport;
import io.timeoutchain.auditor.report.JsonReport;
import io.timeoutchain.auditor.report.JunitReport;
import io.timeoutchain.auditor.report.MarkdownReport;
import io.timeoutchain.auditor.report.OcsfReport;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.Renderer;
import io.timeoutchain.auditor.report.SarifReport;
import io.timeoutchain.auditor.report.TextReport;
import io.timeoutchain.auditor.report.html.HtmlReport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways to write a report. */
enum ReportFormat {
    TEXT,
    JSON,
    HTML,
    SARIF,
    JUNIT,
    MARKDOWN,
    CSV,
    OCSF,
    ASFF;

    private static final int USUAL_WIDTH = 100;

    /** The name on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(ReportFormat::id).toList();
    }

    static Optional<ReportFormat> of(String id) {
        return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
    }

    /** What writes it, in a process that is about to end with {@code exitCode}. */
    Renderer renderer(int exitCode, Phrases phrases) {
        return switch (this) {
            case TEXT -> new TextReport(USUAL_WIDTH, phrases);
            case JSON -> new JsonReport();
            case HTML -> new HtmlReport(phrases.language());
            case SARIF -> new SarifReport(exitCode);
            case JUNIT -> new JunitReport();
            case MARKDOWN -> new MarkdownReport(phrases);
            case CSV -> new CsvReport();
            case OCSF -> new OcsfReport();
            case ASFF -> new AsffReport();
        };
    }
}
