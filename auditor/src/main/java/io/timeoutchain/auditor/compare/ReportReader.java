package io.timeoutchain.auditor.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.json.StrictJson;
import io.timeoutchain.auditor.report.JsonReport;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.model.Text;

/** Reads reports of the shape {@value JsonReport#SCHEMA}. Keys that were added to the shape since are passed over. */
public final class ReportReader {

    private static final JsonMapper MAPPER = StrictJson.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReportReader() {}

    /**
     * Reads a JSON report.
     *
     * @throws ReportException if it is not JSON, or not a report of a shape that this version knows; the message says where
     */
    public static Told read(String json) throws ReportException {
        try {
            JsonNode tree = MAPPER.readTree(json);
            String schema = tree.path("schema").asText("");
            if (!schema.equals(JsonReport.SCHEMA)) {
                throw new ReportException(
                        schema.matches("report/\\d{1,9}")
                                ? Text.of(
                                        "The report has the shape %s, but this version reads %s. Use the version that wrote it (%s).",
                                        schema,
                                        JsonReport.SCHEMA,
                                        tree.at("/tool/version").asText("unknown"))
                                : Text.of(
                                        "This is not a report: its key $.schema does not say %s. Give a file that audit --format json or audit --save-snapshot wrote.",
                                        JsonReport.SCHEMA));
            }
            return MAPPER.treeToValue(tree, Told.class);
        } catch (JsonProcessingException e) {
            throw new ReportException(StrictJson.problem(Text.of("the report"), e));
        }
    }

    /** What {@code report} tells, by way of the text that it is published as. */
    public static Told told(Report report) {
        try {
            return read(new JsonReport().render(report));
        } catch (ReportException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }
}
