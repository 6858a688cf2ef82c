package io.timeoutchain.product.nginx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of {@code nginx -T}, and which of its lines start a new file.
 *
 * <p>nginx prints {@code # configuration file PATH:} before each file, the main one first. A comment inside a file can
 * look just the same, so such a line is believed only if something includes PATH, and if the text before it could end
 * there: a block cannot open in one file and close in the next.
 */
final class ConfigDump {

    private static final Pattern MARKER = Pattern.compile("^# configuration file (.+):\\r?$");

    /** What nginx writes to stderr while it tests; it is no configuration wherever it got mixed in. */
    private static final Pattern STDERR =
            Pattern.compile("^nginx: (\\[[a-z]+] |the configuration file |configuration file ).*$");

    /** The text from one line that looks like a marker to the next. */
    private record Segment(String path, String marker, String text, boolean afterEmptyLine, Balance balance) {}

    /**
     * How the braces of a text come out.
     *
     * @param end how many blocks are open at its end
     * @param least how far it falls below where it began
     */
    private record Balance(int end, int least) {}

    private final List<Segment> segments = new ArrayList<>();

    /** For each segment, how far the text from it to the end falls below where the segment began. */
    private final int[] leastAhead;

    /** What was printed before the first file: warnings, and why the test failed. */
    private final String noise;

    ConfigDump(String text) {
        List<String> lines = text.lines().toList();
        StringBuilder current = new StringBuilder();
        String before = "";
        Optional<Matcher> open = Optional.empty();
        boolean afterEmptyLine = true;
        boolean previousEmpty = true;
        for (String line : lines) {
            Matcher marker = MARKER.matcher(line);
            if (marker.matches()) {
                if (open.isPresent()) {
                    segments.add(segment(open.get(), current.toString(), afterEmptyLine));
                } else {
                    before = current.toString();
                }
                open = Optional.of(marker);
                current.setLength(0);
                afterEmptyLine = previousEmpty;
            } else {
                boolean stderr = open.isPresent() && STDERR.matcher(line).matches();
                current.append(stderr ? "" : line).append('\n');
            }
            previousEmpty = line.isEmpty();
        }
        if (open.isPresent()) {
            segments.add(segment(open.get(), current.toString(), afterEmptyLine));
        } else {
            before = current.toString();
        }
        noise = before;
        leastAhead = new int[segments.size() + 1];
        for (int i = segments.size() - 1; i >= 0; i--) {
            Balance balance = segments.get(i).balance();
            leastAhead[i] = Math.min(balance.least(), balance.end() + leastAhead[i + 1]);
        }
    }

    private static Segment segment(Matcher marker, String text, boolean afterEmptyLine) {
        return new Segment(marker.group(1), marker.group() + "\n", text, afterEmptyLine, balance(text));
    }

    private static Balance balance(String text) {
        Lexer lexer = new Lexer(text);
        int depth = 0;
        int least = 0;
        while (true) {
            Lexer.Statement statement = lexer.next();
            switch (statement.end()) {
                case FILE_ENDS -> {
                    return new Balance(depth, least);
                }
                case SEMICOLON -> {}
                case BLOCK_OPENS -> {
                    if (!TreeBuilder.opensLua(statement) || !lexer.skipLua()) {
                        depth++;
                    }
                }
                case BLOCK_CLOSES -> least = Math.min(least, --depth);
            }
        }
    }

    /** The path of the main file: the one that nginx prints first. */
    Optional<String> mainFile() {
        return segments.stream().map(Segment::path).findFirst();
    }

    /** nginx's own words on why it printed nothing, if it said any. */
    Optional<String> complaint() {
        return noise.lines()
                .filter(line -> line.contains("[emerg]") || line.contains("[alert]"))
                .findFirst()
                .map(line -> line.substring(line.indexOf('[')));
    }

    /**
     * The files by path, the main one first.
     *
     * @param includes for a set of files, whether something in them includes a given path
     */
    Map<String, String> files(Function<Map<String, String>, Predicate<String>> includes) {
        NavigableSet<Integer> trusted = new TreeSet<>(Set.of(0));
        while (true) {
            Map<String, String> files = assemble(trusted);
            Predicate<String> included = includes.apply(files);
            List<Integer> found = candidates(trusted).entrySet().stream()
                    .filter(candidate -> !files.containsKey(candidate.getKey()) && included.test(candidate.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            if (found.isEmpty()) {
                return files;
            }
            trusted.addAll(found);
        }
    }

    private Map<String, String> assemble(NavigableSet<Integer> trusted) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int start : trusted) {
            int end = Optional.ofNullable(trusted.higher(start)).orElse(segments.size());
            files.put(
                    segments.get(start).path(),
                    segments.get(start).text()
                            + segments.subList(start + 1, end).stream()
                                    .map(segment -> segment.marker() + segment.text())
                                    .collect(Collectors.joining()));
        }
        return files;
    }

    /** For each path the place where its file most probably starts. */
    private Map<String, Integer> candidates(Set<Integer> trusted) {
        Map<String, Integer> best = new LinkedHashMap<>();
        int depth = segments.getFirst().balance().end();
        for (int i = 1; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (!trusted.contains(i)) {
                boolean closesWhatIsOpen = depth > 0 && leastAhead[i] < 0;
                if (closesWhatIsOpen) {
                    depth += segment.balance().end();
                    continue;
                }
                int rival = best.getOrDefault(segment.path(), i);
                boolean better = segment.afterEmptyLine() && !segments.get(rival).afterEmptyLine();
                best.put(segment.path(), better ? i : rival);
            }
            depth = segment.balance().end();
        }
        return best;
    }
}
