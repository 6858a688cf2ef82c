package io.timeoutchain.lab.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the rules' pages, the scenarios and docs/proof.md together. */
final class ProofPageTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path FOLDERS = Path.of("src/main/resources/io/timeoutchain/lab/prove");

    /** Rules of which no experiment is to be expected: they claim no failed request, or none that a laboratory has. */
    private static final Set<String> WITHOUT_EXPERIMENT = Set.of(
            "hosts-disagree",
            "too-many-workers",
            "upstream-not-reused",
            "setting-has-no-effect",
            "value-out-of-range",
            "session-length-unusual",
            "sync-worker-faces-balancer",
            "measured-otherwise");

    @Test
    void every_folder_is_a_scenario_and_every_scenario_has_a_folder() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Scenarios.all().stream().map(Scenario::name).toList());
        }
    }

    @Test
    void every_rule_that_claims_a_failure_has_a_scenario() {
        Set<String> proved =
                new TreeSet<>(Scenarios.all().stream().map(Scenario::rule).toList());
        Set<String> rules =
                new TreeSet<>(Rules.all().stream().map(rule -> rule.card().id()).toList());

        assertThat(rules).containsAll(proved).containsAll(WITHOUT_EXPERIMENT);
        assertThat(proved).doesNotContainAnyElementsOf(WITHOUT_EXPERIMENT);
        rules.removeAll(WITHOUT_EXPERIMENT);
        assertThat(proved).containsExactlyElementsOf(rules);
    }

    @Test
    void the_proof_has_a_row_and_a_picture_of_every_scenario_as_it_is_today() throws IOException {
        String proof = Files.readString(DOCS.resolve("proof.md"));
        List<String> pictures;
        try (Stream<Path> files = Files.list(DOCS.resolve("proof"))) {
            pictures = files.map(file -> file.getFileName().toString()).toList();
        }

        assertThat(pictures)
                .containsExactlyInAnyOrderElementsOf(Scenarios.all().stream()
                        .map(scenario -> scenario.name() + ".svg")
                        .toList());
        assertThat(Scenarios.all()).allSatisfy(scenario -> {
            Matcher row = Pattern.compile(
                            "(?m)^\\| \\[`%s`\\]\\(rules/%s\\.md\\) \\| \\[`%s`\\]\\(#%s\\) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|$"
                                    .formatted(scenario.rule(), scenario.rule(), scenario.name(), scenario.name()))
                    .matcher(proof);
            assertThat(row.find()).as("row of " + scenario.name()).isTrue();
            assertThat(Integer.parseInt(row.group(2))).as("failures, broken").isPositive();
            assertThat(Integer.parseInt(row.group(3))).as("failures, repaired").isZero();
            assertThat(proof)
                    .as("%s was changed since it was proved; run ./timeout-chain lab prove", scenario.name())
                    .contains("## " + scenario.name() + "\n\n<!-- " + ProofPage.fingerprint(scenario) + " -->");
        });
    }

    @Test
    void every_rules_page_cites_its_rows_and_no_others() throws IOException {
        for (String rule : Rules.all().stream().map(each -> each.card().id()).toList()) {
            String page = Files.readString(DOCS.resolve("rules").resolve(rule + ".md"));
            List<String> cited = Pattern.compile("\\[`([a-z-]+)`\\]\\(\\.\\./proof\\.md#([a-z-]+)\\)")
                    .matcher(page)
                    .results()
                    .map(citation -> citation.group(2))
                    .toList();
            assertThat(cited)
                    .as(rule)
                    .containsExactlyInAnyOrderElementsOf(Scenarios.all().stream()
                            .filter(scenario -> scenario.rule().equals(rule))
                            .map(Scenario::name)
                            .toList());
        }
    }
}
