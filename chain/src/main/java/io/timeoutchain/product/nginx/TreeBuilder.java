package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import io.timeoutchain.product.nginx.Lexer.End;
import io.timeoutchain.product.nginx.Lexer.Statement;
import io.timeoutchain.product.nginx.Lexer.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Builds the tree of a configuration out of its files. */
final class TreeBuilder {

    /** The blocks that hold directives. All others ({@code map}, {@code types}, {@code geo}, …) hold free words. */
    private static final Set<String> CONTEXTS =
            Set.of("http", "stream", "mail", "events", "server", "upstream", "location", "if", "limit_except");

    /** Where a {@code server} block cannot stand: one that does shows that a brace is missing before it. */
    private static final Set<String> NO_SERVER_INSIDE = Set.of("server", "location", "if", "limit_except");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    // Bounds against a hostile text: far above any real configuration, far below what would exhaust memory or stack.
    private static final int DEEPEST = 100;
    private static final int MOST_NESTED_FILES = 40;
    private static final int MOST_DIRECTIVES = 500_000;
    private static final int MOST_INCLUSIONS = 50_000;

    /** A block that is being read. */
    private static final class Open {
        private final Statement statement;
        private final String file;
        private final boolean context;
        private final boolean attached;
        private final List<NginxDirective> directives = new ArrayList<>();
        private final List<Gap> holes = new ArrayList<>();

        Open(Statement statement, String file, boolean context, boolean attached) {
            this.statement = statement;
            this.file = file;
            this.context = context;
            this.attached = attached;
        }

        String name() {
            return statement.name();
        }

        NginxBlock block() {
            return new NginxBlock(directives, holes);
        }
    }

    private final Map<String, String> files;
    private final String mainFile;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Deque<String> reading = new ArrayDeque<>();
    private final Map<String, List<String>> found = new HashMap<>();
    private final Set<Gap> gaps = new LinkedHashSet<>();
    private final Open main;
    private int directives;
    private int inclusions;

    /** @param files the texts by path, the main file first */
    TreeBuilder(Map<String, String> files) {
        this.files = files;
        mainFile = files.keySet().iterator().next();
        main = new Open(new Statement(List.of(), End.BLOCK_OPENS, 1, Optional.empty()), mainFile, true, true);
        open.push(main);
        read(mainFile);
    }

    NginxConf conf() {
        return new NginxConf(main.block(), List.copyOf(gaps));
    }

    private void read(String file) {
        int floor = open.size();
        reading.push(file);
        String text = files.getOrDefault(file, "");
        if (text.startsWith("\uFEFF")) {
            note(
                    file,
                    1,
                    Text.of("the file starts with a byte-order mark, which nginx takes for part of the first word"));
            text = text.substring(1);
        }
        Lexer lexer = new Lexer(text);
        Statement statement = lexer.next();
        while (statement.end() != End.FILE_ENDS) {
            if (directives > MOST_DIRECTIVES) {
                hole(file, statement.line(), Text.of("there are more than %s directives", MOST_DIRECTIVES));
                break;
            }
            if (statement.end() == End.BLOCK_CLOSES) {
                close(file, statement.line(), floor);
            } else {
                for (Statement part : parts(statement)) {
                    add(file, part, lexer, floor);
                }
            }
            statement = lexer.next();
        }
        while (open.size() > floor) {
            Open unclosed = current();
            hole(unclosed.file, unclosed.statement.line(), Text.of("the block is never closed"));
            pop();
            if (open.size() == floor) {
                hole(unclosed.file, unclosed.statement.line(), Text.of("the block is never closed"));
            }
        }
        reading.pop();
    }

    private Open current() {
        return open.element();
    }

    private void close(String file, int line, int floor) {
        if (open.size() > floor) {
            pop();
        } else {
            note(file, line, Text.of("unexpected '}'"));
        }
    }

    private void pop() {
        Open closed = open.pop();
        if (closed.attached) {
            attach(directive(closed.file, closed.statement, Optional.of(closed.block())));
        }
    }

    private void attach(NginxDirective directive) {
        directives++;
        current().directives.add(directive);
    }

