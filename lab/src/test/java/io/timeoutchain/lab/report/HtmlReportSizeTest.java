package io.timeoutchain.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.html.HtmlReport;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportSizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void a_hundred_chains_take_less_than_300_kilobytes(String language) {
        Report report = Fleet.of(98);
        int chains = report.groups().stream()
                .mapToInt(group -> group.chains().size())
                .sum();
        int bytes =
                new HtmlReport(Locale.forLanguageTag(language)).render(report).getBytes(StandardCharsets.UTF_8).length;

        assertThat(chains).isGreaterThanOrEqualTo(98);
        assertThat(report.judgement().findings()).hasSizeGreaterThan(100);
        assertThat(bytes / chains * 100).isLessThan(300 * 1024);
    }
}
