package io.timeoutchain.auditor.host;

import io.timeoutchain.model.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What came back when {@link HostScript} ran on a host. */
public sealed interface HostAnswer {

    /** The whole answer, unpacked, for {@link HostReport#parse}. */
    record Complete(String text) implements HostAnswer {}

    /** The answer was cut on its way: worth fetching again from where more of it is kept. */
    record Cut(Text cause) implements HostAnswer {}

    /** No answer of the script, or none that may be unpacked. */
    record Unusable(Text cause) implements HostAnswer {}

    /** More than any host's answer; a thousandth of it travels. */
    int MOST_BYTES = 4 * 1024 * 1024;

    /** Our text packs to about a fifth; what unpacks to hundreds of times its size was made to harm. */
    int MOST_RATIO = 200;

    /** Below this size a high ratio harms nobody. */
    int HARMLESS_BYTES = 64 * 1024;

    /**
     * Finds the answer in the output of Run Command and unpacks it. What stands before and after it does not matter.
     *
     * @param output standard output as Run Command returned it, possibly cut
     */
    static HostAnswer decode(String output) {
        Matcher header = Framing.HEADER.matcher(output);
        if (!header.find()) {
            return new Unusable(
                    output.isBlank()
                            ? Text.of("the script printed nothing")
                            : Text.of("the output is no answer of this release's script (timeout-chain-host/1)"));
        }
        String rest = output.substring(header.end());
        return "gzip".equals(header.group(1)) ? Framing.unpack(rest) : Framing.plain(rest);
    }

    /** How the script wraps its text. */
    final class Framing {
        private static final Pattern HEADER = Pattern.compile("(?m)^timeout-chain-host/1 (gzip|plain)(?= |\r?\n|\\z)");
        private static final Pattern PACKED = Pattern.compile("\\A ([A-Za-z0-9+/]+={0,2}) end[ \t]*\r?(?:\n|\\z)");
        private static final Pattern CUT =
                Pattern.compile("\\A(?: (?:[A-Za-z0-9+/]+={0,2}(?: (?:en?)?)?)?)?(?:\\z|\r?\n|---?Output truncated)");
        private static final String FIRST_LINE = "timeout-chain-host/1\n";
        private static final String LAST_LINE = "\nend\n";

        private Framing() {}

        private static HostAnswer unpack(String rest) {
            Matcher packed = PACKED.matcher(rest);
            if (!packed.find()) {
                return CUT.matcher(rest).find()
                        ? new Cut(Text.of("the output ends before the end marker, after %s characters", rest.length()))
                        : new Unusable(Text.of("the packed answer holds characters that are not base64"));
            }
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(packed.group(1));
            } catch (IllegalArgumentException e) {
                return new Unusable(Text.of("the packed answer is not base64: %s", String.valueOf(e.getMessage())));
            }
            // A gzip stream without content would still allow a small text.
            int most = Math.min(MOST_BYTES, Math.max(HARMLESS_BYTES, bytes.length * MOST_RATIO));
            try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                byte[] text = unzipped.readNBytes(most + 1);
                if (text.length > most) {
                    return new Unusable(Text.of("the answer unpacks to more than %s bytes", most));
                }
                return whole(new String(text, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                return new Unusable(
                        Text.of("the packed answer cannot be unpacked: %s", String.valueOf(e.getMessage())));
            }
        }

        private static HostAnswer plain(String rest) {
            if (rest.length() > MOST_BYTES) {
                return new Unusable(Text.of("the answer is longer than %s characters", MOST_BYTES));
            }
            String text = rest.replace("\r\n", "\n");
            int start = text.indexOf('\n') + 1;
            int end = text.indexOf(LAST_LINE);
            if (start == 0 || end < 0) {
                return new Cut(Text.of("the output ends before the end marker, after %s characters", rest.length()));
            }
            return whole(text.substring(start, end + LAST_LINE.length()));
        }

        private static HostAnswer whole(String text) {
            if (!text.startsWith(FIRST_LINE)) {
                return new Unusable(Text.of("the unpacked answer does not begin with timeout-chain-host/1"));
            }
            return text.endsWith(LAST_LINE)
                    ? new Complete(text)
                    : new Cut(Text.of("the unpacked answer does not end with the end marker"));
        }
    }
}