    private static NginxDirective directive(String file, Statement statement, Optional<NginxBlock> block) {
        return new NginxDirective(
                statement.name(),
                statement.words().stream().skip(1).map(Word::text).toList(),
                file,
                statement.line(),
                block,
                statement.fault().isEmpty());
    }

    /** The statement, cut where a line starts with a directive although the one before was not ended. */
    private List<Statement> parts(Statement statement) {
        List<Word> words = statement.words();
        List<Statement> parts = new ArrayList<>();
        int start = 0;
        for (int i = 1; current().context && i < words.size(); i++) {
            Word word = words.get(i);
            if (word.opensLine() && DirectiveNames.STARTERS.contains(word.text())) {
                parts.add(new Statement(
                        words.subList(start, i),
                        End.SEMICOLON,
                        words.get(start).line(),
                        Optional.of(Text.of("no ';' before line %s", word.line()))));
                start = i;
            }
        }
        if (start == 0) {
            return List.of(statement);
        }
        List<Word> rest = words.subList(start, words.size());
        parts.add(new Statement(rest, statement.end(), rest.getFirst().line(), statement.fault()));
        return parts;
    }

    private void add(String file, Statement statement, Lexer lexer, int floor) {
        String name = statement.name();
        boolean opens = statement.end() == End.BLOCK_OPENS;
        statement.fault().ifPresent(fault -> note(file, statement.line(), fault));
        if (opens && name.equals("server") && statement.words().size() == 1) {
            closeWhatCannotHoldServers(statement, floor);
        }
        boolean named = !current().context || NAME.matcher(name).matches();
        if (!named && (opens || !statement.words().isEmpty())) {
            hole(file, statement.line(), statement.fault().orElse(Text.of("what stands here is no directive's name")));
        }
        if (statement.opensLua()) {
            NginxBlock lua = new NginxBlock(List.of(), List.of());
            if (!lexer.skipLua()) {
                hole(file, statement.line(), Text.of("the block is never closed"));
            }
            attach(directive(file, statement, Optional.of(lua)));
        } else if (opens) {
            boolean tooDeep = open.size() >= DEEPEST;
            if (tooDeep) {
                hole(file, statement.line(), Text.of("blocks are nested more than %s deep", DEEPEST));
            }
            open.push(new Open(statement, file, current().context && CONTEXTS.contains(name), named && !tooDeep));
        } else if (name.equals("include")) {
            include(directive(file, statement, Optional.empty()));
        } else if (named) {
            attach(directive(file, statement, Optional.empty()));
        }
    }

    private void closeWhatCannotHoldServers(Statement statement, int floor) {
        while (open.size() > floor && NO_SERVER_INSIDE.contains(current().name())) {
            note(
                    current().file,
                    current().statement.line(),
                    Text.of("the block is not closed before the server in line %s", statement.line()));
            pop();
        }
    }

    private void include(NginxDirective include) {
        if (!include.known() || include.args().size() != 1) {
            hole(include.file(), include.line(), Text.of("which file is included here is not known"));
            return;
        }
        String name = ConfigDump.fullName(mainFile, include.args().getFirst());
        GlobPattern pattern = new GlobPattern(name);
        List<String> matching = found.computeIfAbsent(
                name,
                any -> files.keySet().stream().filter(pattern::matches).sorted().toList());
        if (matching.isEmpty() && !pattern.mayMatchNothing()) {
            hole(include.file(), include.line(), Text.of("the included file %s was not read", name));
        }
        for (String file : matching) {
            if (reading.contains(file)) {
                hole(include.file(), include.line(), Text.of("%s includes itself", file));
            } else if (reading.size() >= MOST_NESTED_FILES) {
                hole(
                        include.file(),
                        include.line(),
                        Text.of("files are included more than %s deep", MOST_NESTED_FILES));
            } else if (++inclusions > MOST_INCLUSIONS) {
                hole(include.file(), include.line(), Text.of("files are included more than %s times", MOST_INCLUSIONS));
            } else {
                read(file);
            }
        }
    }

    private Gap note(String file, int line, Text cause) {
        Gap gap = Gaps.line(file, line, cause);
        gaps.add(gap);
        return gap;
    }

    private void hole(String file, int line, Text cause) {
        current().holes.add(note(file, line, cause));
    }
}
