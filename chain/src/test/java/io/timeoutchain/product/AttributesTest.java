package io.timeoutchain.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {

    private static final Setting IDLE = Setting.of(Product.ALB, "idle", "idle={seconds}", Role.KEEP_ALIVE);
    private static final Reading<Bound> ABSENT = Reading.defaulted(Bound.ofSeconds(60), new Source("the guide"));

    @Test
    void a_stated_value_names_the_attribute_and_its_owner() {
        assertThat(Attributes.of("web", Map.of("idle", "90")).seconds(IDLE, ABSENT))
                .isEqualTo(Reading.stated(Bound.ofSeconds(90), new Source("attribute idle of web")));
    }

    @Test
    void a_declared_value_names_its_line() {
        assertThat(Attributes.located(Map.of("idle", "90"), name -> Source.line("timeout-chain.yaml", 3))
                        .seconds(IDLE, ABSENT))
                .isEqualTo(Reading.stated(Bound.ofSeconds(90), new Source("timeout-chain.yaml:3")));
    }

    @Test
    void a_missing_name_is_what_the_reader_says_it_is() {
        assertThat(Attributes.of("web", Map.of()).seconds(IDLE, ABSENT)).isEqualTo(ABSENT);
    }

    @Test
    void a_malformed_value_is_a_gap_that_names_the_attribute_and_never_the_default() {
        Reading<Bound> reading = Attributes.of("web", Map.of("idle", "60s")).seconds(IDLE, ABSENT);

        assertThat(reading.known()).isEmpty();
        assertThat(reading.missing().orElseThrow())
                .hasToString(new Gap(
                                "idle",
                                "attribute idle of web is \"60s\", not a whole number of seconds",
                                "set idle to a whole number of seconds")
                        .toString());
    }

    @Test
    void a_long_malformed_value_is_not_repeated_whole() {
        Reading<Bound> reading =
                Attributes.of("web", Map.of("idle", "x".repeat(1000))).seconds(IDLE, ABSENT);

        assertThat(reading.missing().orElseThrow().cause().toString())
                .contains("x".repeat(40) + "…")
                .hasSizeLessThan(120);
    }

    @Test
    void attributes_that_were_not_obtained_answer_everything_with_their_gap() {
        Gap denied = new Gap("attributes of web", "access denied", "grant elasticloadbalancing:Describe*");

        assertThat(Attributes.unread(denied).seconds(IDLE, ABSENT)).isEqualTo(Reading.unread(denied));
        assertThat(Attributes.unread(denied).flag("on", Reading.defaulted(true, new Source("guide"))))
                .isEqualTo(Reading.unread(denied));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void flags_are_true_or_false(String text) {
        assertThat(Attributes.of("web", Map.of("on", text))
                        .flag("on", Reading.defaulted(true, new Source("guide")))
                        .known())
                .contains(text.equals("true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"True", "yes", "1", "", "true "})
    void other_words_are_no_flags(String text) {
        assertThat(Attributes.of("web", Map.of("on", text))
                        .flag("on", Reading.defaulted(true, new Source("guide")))
                        .missing())
                .isPresent();
    }
}
