package io.timeoutchain.auditor.report;

import java.util.ArrayList;
import java.util.List;

/** How wide text is on a terminal, whose letters have one width and whose Chinese, Japanese and Korean characters have two. */
final class Columns {

    /**
     * First and last of the blocks whose characters are wide, or emoji
     * (https://www.unicode.org/Public/16.0.0/ucd/EastAsianWidth.txt, W and F).
     */
    private static final int[][] WIDE = {
        {0x1100, 0x115f},
        {0x2e80, 0x303e},
        {0x3041, 0x33ff},
        {0x3400, 0x4dbf},
        {0x4e00, 0xa4cf},
        {0xa960, 0xa97f},
        {0xac00, 0xd7a3},
        {0xf900, 0xfaff},
        {0xfe30, 0xfe6f},
        {0xff01, 0xff60},
        {0xffe0, 0xffe6},
        {0x1f300, 0x1f64f},
        {0x1f680, 0x1f6ff},
        {0x1f900, 0x1f9ff},
        {0x20000, 0x3fffd},
    };

    /** What no line may begin with, and what none may end with (JIS X 4051). */
    private static final String NOT_FIRST = "、。，．・：；？！」』）】〉》〕］｝ーゝゞ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";

    private static final String NOT_LAST = "「『（【〈《〔［｛";

    private Columns() {}

    /** The columns that {@code text} takes. */
    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int code) {
        int type = Character.getType(code);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(code) ? 2 : 1;
    }

    private static boolean isWide(int code) {
        for (int[] block : WIDE) {
            if (code >= block[0] && code <= block[1]) {
                return true;
            }
        }
        return false;
    }

    /** As much of {@code text} as fits into {@code width} columns. */
    static String clipped(String text, int width) {
        int end = 0;
        int taken = 0;
        while (end < text.length()) {
            int code = text.codePointAt(end);
            taken += of(code);
            if (taken > width) {
                break;
            }
            end += Character.charCount(code);
        }
        return text.substring(0, end);
    }

    /** {@code text} with blanks behind it, {@code width} columns in all. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /**
     * Breaks {@code text} into lines of at most {@code width} columns: at blanks, and between wide characters where Japanese may
     * be broken. What is longer and cannot be broken stands alone.
     */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        String between = "";
        for (String word : text.split(" ", -1)) {
            for (String piece : pieces(word)) {
                if (!line.isEmpty() && of(line) + between.length() + of(piece) > width) {
                    lines.add(line);
                    line = piece;
                } else {
                    line += (line.isEmpty() ? "" : between) + piece;
                }
                between = "";
            }
            between = " ";
        }
        lines.add(line);
        return lines;
    }

    /** What a word without blanks may be broken into. */
    private static List<String> pieces(String word) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int at = word.offsetByCodePoints(0, word.isEmpty() ? 0 : 1); at < word.length(); at = after(word, at)) {
            int before = word.codePointBefore(at);
            int next = word.codePointAt(at);
            if ((isWide(before) || isWide(next))
                    && of(next) > 0
                    && NOT_FIRST.indexOf(next) < 0
                    && NOT_LAST.indexOf(before) < 0) {
                pieces.add(word.substring(start, at));
                start = at;
            }
        }
        pieces.add(word.substring(start));
        return pieces;
    }

    private static int after(String word, int at) {
        return word.offsetByCodePoints(at, 1);
    }
}
