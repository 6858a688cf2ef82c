package io.timeoutchain.auditor.report;

import java.util.ArrayList;
import java.util.List;

/** Makes text from elsewhere safe for a terminal, and breaks lines. */
final class PlainText {

    /** Enough for any name or path; a text that is longer says nothing more to a person. */
    private static final int MOST = 400;

    private PlainText() {}

    /**
     * The text with everything made visible that a terminal would obey or a reader would not see: control characters
     * (escape sequences among them), line ends, and the marks that turn the direction of writing round.
     */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        String clipped = text.length() > MOST ? text.substring(0, MOST) : text;
        clipped.codePoints().forEach(code -> {
            int type = Character.getType(code);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE) {
                visible.append(code < 0x100 ? "\\x%02x".formatted(code) : "\\u{%x}".formatted(code));
            } else {
                visible.appendCodePoint(code);
            }
        });
        if (text.length() > MOST) {
            visible.append("… (%d characters)".formatted(text.length()));
        }
        return visible.toString();
    }

    /** Breaks {@code text} at blanks into lines of at most {@code width}; a word that is longer stands alone. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
