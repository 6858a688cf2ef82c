package io.timeoutchain.product.nginx;

import io.timeoutchain.product.nginx.Lexer.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    /**
     * The text from one line that looks like a marker to the next.
     *
     * @param marker that line
     * @param afterEmptyLine whether an empty line stands before it, as one does that nginx prints
     * @param end how many more blocks are open at its end than at its start
     * @param least how far the number of open blocks falls below that at its start
     * @param includes what it includes
     */
    private record Segment(
            String path,
            String marker,
            String text,
            boolean afterEmptyLine,
            int end,
            int least,
            List<String> includes) {}

    private final List<Segment> segments = new ArrayList<>();

    /** For each segment, how far the text from it to the end falls below where the segment began. */
    private final int[] leastAhead;

    /** What was printed before the first file: warnings, and why the test failed. */
    private final String noise;

    ConfigDump(String text) {
        StringBuilder current = new StringBuilder();
        String before = "";
        Optional<Matcher> open = Optional.empty();
        boolean afterEmptyLine = true;
        boolean previousEmpty = true;
        for (String line : text.split("\n", -1)) {
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
            } else if (open.isEmpty() || !STDERR.matcher(line).matches()) {
                current.append(line).append('\n');
            }
            previousEmpty = line.isBlank();
        }
        if (open.isPresent()) {
            segments.add(segment(open.get(), current.toString(), afterEmptyLine));
        } else {
            before = current.toString();
        }
        noise = before;
        leastAhead = new int[segments.size() + 1];
        for (int i = segments.size() - 1; i >= 0; i--) {
            Segment segment = segments.get(i);
            leastAhead[i] = Math.min(segment.least(), segment.end() + leastAhead[i + 1]);
        }
    }

    private static Segment segment(Matcher marker, String text, boolean afterEmptyLine) {
        Lexer lexer = new Lexer(text);
        List<String> includes = new ArrayList<>();
        int depth = 0;
        int least = 0;
        for (Statement next = lexer.next(); next.end() != Lexer.End.FILE_ENDS; next = lexer.next()) {
            switch (next.end()) {
                case BLOCK_OPENS -> depth += next.opensLua() && lexer.skipLua() ? 0 : 1;
                case BLOCK_CLOSES -> least = Math.min(least, --depth);
                case SEMICOLON, FILE_ENDS -> {
                    if (next.name().equals("include") && next.words().size() == 2) {
                        includes.add(next.words().get(1).text());
                    }
                }
            }
        }
        return new Segment(marker.group(1), marker.group() + "\n", text, afterEmptyLine, depth, least, includes);
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

    /** The name of a file as nginx opens it: a relative one counts from the main file's directory, always. */
    static String fullName(String mainFile, String name) {
        return name.startsWith("/") ? name : mainFile.substring(0, mainFile.lastIndexOf('/') + 1) + name;
    }

    /** The files by path, the main one first; none if there is no main file. */
    Map<String, String> files() {
        NavigableSet<Integer> starts = starts();
        Map<String, String> files = new LinkedHashMap<>();
        for (int start : starts) {
            int end = Optional.ofNullable(starts.higher(start)).orElse(segments.size());
            String rest = segments.subList(start + 1, end).stream()
                    .map(segment -> segment.marker() + segment.text())
                    .collect(Collectors.joining());
            files.put(segments.get(start).path(), segments.get(start).text() + rest);
        }
        return files;
    }

    /** The segments with which a file begins. Of several that claim the same path the likeliest wins. */
    private NavigableSet<Integer> starts() {
        if (segments.isEmpty()) {
            return new TreeSet<>();
        }
        Set<String> included = included();
        Map<String, Integer> best = new LinkedHashMap<>();
        best.put(segments.getFirst().path(), 0);
        int depth = segments.getFirst().end();
        for (int i = 1; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            boolean closesWhatIsOpen = depth > 0 && leastAhead[i] < 0;
            if (!included.contains(segment.path()) || closesWhatIsOpen) {
                depth += segment.end();
                continue;
            }
            depth = segment.end();
            int rival = best.getOrDefault(segment.path(), i);
            boolean better = rival > 0
                    && segment.afterEmptyLine()
                    && !segments.get(rival).afterEmptyLine();
            best.put(segment.path(), better ? i : rival);
        }
        return new TreeSet<>(best.values());
    }

    /** The paths of which some include asks for. */
    private Set<String> included() {
        String mainFile = segments.getFirst().path();
        Set<String> names = segments.stream()
                .flatMap(segment -> segment.includes().stream())
                .map(name -> fullName(mainFile, name))
                .collect(Collectors.toSet());
        List<GlobPattern> patterns = names.stream()
                .map(GlobPattern::new)
                .filter(GlobPattern::mayMatchNothing)
                .toList();
        Set<String> included = new HashSet<>();
        for (Segment segment : segments) {
            String path = segment.path();
            if (names.contains(path) || patterns.stream().anyMatch(pattern -> pattern.matches(path))) {
                included.add(path);
            }
        }
        return included;
    }
}
