package io.timeoutchain.rule;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timeoutchain.model.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleCardTest {

    @ParameterizedTest
    @ValueSource(strings = {"CalleeClosesFirst", "callee_closes_first", "callee", "callee-", "-callee", "rule-17", ""})
    void an_id_that_is_no_kebab_case_phrase_is_refused(String id) {
        assertThatThrownBy(() -> new RuleCard(id, Text.verbatim("title"), Severity.HIGH, Text.verbatim("why")))
                .hasMessageContaining("kebab-case")
                .hasMessageContaining(id);
    }

    @Test
    void a_card_without_a_title_or_a_reason_is_refused() {
        assertThatThrownBy(() ->
                        new RuleCard("callee-closes-first", Text.verbatim(" "), Severity.HIGH, Text.verbatim("why")))
                .hasMessageContaining("title");
        assertThatThrownBy(() ->
                        new RuleCard("callee-closes-first", Text.verbatim("title"), Severity.HIGH, Text.verbatim("")))
                .hasMessageContaining("reason");
    }
}
