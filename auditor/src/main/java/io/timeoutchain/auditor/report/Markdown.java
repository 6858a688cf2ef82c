package io.timeoutchain.auditor.report;

/** Makes text from elsewhere safe inside of Markdown as GitHub and chats read it. */
public final class Markdown {

    /** Invisible, of no width, and no character of a name: what it parts is no mention, number or address any more. */
    private static final String PARTED = "\u2060";

    private Markdown() {}

    /**
     * A text for a sentence or a cell of a table: none may end the cell, begin a link or a tag, or call somebody. GitHub
     * looks for mentions, numbers of issues and addresses after it has resolved escapes, so those are parted.
     */
    public static String escaped(String text) {
        return PlainText.sentence(text)
                .replace("&", "&amp;")
                .replaceAll("[\\\\`*_{}\\[\\]<>()!|~]", "\\\\$0")
                .replaceAll("[@#]", "$0" + PARTED)
                .replace("://", ":" + PARTED + "//")
                .replaceAll("(?i)www\\.", "$0" + PARTED);
    }

    /** A block to copy from, fenced by more backticks than stand in it. */
    static String block(String text) {
        String shown = PlainText.sentence(text);
        String fence = "```";
        while (shown.contains(fence)) {
            fence += "`";
        }
        return "%s\n%s\n%s\n".formatted(fence, shown, fence);
    }
}
