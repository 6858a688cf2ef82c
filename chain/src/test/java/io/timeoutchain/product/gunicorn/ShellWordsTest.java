package io.timeoutchain.product.gunicorn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected words as Python 3.11's {@code shlex.split} gives them. */
class ShellWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-t 9|-t,9",
                "  -t\t9  |-t,9",
                "--name 'my app'|--name,my app",
                "--name \"my app\"|--name,my app",
                "--name my\\ app|--name,my app",
                "a'b'\"c\"d|abcd",
                "\"a\\\"b\"|a\"b",
                "\"a\\\\b\"|a\\b",
                "\"a\\nb\"|a\\nb",
                "'a\\b'|a\\b",
                "a#b #c|a#b,#c"
            })
    void words_are_split_at_blanks_outside_of_quotes(String text, String words) {
        assertThat(ShellWords.split(text)).contains(List.of(words.split(",")));
    }

    @Test
    void empty_quotes_are_an_empty_word() {
        assertThat(ShellWords.split("-n ''")).contains(List.of("-n", ""));
        assertThat(ShellWords.split("")).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'open", "\"open", "\"open\\\"", "end\\"})
    void what_is_not_closed_is_refused(String text) {
        assertThat(ShellWords.split(text)).isEmpty();
    }
}
