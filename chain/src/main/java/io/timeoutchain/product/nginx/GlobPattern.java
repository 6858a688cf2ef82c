package io.timeoutchain.product.nginx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** A file name of {@code include}: a plain one, or a pattern as glob(3) reads it. */
final class GlobPattern {

    /** What one piece of a pattern stands for: any run of letters, or one letter of a kind. */
    private sealed interface Piece {
        record AnyRun() implements Piece {}

        record One(IntPredicate kind) implements Piece {}
    }

    private final String text;
    private final List<List<Piece>> parts;

    GlobPattern(String text) {
        this.text = text;
        parts = Arrays.stream(text.split("/", -1)).map(GlobPattern::pieces).toList();
    }

    /** Tells whether nginx would ask glob(3). Any other name is one of a file that must exist. */
    boolean mayMatchNothing() {
        return text.chars().anyMatch(letter -> "*?[".indexOf(letter) >= 0);
    }

    boolean matches(String path) {
        if (!mayMatchNothing()) {
            return text.equals(path);
        }
        String[] names = path.split("/", -1);
        if (names.length != parts.size()) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!matches(parts.get(i), names[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(List<Piece> pieces, String name) {
        // glob(3) matches a leading dot only by a dot.
        if (name.startsWith(".")
                && !(!pieces.isEmpty()
                        && pieces.getFirst() instanceof Piece.One(IntPredicate kind)
                        && kind.test('.'))) {
            return false;
        }
        int piece = 0;
        int at = 0;
        int run = -1;
        int runEnd = 0;
        while (at < name.length()) {
            if (piece < pieces.size() && pieces.get(piece) instanceof Piece.AnyRun) {
                run = piece++;
                runEnd = at;
            } else if (piece < pieces.size()
                    && pieces.get(piece) instanceof Piece.One(IntPredicate kind)
                    && kind.test(name.charAt(at))) {
                piece++;
                at++;
            } else if (run >= 0) {
                piece = run + 1;
                at = ++runEnd;
            } else {
                return false;
            }
        }
        return pieces.stream().skip(piece).allMatch(rest -> rest instanceof Piece.AnyRun);
    }

    private static List<Piece> pieces(String part) {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < part.length(); i++) {
            char letter = part.charAt(i);
            // A bracket may hold "]" as its first member, so its end is looked for behind that.
            int members = letter == '[' && isNegation(part, i + 1) ? i + 2 : i + 1;
            int end = letter == '[' ? part.indexOf(']', members + 1) : -1;
            if (end > 0) {
                IntPredicate listed = oneOf(part.substring(members, end));
                pieces.add(new Piece.One(members == i + 1 ? listed : listed.negate()));
                i = end;
            } else if (letter == '*') {
                pieces.add(new Piece.AnyRun());
            } else if (letter == '?') {
                pieces.add(new Piece.One(any -> true));
            } else {
                char wanted = letter == '\\' && i + 1 < part.length() ? part.charAt(++i) : letter;
                pieces.add(new Piece.One(found -> found == wanted));
            }
        }
        return pieces;
    }

    private static boolean isNegation(String part, int at) {
        return part.startsWith("!", at) || part.startsWith("^", at);
    }

    private static IntPredicate oneOf(String members) {
        IntPredicate listed = none -> false;
        for (int i = 0; i < members.length(); i++) {
            char from = members.charAt(i);
            boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
            char to = range ? members.charAt(i + 2) : from;
            listed = listed.or(letter -> letter >= from && letter <= to);
            i += range ? 2 : 0;
        }
        return listed;
    }
}
