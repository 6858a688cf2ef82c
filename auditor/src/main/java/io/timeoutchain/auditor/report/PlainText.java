package io.timeoutchain.auditor.report;

import io.timeoutchain.model.Text;
import java.util.ArrayList;
import java.util.List;

/** Makes text from elsewhere safe for a terminal, and breaks lines. */
public final class PlainText {

    /** Enough for any name, path or value; one that is longer says nothing more to a person. */
    private static final int LONGEST_NAME = 400;

    /** Enough for a sentence of ours that repeats some names, and for a command. */
    private static final int LONGEST_SENTENCE = 4_000;

    private PlainText() {}

    /**
     * A name or value with everything made visible that a terminal would obey or a reader would not see: control
     * characters (escape sequences among them), line ends, and the marks that turn the direction of writing round.
     */
    public static String name(String text) {
        return visible(text, LONGEST_NAME);
    }

    /** A sentence, or a command to copy, made visible in the same way; it may be longer. */
    public static String sentence(String text) {
        return visible(text, LONGEST_SENTENCE);
    }

    /** {@link #name(String)} of the English text, as machines get it. */
    public static String name(Text text) {
        return name(text.toString());
    }

    /** {@link #sentence(String)} of the English text, as machines get it. */
    public static String sentence(Text text) {
        return sentence(text.toString());
    }

    private static String visible(String text, int most) {
        StringBuilder visible = new StringBuilder();
        clipped(text, most).codePoints().forEach(code -> {
            if (isHidden(code)) {
                visible.append(code < 0x100 ? "\\x%02x".formatted(code) : "\\u{%x}".formatted(code));
            } else {
                visible.appendCodePoint(code);
            }
        });
        return visible.toString();
    }

    /** The first {@code most} characters of a text that is longer, and how long it is. */
    static String clipped(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "… (%d characters)".formatted(text.length()) : text;
    }

    /** Whether a terminal would obey it or a reader would not see it. */
    static boolean isHidden(int code) {
        int type = Character.getType(code);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || isNoCharacter(code);
    }

    /** Code points that Unicode promises never to use, some of which XML refuses. */
    private static boolean isNoCharacter(int code) {
        return (code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code <= 0xfdef);
    }

    /** How many columns of a terminal {@code text} takes: an ideograph, a kana or a wide sign takes two. */
    public static int columns(String text) {
        return text.codePoints().map(code -> isWide(code) ? 2 : 1).sum();
    }

    /** {@code text} with blanks behind it, so that it takes {@code columns} of a terminal. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - columns(text)));
    }

    /** Unicode Standard Annex 11, "East Asian Width", as far as our own languages and common names need it. */
    private static boolean isWide(int code) {
        return (code >= 0x1100 && code <= 0x115f)
                || (code >= 0x2e80 && code <= 0xa4cf)
                || (code >= 0xac00 && code <= 0xd7a3)
                || (code >= 0xf900 && code <= 0xfaff)
                || (code >= 0xfe30 && code <= 0xfe6f)
                || (code >= 0xff00 && code <= 0xff60)
                || (code >= 0xffe0 && code <= 0xffe6)
                || (code >= 0x1f300 && code <= 0x1faff)
                || (code >= 0x20000 && code <= 0x3fffd);
    }

    /** Breaks {@code text} at blanks into lines of at most {@code width}; a word that is longer stands alone. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && columns(line.toString()) + 1 + columns(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
