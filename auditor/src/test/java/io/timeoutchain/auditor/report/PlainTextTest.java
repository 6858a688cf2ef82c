package io.timeoutchain.auditor.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource({
        "x\u001b[2Jx, x\\x1b[2Jx",
        "a\u0007b, a\\x07b",
        "a\u009b31m, a\\x9b31m",
        "a\u202eb, a\\u{202e}b",
        "a\u2066b, a\\u{2066}b",
        "a\u200bb, a\\u{200b}b",
        "a\u2028b, a\\u{2028}b",
        "a\ud800b, a\\u{d800}b",
        "\udb40\udc41, \\u{e0041}",
        "é→日本😀, é→日本😀",
    })
    void what_a_terminal_would_obey_or_hide_is_shown(String text, String visible) {
        assertThat(PlainText.name(text)).isEqualTo(visible);
        assertThat(PlainText.sentence(text)).isEqualTo(visible);
    }

    @Test
    void a_text_stays_on_its_line() {
        assertThat(PlainText.name("a\r\nb\tc")).isEqualTo("a\\x0d\\x0ab\\x09c");
    }

    @Test
    void a_text_without_end_is_clipped_and_its_length_told() {
        assertThat(PlainText.name("x".repeat(400))).hasSize(400);
        assertThat(PlainText.name("x".repeat(1_000_000))).hasSizeLessThan(450).endsWith("… (1000000 characters)");
        assertThat(PlainText.sentence("x".repeat(1_000_000))).hasSizeLessThan(4_100);
    }
}
