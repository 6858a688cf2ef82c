package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts one configuration file into statements, by the rules of {@code ngx_conf_read_token} (src/core/ngx_conf_file.c).
 *
 * <p>Where nginx gives up, this goes on: the statement is marked with its fault, and reading resumes behind it, so that
 * a mistake costs the line it stands on.
 */
final class Lexer {

    /** nginx reads a file through a buffer of 4096 bytes; a word must fit into it together with what ends it. */
    private static final int LONGEST_WORD = 4095;

    private static final Pattern FIRST_WORD = Pattern.compile("^\\s*([a-z0-9_]+)\\s");

    /** What ended a statement. */
    enum End {
        SEMICOLON,
        BLOCK_OPENS,
        BLOCK_CLOSES,
        FILE_ENDS
    }

    /**
     * One word, with quotes and escapes resolved.
     *
     * @param line the line it starts on
     * @param opensLine whether it is a bare word and the first on its line
     */
    record Word(String text, int line, boolean opensLine) {}

    /**
     * @param line the line it starts on
     * @param fault why nginx would refuse it, if it would
     */
    record Statement(List<Word> words, End end, int line, Optional<Text> fault) {

        /** Its first word, or empty text if it has none. */
        String name() {
            return words.isEmpty() ? "" : words.getFirst().text();
        }

        /** Tells whether Lua follows rather than statements: see {@link Lexer#skipLua}. */
        boolean opensLua() {
            return end == End.BLOCK_OPENS && name().endsWith("_by_lua_block");
        }
    }

    private final String text;
    private int at;
    private int line = 1;

    private List<Word> words = new ArrayList<>();
    private Optional<Text> fault = Optional.empty();
    private int lastWordEnd;

    Lexer(String text) {
        this.text = text;
    }

    /** The next statement; at the end of the file one without words that ends in {@link End#FILE_ENDS}. */
    Statement next() {
        words = new ArrayList<>();
        fault = Optional.empty();
        while (true) {
            skipBlanksAndComments();
            if (at == text.length()) {
                return words.isEmpty() ? statement(End.FILE_ENDS) : broken(Text.of("the file ends before a ';'"));
            }
            char first = text.charAt(at);
            if (first == ';' || first == '{') {
                advance();
                End end = first == ';' ? End.SEMICOLON : End.BLOCK_OPENS;
                return words.isEmpty() ? broken(Text.of("unexpected '%s'", first), end) : statement(end);
            }
            if (first == '}') {
                if (!words.isEmpty()) {
                    return broken(Text.of("no ';' before '}'"));
                }
                advance();
                return statement(End.BLOCK_CLOSES);
            }
            if (first != '"' && first != '\'') {
                readBareWord();
            } else if (!readQuotedWord(first)) {
                return resumeBehindLine();
            }
        }
    }

