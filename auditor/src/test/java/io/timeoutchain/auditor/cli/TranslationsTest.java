package io.timeoutchain.auditor.cli;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rules.Rules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Whatever this program says to a person it can say in Japanese: no key is missing, none is dead, and the placeholders are the same. */
class TranslationsTest {

    private static final List<Path> SOURCES = List.of(
            Path.of("../chain/src/main/java"), Path.of("src/main/java"), Path.of("../cdk-constructs/src/main/java"));
    private static final List<Path> CATALOGUES = List.of(
            Path.of("../chain/src/main/resources/io/timeoutchain/chain_ja.po"),
            Path.of("src/main/resources/io/timeoutchain/auditor_ja.po"));
    private static final Path PAGES = Path.of("../docs/rules");

    private static final Path HOST_SCRIPT = Path.of("src/main/resources/io/timeoutchain/auditor/host/read-host.sh");
    private static final Pattern COMPLAINT = Pattern.compile("missing (\"[^\"']+\"|'[^\"']+') (\"[^\"']+\"|'[^\"']+')");

    private static final Pattern ENTRY = Pattern.compile("(?m)^msgid \"(.+)\"\nmsgstr \"(.+)\"$");
    private static final Pattern PLACEHOLDER = Pattern.compile("%(?:(\\d+)\\$)?,?([sd])|(\\$\\{[A-Z-]+}|%n)");

    /** Lines of the help that are to be typed, or name what is to be typed. */
    private static final Pattern TYPED = Pattern.compile("\\s*|  (?:timeout-chain|[a-z-]+\\.).*");

    @Test
    void every_text_of_the_sources_and_every_line_of_the_help_is_translated() {
        Set<String> missing = new TreeSet<>(said());
        missing.removeAll(catalogue().keySet());

        assertThat(missing).isEmpty();
    }

    @Test
    void nothing_is_translated_that_nobody_says() {
        Set<String> dead = new TreeSet<>(catalogue().keySet());
        dead.removeAll(said());

        assertThat(dead).isEmpty();
    }

    @Test
    void a_translation_holds_what_its_original_holds() {
        assertThat(catalogue())
                .allSatisfy((english, japanese) ->
                        assertThat(placeholders(japanese)).as(english).isEqualTo(placeholders(english)));
    }

