package io.timeoutchain.auditor.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

    @ParameterizedTest
    @CsvSource({"abc, 3", "é→…·, 4", "e\u0301, 1", "日本語, 6", "キープアライブ, 14", "ｶﾅ, 2", "한글, 4", "😀, 2", "（）, 4", "'', 0"
    })
    void wide_characters_take_two_columns_and_combining_ones_none(String text, int columns) {
        assertThat(Columns.of(text)).isEqualTo(columns);
    }

    @Test
    void what_is_padded_lines_up_on_the_terminal() {
        assertThat(Columns.padded("日本", 6)).isEqualTo("日本  ");
        assertThat(Columns.padded("abc", 2)).isEqualTo("abc");
    }

    @Test
    void a_wide_character_is_not_cut_in_half() {
        assertThat(Columns.clipped("a日本", 4)).isEqualTo("a日");
        assertThat(Columns.clipped("abc", 9)).isEqualTo("abc");
    }

    @Test
    void lines_are_broken_at_blanks_and_words_never() {
        assertThat(Columns.wrapped("one two three-is-longer four", 9))
                .containsExactly("one two", "three-is-longer", "four");
        assertThat(Columns.wrapped("", 9)).containsExactly("");
    }

    @Test
    void japanese_is_broken_between_characters_but_names_in_it_are_not() {
        assertThat(Columns.wrapped("接続は30秒でkeepalive_timeoutにより閉じる。", 12))
                .containsExactly("接続は30秒で", "keepalive_timeout", "により閉じ", "る。");
    }

    @Test
    void no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket() {
        assertThat(Columns.wrapped("扇型「漏斗型」です。", 6)).containsExactly("扇型", "「漏斗", "型」で", "す。");
    }
}
