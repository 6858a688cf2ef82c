package io.timeoutchain.auditor.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAnswerTest {
    private static final String TEXT = "timeout-chain-host/1\ntime\t1795290913\nsystemd\tno\nend\n";

    private static String packed(String text) {
        return packed(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String packed(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "timeout-chain-host/1 gzip " + Base64.getEncoder().encodeToString(bytes.toByteArray()) + " end\n";
    }

    @Test
    void a_packed_answer_is_unpacked() {
        assertThat(HostAnswer.decode(packed(TEXT))).isEqualTo(new HostAnswer.Complete(TEXT));
    }

    @Test
    void a_plain_answer_is_taken_as_it_is() {
        assertThat(HostAnswer.decode("timeout-chain-host/1 plain\n" + TEXT)).isEqualTo(new HostAnswer.Complete(TEXT));
    }

    @Test
    void what_stands_before_and_after_does_not_matter() {
        assertThat(HostAnswer.decode("Welcome!\n\u0007timeout-chain-host/1 no\n" + packed(TEXT) + "bye\n---\n"))
                .isEqualTo(new HostAnswer.Complete(TEXT));
        assertThat(HostAnswer.decode("x\ntimeout-chain-host/1 plain\n" + TEXT + "bye"))
                .isEqualTo(new HostAnswer.Complete(TEXT));
        assertThat(HostAnswer.decode(packed(TEXT).replace("\n", "\r\n"))).isEqualTo(new HostAnswer.Complete(TEXT));
    }

    @Test
    void an_answer_cut_anywhere_is_never_taken_for_a_whole_one() {
        String whole = packed(TEXT).strip();
        for (int length = "timeout-chain-host/1 gzip".length(); length < whole.length(); length++) {
            assertThat(HostAnswer.decode(whole.substring(0, length)))
                    .as("cut after %d characters", length)
                    .isInstanceOf(HostAnswer.Cut.class);
            assertThat(HostAnswer.decode(whole.substring(0, length) + "\n---Output truncated---"))
                    .as("cut after %d characters, as the agent does", length)
                    .isInstanceOf(HostAnswer.Cut.class);
        }
        assertThat(HostAnswer.decode(whole.substring(0, 40) + "---Output truncated---"))
                .isInstanceOf(HostAnswer.Cut.class);
        assertThat(HostAnswer.decode("timeout-chain-host/1 plain\ntimeout-chain-host/1\ntime\t1"))
                .isInstanceOf(HostAnswer.Cut.class);
        assertThat(HostAnswer.decode(packed("timeout-chain-host/1\ntime\t1\n"))).isInstanceOf(HostAnswer.Cut.class);
    }

    @Test
    void a_bomb_is_not_unpacked() {
        HostAnswer answer = HostAnswer.decode(packed(new byte[200 * 1024 * 1024]));
        assertThat(answer).isInstanceOfSatisfying(HostAnswer.Unusable.class, unusable -> assertThat(
                        unusable.cause().toString())
                .contains("unpacks to more than"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "sh: awk: not found",
                "timeout-chain-host/2 gzip AAAA end",
                "timeout-chain-host/1 zip AAAA end",
                "timeout-chain-host/1 gzip AAAA end",
                "timeout-chain-host/1 gzip AAAAA end",
                "timeout-chain-host/1 gzip <script> end",
                "timeout-chain-host/1 gzip AAAA AAAA end",
                "timeout-chain-host/1 plain\nhello\nend\n",
            })
    void what_is_no_answer_is_unusable(String output) {
        assertThat(HostAnswer.decode(output)).isInstanceOf(HostAnswer.Unusable.class);
    }

    @Test
    void long_rubbish_is_refused_quickly() {
        assertThat(HostAnswer.decode("timeout-chain-host/1 gzip " + "A".repeat(5_000_000)))
                .isInstanceOf(HostAnswer.Cut.class);
        assertThat(HostAnswer.decode("timeout-chain-host/1 plain\n" + "A".repeat(5_000_000)))
                .isInstanceOf(HostAnswer.Unusable.class);
    }
}
