package io.timeoutchain.auditor.report;

/** Makes text from elsewhere safe for a terminal. */
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

    /** As much of {@code text} as fits into {@code columns} of a terminal, made visible. */
    public static String clippedTo(String text, int columns) {
        return Columns.clipped(sentence(text), columns);
    }
}
