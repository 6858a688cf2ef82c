package io.timeoutchain.auditor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    private static final List<String> NAMES = List.of("margin", "margins", "declare");

    @Test
    void the_nearest_name_is_suggested() {
        assertThat(Suggestion.of("marginss", NAMES)).hasToString(" (did you mean \"margins\"?)");
        assertThat(Suggestion.of("decalre", NAMES)).hasToString(" (did you mean \"declare\"?)");
    }

    @Test
    void where_nothing_is_near_all_names_are_listed() {
        assertThat(Suggestion.of("colour", NAMES)).hasToString("; there are: margin, margins, declare");
        assertThat(Suggestion.of("x".repeat(10_000_000), NAMES).toString()).startsWith("; there are: ");
    }
}
