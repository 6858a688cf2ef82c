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

    private record Running(Process process, Path out, Path err) {

        Ran ended() throws IOException, InterruptedException {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    private Running start(Path user, List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(Map.of("HOME", user.toString(), "XDG_CACHE_HOME", ""));
        Process process = builder.start();
        process.getOutputStream().close();
        return new Running(process, out, err);
    }

    private Ran run(String... command) throws IOException, InterruptedException {
        return start(folder, List.of(command)).ended();
    }

    /** The launcher, asked for its version at a terminal; the test is skipped where none can be had. */
    private List<String> atTerminal() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) is not installed: there is no terminal");
        return List.of("script", "-qec", "'" + launcher().replace("'", "'\\''") + "' --version", "/dev/null");
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
        Ran made = start(folder, atTerminal()).ended();
        assertThat(made.out()).contains("preparing for faster starts");
        Path archive = archives(home.resolve("app")).getFirst();
        assertThat(archive).isNotEmptyFile();
        assertThat(run(launcher(), "demo")).isEqualTo(without);
        assertThat(start(folder, atTerminal()).ended().out()).doesNotContain("preparing");

        Files.write(archive, "nonsense".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        assertThat(run(launcher(), "demo")).isEqualTo(without);
        Files.write(archive, new byte[0]);
        assertThat(run(launcher(), "demo")).isEqualTo(without);
    }

    /** Archives of classes, whole ones or not. */
    private static List<Path> archives(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().contains(".jsa")).toList();
        }
    }

    @Test
    void two_first_starts_at_once_both_succeed_and_leave_one_archive_that_is_sound() throws Exception {
        Running one = start(folder, atTerminal());
        Running other = start(folder, atTerminal());
        for (Ran ran : List.of(one.ended(), other.ended())) {
            assertThat(ran.code()).as(ran.out()).isZero();
            assertThat(ran.out().lines().toList().getLast()).startsWith("timeout-chain ");
        }
        List<Path> archives = archives(home.resolve("app"));
        assertThat(archives).hasSize(1).allSatisfy(archive -> assertThat(archive.toString())
                .endsWith(".jsa"));

        String jdk = run("sh", home.resolve("libexec/find-jdk.sh").toString(), "21", "java")
                .out()
                .strip();
        Ran watched = run(
                jdk + "/bin/java",
                "-XX:SharedArchiveFile=" + archives.getFirst().toRealPath(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load",
                "-jar",
                home.resolve("app/auditor.jar").toRealPath().toString(),
                "--version");
        assertThat(watched.out().lines().filter(line -> line.contains("io.timeoutchain.auditor.cli.TimeoutChain ")))
                .singleElement()
                .asString()
                .endsWith(" source: shared objects file (top)");
    }

    /** Somebody who may not write where the program is; root may write anywhere, and so becomes somebody else. */
    private List<String> nobody(List<String> command) throws Exception {
        assertThat(run("chmod", "-R", "a+rX", folder.toString()).code()).isZero();
        assertThat(run("chmod", "-R", "a-w", home.toString()).code()).isZero();
        if (!Files.isWritable(home)) {
            return command;
        }
        List<String> become = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "setpriv(1) is not installed: root may write anywhere");
        return Stream.concat(become.stream(), command.stream()).toList();
    }

    @Test
    void a_read_only_installation_starts_without_an_archive_and_without_a_word_about_it() throws Exception {
        List<String> command = nobody(atTerminal());
        Ran ran = start(home.resolve("README.md"), command).ended();
        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(ran.out().lines()).singleElement().asString().startsWith("timeout-chain ");
        assertThat(ran.err()).isEmpty();
        assertThat(archives(folder)).isEmpty();
    }

    @Test
    void a_read_only_installation_has_its_archive_in_the_users_cache() throws Exception {
        Path user = Files.createDirectory(folder.resolve("user"));
        List<String> command = nobody(atTerminal());
        assertThat(run("chmod", "a+w", user.toString()).code()).isZero();
        Ran ran = start(user, command).ended();
        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(archives(home)).isEmpty();
        assertThat(archives(user)).singleElement().satisfies(archive -> assertThat(archive)
                .isNotEmptyFile()
                .hasParent(user.resolve(".cache/timeout-chain")));
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
