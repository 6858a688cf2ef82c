package io.timeoutchain.auditor.measure;

import io.timeoutchain.model.Text;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response of HTTP/1.x (RFC 9112): as much of it as tells where it ends and whether the connection goes on.
 *
 * @param status such as 200
 * @param announcement what said that the connection would end, if anything did
 * @param completed when its last byte was read, as {@link System#nanoTime()} tells
 */
record Response(int status, Optional<String> announcement, long completed) {

    private static final int LONGEST_LINE = 65_536;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})(?: .*)?");

    /** The connection ended before anything came. */
    static final class NoResponse extends EOFException {
        private static final long serialVersionUID = 1L;

        NoResponse() {
            super(Text.marked("the connection was closed without a response"));
        }
    }

    /** Status line and header, names in lower case. */
    record Head(int status, int minorVersion, Map<String, String> fields) {

        private boolean bodyless() {
            return status == 204 || status == 304;
        }

        private Optional<String> announcement() {
            String connection = fields.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
            if (connection.contains("close")) {
                return Optional.of("Connection: close");
            }
            if (minorVersion == 0 && !connection.contains("keep-alive")) {
                return Optional.of("HTTP/1.0");
            }
            return Optional.empty();
        }
    }

    static Response read(TimedInput input) throws IOException {
        Head head = readHead(input);
        Optional<String> announcement = head.announcement();
        if (announcement.isEmpty() && !head.bodyless()) {
            announcement = readBody(input, head);
        }
        return new Response(head.status(), announcement, System.nanoTime());
    }

    /** Reads the header of the final response; interim ones (1xx) are passed over. */
    static Head readHead(TimedInput input) throws IOException {
        while (true) {
            Matcher line = STATUS_LINE.matcher(firstLine(input));
            if (!line.matches()) {
                throw new IOException(Text.marked("what it answers is not HTTP/1.x"));
            }
            Map<String, String> fields = new HashMap<>();
            for (String field = line(input); !field.isEmpty(); field = line(input)) {
                int colon = field.indexOf(':');
                if (colon > 0) {
                    fields.merge(
                            field.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                            field.substring(colon + 1).strip(),
                            (one, other) -> one + ", " + other);
                }
            }
            int status = Integer.parseInt(line.group(2));
            if (status >= 200) {
                return new Head(status, Integer.parseInt(line.group(1)), fields);
            }
        }
    }

    /** Reads the body to its end; gives what announced the close where only that end tells where the body ends. */
    private static Optional<String> readBody(TimedInput input, Head head) throws IOException {
        if (head.fields()
                .getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            skipChunks(input);
            return Optional.empty();
        }
        String length = head.fields().get("content-length");
        if (length == null) {
            return Optional.of("a body without a length");
        }
        skip(input, number(length, 10));
        return Optional.empty();
    }

    private static void skipChunks(TimedInput input) throws IOException {
        long size;
        do {
            size = number(line(input).split(";", 2)[0].strip(), 16);
            skip(input, size);
            if (size > 0) {
                line(input);
            }
        } while (size > 0);
        while (!line(input).isEmpty()) {
            // Trailer fields tell nothing about the connection.
        }
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text, radix);
        } catch (NumberFormatException malformed) {
            throw new IOException(
                    Text.of("its response has no readable length: %s", text).toString(), malformed);
        }
    }

    private static void skip(TimedInput input, long bytes) throws IOException {
        for (long left = bytes; left > 0; left--) {
            if (input.read() < 0) {
                throw new EOFException(Text.marked("the connection was closed within the response"));
            }
        }
    }

    private static String firstLine(TimedInput input) throws IOException {
        int first = input.read();
        if (first < 0) {
            throw new NoResponse();
        }
        return rest(input, new StringBuilder().append((char) first));
    }

    private static String line(TimedInput input) throws IOException {
        return rest(input, new StringBuilder());
    }

    private static String rest(TimedInput input, StringBuilder line) throws IOException {
        for (int read = input.read(); read != '\n'; read = input.read()) {
            if (read < 0) {
                throw new EOFException(Text.marked("the connection was closed within the response"));
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException(Text.marked("a line of its response is too long"));
            }
            line.append((char) read);
        }
        return line.toString().stripTrailing();
    }
}
