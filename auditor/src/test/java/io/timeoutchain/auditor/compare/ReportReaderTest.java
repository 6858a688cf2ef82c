package io.timeoutchain.auditor.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportReaderTest {

    private static String golden() throws IOException {
        return Files.readString(Path.of("src/test/resources/golden/broken/report.json"));
    }

    @Test
    void a_published_report_is_read() throws Exception {
        Told told = ReportReader.read(golden());

        assertThat(told.findings()).isNotEmpty();
        assertThat(told.scope().seen().orElseThrow()).singleElement().satisfies(seen -> assertThat(seen.whole())
                .hasSize(1));
    }

    @Test
    void a_key_that_was_added_to_the_shape_is_passed_over() throws Exception {
        String more = golden().replaceFirst("\"schema\"", "\"added\" : [ 1 ], \"schema\"")
                .replaceFirst("\"complete\"", "\"addedToo\" : 1, \"complete\"");

        assertThat(ReportReader.read(more)).isEqualTo(ReportReader.read(golden()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "schema" : "report/1"     | "schema" : "report/2"   | The report has the shape report/2, but this version reads report/1. Use the version that wrote it (development).
            "schema" : "report/1"     | "schema" : "other"      | This is not a report: its key $.schema does not say report/1.
            "severity" : "high"       | "severity" : "dreadful" | The report is damaged at $.findings[0]: "dreadful" is no severity.
            "hosts" : 1               | "hosts" : {             | The report is not valid JSON (line
            "complete" : true         | "complete" : 7          | The report is damaged at $.scope.seen[0].complete: expected true or false.
            "targetGroup" : "shop"    | "targetGroup" : [ ]     | The report is damaged at $.findings[0].targetGroup: expected a text.
            """)
    void what_is_wrong_is_said_with_its_place(String part, String other, String sentence) throws IOException {
        String damaged = golden().replace(part, other);
        assertThat(damaged).isNotEqualTo(golden());

        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> ReportReader.read(damaged))
                .withMessageStartingWith(sentence);
    }
}
