package io.timeoutchain.auditor.scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    @Test
    void a_body_that_is_too_long_is_cut_after_a_line_and_keeps_its_end() {
        String line = "ä".repeat(99) + "\n";

        String body = Message.of("s", line.repeat(5_000), "the end\n").body();

        assertThat(body.getBytes(StandardCharsets.UTF_8).length).isBetween(261_000, 262_144);
        assertThat(body).endsWith(line + "… cut here, because a message ends at 256 KB.\nthe end\n");
        assertThat(Message.of("s", line, "the end\n").body()).isEqualTo(line + "the end\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ä", "a\nb"})
    void a_subject_is_of_printable_ascii(String subject) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Message(subject, ""));
    }

    @Test
    void a_subject_has_at_most_100_characters() {
        assertThat(new Message("x".repeat(100), "").subject().toString()).hasSize(100);
        assertThatIllegalArgumentException().isThrownBy(() -> new Message("x".repeat(101), ""));
    }
}
