package io.timeoutchain.auditor.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Pattern PLACE = Pattern.compile("\\{([0-9])");

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                Words.BUNDLE,
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static Object places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void both_languages_have_the_same_keys_with_the_same_places() {
        ResourceBundle english = bundle(Locale.ENGLISH);
        ResourceBundle japanese = bundle(Locale.JAPANESE);

        assertThat(japanese.getLocale().getLanguage()).isEqualTo("ja");
        // Its own keys: what is missing there would come from the English bundle, its parent.
        assertThat(english.keySet()).isNotEmpty().allSatisfy(key -> {
            assertThat(japanese.getString(key)).as(key).isNotBlank();
            assertThat(places(japanese.getString(key))).as(key).isEqualTo(places(english.getString(key)));
        });
        assertThat(english.keySet().stream()
                        .filter(key -> !key.startsWith("product."))
                        .filter(key -> japanese.getString(key).equals(english.getString(key))))
                .isEmpty();
    }

    @Test
    void every_text_is_a_pattern_that_can_be_filled() {
        for (Locale locale : Arrays.asList(Locale.ENGLISH, Locale.JAPANESE)) {
            ResourceBundle bundle = bundle(locale);
            assertThat(bundle.keySet()).allSatisfy(key -> assertThat(
                            new MessageFormat(bundle.getString(key), locale).format(new Object[] {1, 2, 3, 4, 5, 6}))
                    .as(key)
                    .doesNotContain("{", "}"));
        }
    }

    @Test
    void the_terms_are_those_of_the_field() {
        Words words = new Words(Locale.JAPAN);
        assertThat(words.language()).isEqualTo("ja");
        assertThat(words.text("law.fan")).contains("キープアライブ", "扇型");
        assertThat(words.text("law.funnel")).contains("漏斗型");
        assertThat(new Words(Locale.FRENCH).language()).isEqualTo("en");
        assertThat(new Words(Locale.ENGLISH).text("picture-of", 3, "a, b, c")).isEqualTo("3 hosts alike: a, b, c");
    }
}
