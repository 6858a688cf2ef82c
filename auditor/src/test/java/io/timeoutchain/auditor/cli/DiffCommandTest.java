package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.assemble.HostText;
import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.report.JsonReport;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private static Ran diff(Object... arguments) {
        return Ran.with(
                Map.of(), Stream.concat(Stream.of("diff"), Stream.of(arguments)).toArray());
    }

    private static Account keeping(String keepAlive) {
        return Account.shop(60, 80, HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout " + keepAlive));
    }

    private Path snapshot(String name, Account account) throws IOException {
        return Files.writeString(folder.resolve(name), new SnapshotCodec().encode(account.snapshot()));
    }

    private Path report(String name, Account account) throws IOException {
        return Files.writeString(
                folder.resolve(name), new JsonReport().render(Audit.report(account.snapshot(), Configuration.NONE)));
    }

    @Test
    void what_is_new_or_worse_is_1_and_what_is_fixed_or_as_before_is_0() throws IOException {
        Path good = snapshot("good.json", keeping("75s"));
        Path small = report("small.json", keeping("63s"));
        Path bad = report("bad.json", keeping("30s"));

        assertThat(diff(good, bad).code()).isEqualTo(1);
        assertThat(diff(small, bad).code()).isEqualTo(1);
        assertThat(diff(good, small).code()).isZero();
        assertThat(diff(good, small, "--fail-on", "low").code()).isEqualTo(1);
        assertThat(diff(good, bad, "--fail-on", "never").code()).isZero();
        assertThat(diff(bad, bad).code()).isZero();

        Ran mended = diff(bad, good);
        assertThat(mended.code()).isZero();
        assertThat(mended.out())
                .startsWith("FIXED\n")
                .endsWith("0 new, 1 fixed, 0 changed, 0 still open, 0 no longer told.\n");
    }

    @Test
    void what_is_no_longer_told_is_3() throws IOException {
        Path bad = snapshot("bad.json", keeping("30s"));
        Path silent = snapshot("silent.json", Account.shop(60, 80, ""));

        assertThat(diff(bad, silent).code()).isEqualTo(3);
        assertThat(diff(bad, silent).out()).contains("NO LONGER TOLD\n").contains("          because ");
        assertThat(diff(bad, silent, "--allow-undecided").code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"text, txt", "markdown, md"})
    void comparisons_read_in_japanese_as_they_were_approved(String format, String suffix) throws IOException {
        Path good = snapshot("good.json", keeping("75s"));
        Path small = report("small.json", keeping("63s"));
        Path bad = report("bad.json", keeping("30s"));
        Path silent = snapshot("silent.json", Account.shop(60, 80, ""));
        String all = Stream.of(
                        List.of(good, bad),
                        List.of(small, bad),
                        List.of(bad, silent),
                        List.of(bad, bad),
                        List.of(bad, good))
                .map(pair -> Ran.with(Map.of(), "diff", pair.get(0), pair.get(1), "--format", format, "--lang", "ja")
                        .out())
                .collect(Collectors.joining("\n"));
        assertThat(all).doesNotContainPattern(Ran.ENGLISH);
        Golden.holds("japanese/diff." + suffix, all);
    }

    @Test
    void snapshots_are_judged_by_the_same_configuration() throws IOException {
        Path configuration = Files.writeString(folder.resolve("chain.yaml"), "margin: 3s\n");
        Path good = snapshot("good.json", keeping("75s"));
        Path small = snapshot("small.json", keeping("63s"));

        assertThat(diff(good, small, "--fail-on", "info").code()).isEqualTo(1);
        assertThat(diff(good, small, "--fail-on", "info", "--config", configuration)
                        .code())
                .isZero();
    }

    @Test
    void a_program_gets_json_and_a_pull_request_markdown() throws IOException {
        Path good = snapshot("good.json", keeping("75s"));
        Path bad = snapshot("bad.json", keeping("30s"));

        JsonNode json =
                new ObjectMapper().readTree(diff(good, bad, "--format", "json").out());
        assertThat(json.path("schema").asText()).isEqualTo("diff/1");
        assertThat(json.path("now").path("account").asText()).isEqualTo("123456789012");
        assertThat(json.path("new").findValuesAsText("rule")).containsExactly("callee-closes-first");
        assertThat(json.path("fixed")).isEmpty();

        Path output = folder.resolve("diff.md");
        Ran ran = diff(good, bad, "--format", "markdown", "--output", output);
        assertThat(ran.out()).isEmpty();
        assertThat(Files.readString(output)).startsWith("**Timeout Chain:** 1 new, ");
    }

    @Test
    void a_file_that_is_neither_is_named_with_what_is_wrong() throws IOException {
        Path good = report("good.json", keeping("75s"));
        Path other = Files.writeString(folder.resolve("other.json"), "{\"schema\":\"report/7\"}");
        Path none = folder.resolve("none.json");

        Ran shape = diff(good, other);
        assertThat(shape.code()).isEqualTo(2);
        assertThat(shape.err())
                .startsWith("timeout-chain: " + other + ": The report has the shape report/7, but this version reads");
        Ran missing = diff(none, good);
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains(none + " cannot be read: no such file or folder.");
    }
}
