package io.timeoutchain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextTest {

    private static final Text CLIENT = Text.of("the client");

    private static String japanese(Text text) {
        return text.in(Locale.JAPANESE);
    }

    @Test
    void english_is_the_pattern_with_its_places_filled() {
        assertThat(Text.of("%s waits %s", CLIENT, Duration.ofSeconds(60))).hasToString("the client waits 60 s");
        assertThat(Text.of("%s waits %s", "nginx", Bound.never()).in(Locale.ENGLISH))
                .isEqualTo("nginx waits never");
    }

    @Test
    void a_pattern_without_arguments_is_taken_as_it_stands() {
        assertThat(Text.of("at 100 %")).hasToString("at 100 %");
    }

    @Test
    void a_name_that_opens_a_sentence_keeps_its_own_spelling() {
        assertThat(Text.of("%s waits", CLIENT).asSentence()).hasToString("The client waits");
        assertThat(Text.of("%s waits", Product.NGINX.title()).asSentence()).hasToString("nginx waits");
        assertThat(Text.of("%s waits", "nginx").asSentence()).hasToString("nginx waits");
    }

    @Test
    void japanese_puts_the_arguments_where_they_belong_there() {
        assertThat(japanese(Text.of("%s of %s", "keepalive_timeout", Product.NGINX.title())))
                .isEqualTo("nginx の keepalive_timeout");
        assertThat(japanese(Text.of("%s on %s", Bound.ofSeconds(60), "i-1"))).isEqualTo("i-1 の 60 秒");
    }

    @Test
    void no_blank_stands_between_japanese_and_japanese() {
        assertThat(japanese(Text.of("%s is not nginx", CLIENT))).isEqualTo("クライアントは nginx ではありません");
        assertThat(japanese(Text.of("%s is not nginx", Product.GUNICORN.title())))
                .isEqualTo("gunicorn は nginx ではありません");
    }

    @Test
    void what_comes_from_elsewhere_is_the_same_in_every_language() {
        assertThat(japanese(Text.verbatim("the client"))).isEqualTo("the client");
        assertThat(japanese(Text.verbatim("100 % of %s"))).isEqualTo("100 % of %s");
    }

    @Test
    void what_was_recorded_in_english_is_recognised_by_its_pattern() {
        assertThat(japanese(Text.recorded("upstream of checkout"))).isEqualTo("checkout のアップストリーム");
        assertThat(japanese(Text.recorded("nginx listens on port 80 only at other addresses")))
                .isEqualTo("nginx はポート 80 をほかのアドレスでしか待ち受けていません");
        assertThat(japanese(Text.recorded("never"))).isEqualTo("無期限");
        assertThat(Text.recorded("upstream of checkout")).hasToString("upstream of checkout");
    }

    @Test
    void what_was_recorded_as_a_sentence_or_a_quantity_is_recognised_too() {
        assertThat(japanese(Text.recorded("Upstream of checkout"))).isEqualTo("checkout のアップストリーム");
        assertThat(japanese(Text.recorded("up to 60 s"))).isEqualTo("最大 60 秒");
        assertThat(japanese(Text.recorded("up to us"))).isEqualTo("up to us");
    }

    @Test
    void a_thousand_times_as_many_parts_are_joined_as_well() {
        assertThat(Text.joined("%s, %s", Collections.nCopies(100_000, "a")).toString())
                .hasSize(299_998);
    }

    @Test
    void what_fits_no_pattern_stays_as_it_was_recorded() {
        assertThat(japanese(Text.recorded("User: arn:aws:iam::1:user/x is not authorized")))
                .isEqualTo("User: arn:aws:iam::1:user/x is not authorized");
    }

    @Test
    void another_language_is_english() {
        assertThat(CLIENT.in(Locale.GERMAN)).isEqualTo("the client");
    }

    @Test
    void texts_are_equal_when_pattern_and_arguments_are() {
        assertThat(Text.of("%s of %s", "a", CLIENT))
                .isEqualTo(Text.of("%s of %s", "a", Text.of("the client")))
                .hasSameHashCodeAs(Text.of("%s of %s", "a", Text.of("the client")))
                .isNotEqualTo(Text.of("%s of %s", "b", CLIENT));
    }

    @Test
    void a_text_is_put_together_only_when_somebody_reads_it() {
        Object unread = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("nobody asked");
            }
        };

        assertThat(Text.of("%s of %s", unread, unread).isBlank()).isFalse();
    }

    @Test
    void parts_are_joined_by_a_pattern() {
        assertThat(Text.joined("%s, %s", List.of("a", "b", "c"))).hasToString("a, b, c");
        assertThatThrownBy(() -> Text.joined("%s, %s", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_gap_that_a_snapshot_kept_is_the_gap_that_it_was() {
        assertThat(new Gap(Text.of("upstream of %s", "a"), Text.of("a name"), Text.of("run %s", "b")))
                .isEqualTo(new Gap("upstream of a", "a name", "run b"))
                .hasSameHashCodeAs(new Gap("upstream of a", "a name", "run b"));
    }
}
