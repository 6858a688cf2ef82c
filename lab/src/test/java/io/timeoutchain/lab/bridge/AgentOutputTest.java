package io.timeoutchain.lab.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentOutputTest {

    @Test
    void what_fits_is_kept_whole() {
        assertThat(AgentOutput.combined(new ScriptResult(0, "a".repeat(2_399), "")))
                .isEqualTo("a".repeat(2_399));
        assertThat(AgentOutput.combined(new ScriptResult(0, "out", "error")))
                .isEqualTo("out\n----------ERROR-------\nerror");
    }

    @Test
    void output_from_2400_characters_on_is_cut_to_that_length_and_says_so() {
        String cut = AgentOutput.combined(new ScriptResult(0, "a".repeat(2_400), ""));

        assertThat(cut).hasSize(2_400).endsWith("aaa\n---Output truncated---");
    }

    @Test
    void a_short_error_is_kept_beside_a_long_output() {
        String cut = AgentOutput.combined(new ScriptResult(0, "a".repeat(9_000), "oops"));

        assertThat(cut).hasSize(2_400).endsWith("aaa\n---Output truncated---\n----------ERROR-------\noops");
    }

    @Test
    void a_short_output_is_kept_beside_a_long_error() {
        String cut = AgentOutput.combined(new ScriptResult(0, "out", "e".repeat(9_000)));

        assertThat(cut)
                .hasSize(2_400)
                .startsWith("out\n----------ERROR-------\neee")
                .endsWith("eee\n---Error truncated----");
    }

    @Test
    void two_long_streams_share_the_space() {
        String cut = AgentOutput.combined(new ScriptResult(0, "a".repeat(9_000), "e".repeat(9_000)));

        assertThat(cut)
                .contains("aaa\n---Output truncated---\n----------ERROR-------\neee")
                .endsWith("eee\n---Error truncated----");
        assertThat(cut.length()).isBetween(2_399, 2_400);
    }

    @Test
    void one_invocation_shows_24000_and_8000_characters() {
        ScriptResult result = new ScriptResult(0, "a".repeat(24_001), "e".repeat(8_001));

        assertThat(AgentOutput.stdout(result)).isEqualTo("a".repeat(24_000));
        assertThat(AgentOutput.stderr(result)).isEqualTo("e".repeat(8_000));
    }
}