    /**
     * Skips the Lua code of a {@code *_by_lua_block} up to its closing brace, which may also stand in Lua's strings and
     * comments.
     *
     * @return whether the closing brace was found
     */
    boolean skipLua() {
        int open = 1;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '"' || next == '\'') {
                skipLuaString(next);
                continue;
            }
            if (text.startsWith("--", at)) {
                at += 2;
                if (!skipLongBracket()) {
                    skipLine();
                }
                continue;
            }
            if (next == '[' && skipLongBracket()) {
                continue;
            }
            advance();
            if (next == '{') {
                open++;
            } else if (next == '}' && --open == 0) {
                return true;
            }
        }
        return false;
    }

    private void skipLuaString(char quote) {
        advance();
        while (at < text.length() && text.charAt(at) != '\n') {
            char next = text.charAt(at);
            advance();
            if (next == '\\') {
                advance();
            } else if (next == quote) {
                return;
            }
        }
    }

    /** Skips {@code [[…]]} or {@code [=[…]=]}, if one starts here. */
    private boolean skipLongBracket() {
        if (at >= text.length() || text.charAt(at) != '[') {
            return false;
        }
        int level = at + 1;
        while (level < text.length() && text.charAt(level) == '=') {
            level++;
        }
        if (level >= text.length() || text.charAt(level) != '[') {
            return false;
        }
        String closing = "]" + "=".repeat(level - at - 1) + "]";
        int end = text.indexOf(closing, level + 1);
        advanceTo(end < 0 ? text.length() : end + closing.length());
        return true;
    }

    private void readBareWord() {
        int start = at;
        int startLine = line;
        boolean variable = false;
        while (at < text.length()) {
            char next = text.charAt(at);
            // "${" names a variable; the brace opens no block.
            if (next == '{' && variable) {
                advance();
                continue;
            }
            variable = next == '$';
            if (isBlank(next) || next == ';' || next == '{') {
                break;
            }
            advance();
            if (next == '\\') {
                advance();
            }
        }
        add(text.substring(start, at), startLine, true, at - start);
    }

    /** Reads a quoted word; false if its end is nowhere to be found, or is not where it seems to be. */
    private boolean readQuotedWord(char quote) {
        int opening = at;
        int startLine = line;
        advance();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                advance();
            }
            advance();
            if (at - opening > LONGEST_WORD && line > startLine) {
                break;
            }
        }
        boolean closed = at < text.length() && text.charAt(at) == quote;
        if (closed && !runsAway(text.substring(opening, at))) {
            add(text.substring(opening + 1, at), startLine, false, at - opening);
            advance();
            if (mayFollowQuote()) {
                return true;
            }
            fault = Optional.of(Text.of("unexpected '%s' behind a closing quote", text.charAt(at)));
        } else {
            fault = Optional.of(Text.of("a quote is not closed"));
        }
        if (closed && line == startLine) {
            return true;
        }
        at = opening;
        line = startLine;
        return false;
    }

    /** Tells whether a quoted text holds lines that are statements: then its quote ends another one further down. */
    private static boolean runsAway(String quoted) {
        return quoted.lines()
                .skip(1)
                .map(line -> FIRST_WORD.matcher(line))
                .anyMatch(word -> word.find() && DirectiveNames.STARTERS.contains(word.group(1)));
    }

    private boolean mayFollowQuote() {
        return at == text.length() || isBlank(text.charAt(at)) || ";{)".indexOf(text.charAt(at)) >= 0;
    }

    private void add(String raw, int startLine, boolean bare, int length) {
        if (length * 3L > LONGEST_WORD && raw.getBytes(StandardCharsets.UTF_8).length + (bare ? 0 : 1) > LONGEST_WORD) {
            fault = Optional.of(Text.of("a word is longer than 4096 bytes"));
        }
        words.add(new Word(unescape(raw), startLine, bare && startLine > lastWordEnd));
        lastWordEnd = line;
    }

    /** A quote ran away with the text: gives the rest of its first line up, and resumes on the next. */
    private Statement resumeBehindLine() {
        int start = at;
        skipLine();
        boolean opensBlock = text.substring(start, at).stripTrailing().endsWith("{");
        return statement(opensBlock ? End.BLOCK_OPENS : End.SEMICOLON);
    }

    private void skipBlanksAndComments() {
        while (at < text.length()) {
            if (isBlank(text.charAt(at))) {
                advance();
            } else if (text.charAt(at) == '#') {
                skipLine();
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void advance() {
        if (at < text.length() && text.charAt(at++) == '\n') {
            line++;
        }
    }

    private void advanceTo(int end) {
        while (at < end) {
            advance();
        }
    }

    private Statement broken(Text why) {
        return broken(why, End.SEMICOLON);
    }

    private Statement broken(Text why, End end) {
        fault = Optional.of(why);
        return statement(end);
    }

    private Statement statement(End end) {
        int start = words.isEmpty() ? line : words.getFirst().line();
        return new Statement(List.copyOf(words), end, start, fault);
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    }

    private static String unescape(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char letter = raw.charAt(i);
            if (letter != '\\' || i + 1 == raw.length()) {
                word.append(letter);
                continue;
            }
            char escaped = raw.charAt(++i);
            switch (escaped) {
                case '"', '\'', '\\' -> word.append(escaped);
                case 't' -> word.append('\t');
                case 'r' -> word.append('\r');
                case 'n' -> word.append('\n');
                default -> word.append(letter).append(escaped);
            }
        }
        return word.toString();
    }
}
