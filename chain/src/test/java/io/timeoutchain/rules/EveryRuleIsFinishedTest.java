package io.timeoutchain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.fixture.Fixture;
import io.timeoutchain.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule is finished when it has a page, fixtures of all three kinds, a row in the index, and a name that fits. */
final class EveryRuleIsFinishedTest {

    private static final Path PAGES = Path.of("../docs/rules");
    private static final Path INDEX = PAGES.resolve("README.md");
    private static final List<String> HEADINGS = List.of(
            "## What", "## Why", "## Example", "## Fix", "## When it is fine to ignore", "## Proof", "## Sources");
    private static final Pattern URL = Pattern.compile("https://[^\\s)>]+");
    private static final Pattern FIXTURE_NAME = Pattern.compile("`((?:fires|silent|undecided)-[a-z0-9.-]+?)`");

    static List<Rule> rules() {
        return Rules.all();
    }

    static List<String> ids() {
        return Rules.all().stream().map(rule -> rule.card().id()).toList();
    }

    @Test
    void every_rule_is_registered_once() throws IOException {
        assertThat(ids()).doesNotHaveDuplicates();
        try (Stream<Path> classes = Files.list(Path.of("src/main/java/io/timeoutchain/rules"))) {
            Set<String> implemented = classes.filter(EveryRuleIsFinishedTest::isARule)
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
            assertThat(Rules.all())
                    .extracting(rule -> rule.getClass().getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(implemented);
        }
    }

    private static boolean isARule(Path file) {
        try {
            return Files.readString(file).contains(" implements Rule.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_is_a_final_class_named_like_its_id(Rule rule) {
        String camelCase = Arrays.stream(rule.card().id().split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());

        assertThat(rule.getClass().getSimpleName()).isEqualTo(camelCase);
        assertThat(rule.card().title().toString()).doesNotEndWith(".");
        assertThat(rule.card().why().toString()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_rule_has_fixtures_of_all_three_kinds(String id) {
        assertThat(fixtures(id)).extracting(Fixture::claimedKind).contains("fires", "silent", "undecided");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_rule_has_a_page_with_every_heading_in_order(String id) throws IOException {
        List<String> lines = page(id).lines().toList();

        assertThat(lines.getFirst()).isEqualTo("# " + id);
        assertThat(lines.stream().filter(line -> line.startsWith("## "))).containsExactlyElementsOf(HEADINGS);
        assertThat(lines).hasSizeLessThan(120);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_page_cites_its_sources_and_every_fixture_by_name(String id) throws IOException {
        String page = page(id);
        String sources = page.substring(page.indexOf("## Sources"));
        String proof = page.substring(page.indexOf("## Proof"), page.indexOf("## Sources"));

        assertThat(URL.matcher(sources).results()).isNotEmpty();
        assertThat(FIXTURE_NAME.matcher(proof).results().map(name -> name.group(1)))
                .containsExactlyInAnyOrderElementsOf(fixtures(id).stream()
                        .map(fixture -> fixture.file().getFileName().toString().replace(".json", ""))
                        .toList());
    }

    @Test
    void there_is_no_page_and_no_fixture_without_a_rule() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.filter(page -> Files.isRegularFile(page) && !page.equals(INDEX))
                            .map(page -> page.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(ids());
        }
        assertThat(Fixture.all()).isNotEmpty().allSatisfy(fixture -> {
            assertThat(ids()).contains(fixture.rule());
            assertThat(fixture.file().getNameCount()).isEqualTo(Fixture.ROOT.getNameCount() + 2);
        });
    }

    @Test
    void the_index_is_what_the_cards_say() throws IOException {
        if (Boolean.getBoolean("docs.update")) {
            assertThat(System.getenv("CI"))
                    .as("the index is rewritten by a person, who reads the difference")
                    .isNull();
            Files.writeString(INDEX, RuleIndex.markdown());
        }

        assertThat(Files.readString(INDEX)).isEqualTo(RuleIndex.markdown());
    }

    private static List<Fixture> fixtures(String id) {
        return Fixture.all().stream()
                .filter(fixture -> fixture.rule().equals(id))
                .toList();
    }

    private static String page(String id) throws IOException {
        return Files.readString(PAGES.resolve(id + ".md"));
    }
}
