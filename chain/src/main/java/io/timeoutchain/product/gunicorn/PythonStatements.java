package io.timeoutchain.product.gunicorn;

import io.timeoutchain.product.gunicorn.GunicornProcess.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts Python source into statements without understanding them: it knows comments, strings, brackets, continued lines
 * and semicolons (Python language reference, lexical analysis).
 */
final class PythonStatements {

    /**
     * One statement.
     *
     * @param line where it begins
     * @param indent how far in its line begins; more than 0 inside of a block
     * @param text without comments, continued lines joined
     * @param bare {@code text} with every string's content blanked, of the same length
     * @param whole false where lines are missing in the middle of it
     */
    record Statement(int line, int indent, String text, String bare, boolean whole) {}

    private static final char BLANKED = '_';

    private final List<Statement> statements = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder bare = new StringBuilder();
    private String quote = "";
    private int depth;
    private int line;
    private int indent;

    private PythonStatements() {}

    static List<Statement> of(List<Line> lines) {
        PythonStatements cutter = new PythonStatements();
        boolean continued = false;
        int expected = 0;
        for (Line line : lines) {
            if (continued && line.number() != expected) {
                cutter.end(false);
                continued = false;
            }
            continued = cutter.add(line, continued);
            expected = line.number() + 1;
        }
        cutter.end(!continued);
        return cutter.statements;
    }

    /** Takes one line in and tells whether the next one continues it. */
    private boolean add(Line added, boolean continued) {
        String source = added.text();
        int at = 0;
        if (!continued) {
            while (at < source.length() && " \t\f".indexOf(source.charAt(at)) >= 0) {
                at++;
            }
            line = added.number();
            indent = at;
        }
        while (at < source.length()) {
            char c = source.charAt(at);
            if (!quote.isEmpty()) {
                at = inString(source, at);
            } else if (c == '#') {
                break;
            } else if (c == '\\' && at == source.length() - 1) {
                keep(" ", " ");
                return true;
            } else if (c == ';' && depth == 0) {
                end(true);
                at++;
            } else if (c == '"' || c == '\'') {
                quote = source.startsWith(String.valueOf(c).repeat(3), at)
                        ? String.valueOf(c).repeat(3)
                        : String.valueOf(c);
                keep(quote, quote);
                at += quote.length();
            } else {
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
                keep(String.valueOf(c), String.valueOf(c));
                at++;
            }
        }
        if (quote.length() == 3 || (quote.isEmpty() && depth > 0)) {
            keep(" ", " ");
            return true;
        }
        end(quote.isEmpty());
        return false;
    }

    private int inString(String source, int at) {
        if (source.startsWith(quote, at)) {
            keep(quote, quote);
            int after = at + quote.length();
            quote = "";
            return after;
        }
        int length = source.charAt(at) == '\\' && at + 1 < source.length() ? 2 : 1;
        keep(source.substring(at, at + length), String.valueOf(BLANKED).repeat(length));
        return at + length;
    }

    private void keep(String seen, String blanked) {
        text.append(seen);
        bare.append(blanked);
    }

    private void end(boolean whole) {
        if (!bare.toString().isBlank()) {
            statements.add(new Statement(line, indent, text.toString(), bare.toString(), whole));
        }
        text.setLength(0);
        bare.setLength(0);
        quote = "";
        depth = 0;
    }
}
