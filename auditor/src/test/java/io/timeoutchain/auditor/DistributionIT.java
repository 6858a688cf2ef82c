package io.timeoutchain.auditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive that the build makes, unpacked and used as somebody who downloaded it does. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DistributionIT {

    private static final String ARCHIVE = System.getProperty("distribution", "");

    @TempDir
    private Path folder = Path.of("");

    private Path home = Path.of("");

    private record Ran(int code, String out, String err) {}

    private Ran run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Ran run(String... command) throws IOException, InterruptedException {
        return run(Map.of("HOME", folder.toString()), List.of(command));
    }

    private String launcher() {
        return home.resolve("bin/timeout-chain").toString();
    }

    @BeforeEach
    void unpacked() throws Exception {
        Path target = Files.createDirectories(folder.resolve("a folder's name"));
        assertThat(run("tar", "-xzf", ARCHIVE + ".tar.gz", "-C", target.toString())
                        .code())
                .isZero();
        home = target.resolve(Path.of(ARCHIVE).getFileName());
    }

    @Test
    void it_runs_from_any_folder_through_a_link_and_with_blanks_in_its_path() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("tc"),
                Path.of("a folder's name").resolve(home.getFileName()).resolve("bin/timeout-chain"));
        Ran demo = run(link.toString(), "demo");
        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("6 load balancers, 7 hosts").contains("callee-closes-first");
        assertThat(demo.err()).isEmpty();
    }

    @Test
    void it_says_in_a_sentence_that_there_is_no_java() throws Exception {
        Files.writeString(home.resolve("libexec/find-jdk.sh"), "exit 1\n");
        Ran ran = run(launcher(), "demo");
        assertThat(ran.code()).isEqualTo(70);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo("timeout-chain: no Java of version 21 or newer was found. Install one (for example from "
                        + "https://adoptium.net) or point JAVA_HOME at it.\n");
    }

    @Test
    void it_says_the_same_with_and_without_an_archive_of_classes_and_with_a_broken_one() throws Exception {
        Ran without = run(launcher(), "demo");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) is not installed: there is no terminal");
        Ran made = run("script", "-qec", "'" + launcher().replace("'", "'\\''") + "' --version", "/dev/null");
        assertThat(made.out()).contains("preparing for faster starts");
        Path archive = archive();
        assertThat(archive).isNotEmptyFile();
        assertThat(run(launcher(), "demo")).isEqualTo(without);
        Ran again = run("script", "-qec", "'" + launcher().replace("'", "'\\''") + "' --version", "/dev/null");
        assertThat(again.out()).doesNotContain("preparing");

        Files.write(archive, "nonsense".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        assertThat(run(launcher(), "demo")).isEqualTo(without);
        Files.write(archive, new byte[0]);
        assertThat(run(launcher(), "demo")).isEqualTo(without);
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("app"))) {
            return files.filter(file -> file.toString().endsWith(".jsa"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void both_archives_hold_the_same_files_and_everything_is_there() throws Exception {
        try (ZipFile zip = new ZipFile(ARCHIVE + ".zip");
                Stream<Path> files = Files.walk(home)) {
            assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(file -> Path.of(ARCHIVE).getFileName() + "/" + home.relativize(file))
                            .toList());
        }
        for (String file : List.of(
                "LICENSE",
                "README.md",
                "share/man/man1/timeout-chain.1",
                "share/bash-completion/completions/timeout-chain",
                "share/zsh/site-functions/_timeout-chain",
                "share/fish/vendor_completions.d/timeout-chain.fish")) {
            assertThat(home.resolve(file)).isNotEmptyFile();
        }
    }

    @Test
    void the_bill_of_materials_names_every_jar() throws Exception {
        assumeTrue(
                Files.exists(home.resolve("timeout-chain.cdx.json")),
                "built offline, where no bill of materials is made");
        JsonNode bill = new ObjectMapper()
                .readTree(home.resolve("timeout-chain.cdx.json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        List<String> named = bill.path("components").findParents("purl").stream()
                .map(component -> component.path("name").asText() + "-"
                        + component.path("version").asText() + ".jar")
                .toList();
        try (Stream<Path> jars = Files.list(home.resolve("app/lib"))) {
            assertThat(jars.map(jar -> String.valueOf(jar.getFileName())).toList())
                    .isNotEmpty()
                    .isSubsetOf(named);
        }
    }
}
