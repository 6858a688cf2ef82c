package io.timeoutchain.product.gunicorn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits text into words as Python's {@code shlex.split} does, which gunicorn uses for {@code GUNICORN_CMD_ARGS}. */
final class ShellWords {

    private ShellWords() {}

    /** The words of {@code text}; empty where a quote is not closed or a backslash ends it, which Python refuses. */
    static Optional<List<String>> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (" \t\r\n".indexOf(c) >= 0) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
                continue;
            }
            inWord = true;
            if (c == '\\') {
                if (at == text.length()) {
                    return Optional.empty();
                }
                word.append(text.charAt(at++));
            } else if (c == '\'' || c == '"') {
                int end = closing(text, at, c, word);
                if (end < 0) {
                    return Optional.empty();
                }
                at = end + 1;
            } else {
                word.append(c);
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return Optional.of(words);
    }

    /** Appends what stands between quotes and gives the place of the closing one, or -1 where there is none. */
    private static int closing(String text, int from, char quote, StringBuilder word) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                return at;
            }
            boolean escapes = quote == '"'
                    && c == '\\'
                    && at + 1 < text.length()
                    && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
            if (escapes) {
                at++;
                word.append(text.charAt(at));
            } else {
                word.append(c);
            }
        }
        return -1;
    }
}
