package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.auditor.collect.Refusal;
import io.timeoutchain.auditor.publish.SecurityHub;
import io.timeoutchain.auditor.report.Phrases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of publishing. */
class PublishOptionTest {

    private static final SecurityHub.Outcome ALL = new SecurityHub.Outcome(
            Map.of("eu-west-1", 3),
            Map.of("eu-west-1", 1, "us-east-1", 2),
            List.of(new Refusal("timeout-chain/1", "InvalidInput: too\nold")),
            Map.of("eu-west-2", "unknown host x"),
            Map.of("eu-west-3", "AccessDeniedException: no"));

    private static List<String> told(SecurityHub.Outcome outcome, Locale language) {
        StringWriter err = new StringWriter();
        PublishOption.tell(outcome, new Phrases(language), new PrintWriter(err));
        return err.toString().lines().toList();
    }

    @Test
    void what_was_imported_and_archived_is_told_by_region_and_what_failed_with_its_remedy() {
        assertThat(told(ALL, Locale.ENGLISH))
                .containsExactly(
                        "Security Hub in eu-west-1: 3 imported, 1 archived.",
                        "Security Hub in us-east-1: 0 imported, 2 archived.",
                        "Security Hub in eu-west-2 could not be reached or refused: unknown host x. Enable it there, and allow securityhub:BatchImportFindings (\"timeout-chain policy --publish security-hub\").",
                        "Security Hub in eu-west-3 did not tell all that was published before: AccessDeniedException: no. What is gone may still be active there. Allow securityhub:GetFindings (\"timeout-chain policy --publish security-hub\").",
                        "Security Hub did not take timeout-chain/1: InvalidInput: too\\x0aold.");
    }

    @Test
    void it_is_told_in_japanese() {
        assertThat(told(ALL, Locale.JAPANESE))
                .hasSize(5)
                .contains("eu-west-1 の Security Hub: インポート 3 件、アーカイブ 1 件。")
                .allMatch(line -> line.matches(".*[ぁ-ん].*"));
    }

    @Test
    void that_there_was_nothing_is_told_too() {
        assertThat(told(new SecurityHub.Outcome(Map.of(), Map.of(), List.of(), Map.of(), Map.of()), Locale.ENGLISH))
                .containsExactly("There was nothing to publish to Security Hub, and nothing to archive.");
    }

    @Test
    void a_few_refusals_stand_for_many() {
        List<Refusal> many = IntStream.range(0, 7)
                .mapToObj(number -> new Refusal("timeout-chain/" + number, "too old"))
                .toList();

        assertThat(told(new SecurityHub.Outcome(Map.of(), Map.of(), many, Map.of(), Map.of()), Locale.ENGLISH))
                .hasSize(6)
                .endsWith("… nor 2 others.");
    }
}