    @Test
    void a_translation_is_in_japanese_unless_it_is_all_names_and_signs() {
        assertThat(catalogue()).allSatisfy((english, japanese) -> {
            if (english.matches(".*[a-z]{3} [a-z]{2}.*")) {
                assertThat(japanese).as(english).containsPattern("[\\u3040-\\u30ff\\u4e00-\\u9fff]");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_page_says_in_japanese_what_it_says_in_english(Rule rule) throws IOException {
        String name = rule.card().id() + ".md";
        String english = Files.readString(PAGES.resolve(name));
        String japanese = Files.readString(PAGES.resolve("ja").resolve(name));

        assertThat(headings(japanese))
                .containsExactly(
                        "# " + rule.card().id(), "## 内容", "## 理由", "## 例", "## 修正方法", "## 無視してよい場合", "## 根拠", "## 出典");
        assertThat(headings(english)).hasSameSizeAs(headings(japanese));
        assertThat(found("<https://[^>]+>", japanese)).isEqualTo(found("<https://[^>]+>", english));
        assertThat(found("(?m)^```.*$", japanese)).isEqualTo(found("(?m)^```.*$", english));
        assertThat(found("(?m)^\\d\\. ", japanese)).isEqualTo(found("(?m)^\\d\\. ", english));
        assertThat(found("`(?:fires|silent|undecided)-[^`]+`", japanese))
                .isEqualTo(found("`(?:fires|silent|undecided)-[^`]+`", english));
        assertThat(found("proof\\.md#[a-z0-9-]+", japanese)).isEqualTo(found("proof\\.md#[a-z0-9-]+", english));
    }

    static List<Rule> rules() {
        return Rules.all();
    }

    private static List<String> headings(String page) {
        return page.lines()
                .filter(line -> line.matches("##? [^#].*"))
                .filter(line -> !line.matches("# .*(conf|service|yaml).*"))
                .toList();
    }

    private static List<String> found(String pattern, String page) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(hit -> hit.group())
                .toList();
    }

    private static Set<String> said() {
        Set<String> said = new TreeSet<>(lines());
        SOURCES.forEach(folder -> said.addAll(patterns(folder)));
        said.addAll(complaints());
        return said;
    }

    /** What the host script says is missing, and why. */
    private static Set<String> complaints() {
        Set<String> complaints = new TreeSet<>();
        Matcher complaint = COMPLAINT.matcher(read(HOST_SCRIPT));
        while (complaint.find()) {
            Stream.of(complaint.group(1), complaint.group(2))
                    .map(words -> words.substring(1, words.length() - 1).replaceAll("\\$\\{[^}]+}|\\$\\w+", "%s"))
                    .filter(words -> words.matches(".*[a-z]{3}.*"))
                    .forEach(complaints::add);
        }
        assertThat(complaints).isNotEmpty();
        return complaints;
    }

    private static Map<String, String> catalogue() {
        Map<String, String> entries = new TreeMap<>();
        for (Path file : CATALOGUES) {
            Matcher entry = ENTRY.matcher(read(file));
            while (entry.find()) {
                String english = entry.group(1).translateEscapes();
                assertThat(entries.put(english, entry.group(2).translateEscapes()))
                        .as("a second translation of %s", english)
                        .isNull();
            }
        }
        return entries;
    }

    /** The arguments by their places, and everything that picocli puts in. */
    private static Set<String> placeholders(String text) {
        Set<String> found = new TreeSet<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        for (int next = 1; placeholder.find(); next++) {
            String place = placeholder.group(1) == null ? String.valueOf(next) : placeholder.group(1);
            found.add(placeholder.group(3) == null ? place + placeholder.group(2) : placeholder.group(3));
        }
        return found;
    }

    /** Every line of the help of every command. */
    private static Set<String> lines() {
        Set<String> lines = new TreeSet<>();
        CommandLine top =
                TimeoutChain.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
        gather(top, line -> {
            if (!TYPED.matcher(line).matches()) {
                lines.add(line);
            }
        });
        return lines;
    }

    private static void gather(CommandLine command, Consumer<String> to) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        Stream.of(usage.description(), usage.header(), usage.footer())
                .flatMap(Arrays::stream)
                .forEach(to);
        Stream.of(
                        usage.synopsisHeading(),
                        usage.commandListHeading(),
                        usage.exitCodeListHeading(),
                        usage.footerHeading())
                .forEach(to);
        usage.exitCodeList().values().forEach(to);
        for (ArgSpec argument : command.getCommandSpec().args()) {
            Arrays.stream(argument.description()).forEach(to);
        }
        command.getSubcommands().values().forEach(below -> gather(below, to));
    }

    @Test
    void the_help_of_every_command_is_in_japanese() {
        CommandLine top = TimeoutChain.commandLine(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                Surroundings.ofProcess(),
                Locale.JAPANESE);
        Set<String> english = new TreeSet<>(lines());
        Set<String> left = new TreeSet<>();
        gather(top, left::add);
        left.retainAll(english.stream()
                .filter(line -> !Text.of(line).in(Locale.JAPANESE).equals(line))
                .collect(Collectors.toSet()));

        assertThat(left).isEmpty();
    }

    /** Every pattern that the sources below {@code folder} make a text of. */
    private static Set<String> patterns(Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(folder);
                var manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            Set<String> patterns = new TreeSet<>();
            task.parse().forEach(unit -> unit.accept(new Patterns(), patterns));
            return patterns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Patterns extends TreeScanner<@Nullable Void, Set<String>> {

        private static final Set<String> MAKERS = Set.of("Text.of", "Text.joined", "Text.marked");

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, Set<String> patterns) {
            if (MAKERS.contains(call.getMethodSelect().toString())) {
                patterns.addAll(alternatives(call.getArguments().getFirst()));
            }
            return super.visitMethodInvocation(call, patterns);
        }

        private static Set<String> alternatives(ExpressionTree pattern) {
            return switch (pattern) {
                case LiteralTree literal -> Set.of(String.valueOf(literal.getValue()));
                case ParenthesizedTree inner -> alternatives(inner.getExpression());
                case ConditionalExpressionTree either ->
                    Stream.of(either.getTrueExpression(), either.getFalseExpression())
                            .flatMap(one -> alternatives(one).stream())
                            .collect(toCollection(TreeSet::new));
                case BinaryTree both -> Set.of(single(both.getLeftOperand()) + single(both.getRightOperand()));
                // The help makes texts of picocli's lines, which are gathered from picocli.
                default -> {
                    assertThat(pattern).hasToString("line");
                    yield Set.of();
                }
            };
        }

        private static String single(ExpressionTree part) {
            return alternatives(part).iterator().next();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
