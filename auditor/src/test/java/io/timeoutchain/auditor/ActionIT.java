package io.timeoutchain.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The steps of action.yml, as a runner of GitHub Actions runs them: with its variables, in a workspace of a job. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ActionIT {

    private static final Path ACTION = Path.of("../action.yml");
    private static final Path DEMO = Path.of("src/main/resources/io/timeoutchain/auditor/demo/snapshot.json");

    @TempDir
    private Path folder = Path.of("");

    private Path workspace = Path.of("");
    private Path summary = Path.of("");
    private Path output = Path.of("");

    private record Ran(int code, String out, String err) {}

    @BeforeEach
    void a_runner() throws IOException {
        workspace = Files.createDirectories(folder.resolve("work space"));
        Files.copy(DEMO, workspace.resolve("demo.json"));
        summary = Files.createFile(folder.resolve("summary"));
        output = Files.createFile(folder.resolve("output"));
        Path launcher = Files.createDirectories(folder.resolve("action")).resolve("timeout-chain");
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '%s' -jar '%s' \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                Path.of("target/auditor.jar").toAbsolutePath()));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    private static Map<?, ?> action() throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(ACTION));
    }

    private static Map<?, ?> step(String id) throws IOException {
        List<?> steps = (List<?>) ((Map<?, ?>) action().get("runs")).get("steps");
        return (Map<?, ?>) steps.stream()
                .filter(step -> id.equals(((Map<?, ?>) step).get("id")))
                .findFirst()
                .orElseThrow();
    }

    /** Runs the audit's step with {@code inputs} over the defaults, which is how a runner fills the step's environment. */
    private Ran audit(Map<String, String> inputs) throws Exception {
        Map<?, ?> declared = (Map<?, ?>) action().get("inputs");
        Map<String, String> environment = new HashMap<>(Map.of(
                "GITHUB_ACTION_PATH", folder.resolve("action").toString(),
                "GITHUB_STEP_SUMMARY", summary.toString(),
                "GITHUB_OUTPUT", output.toString()));
        ((Map<?, ?>) step("audit").get("env")).forEach((variable, expression) -> {
            String input = expression.toString().replaceAll("^\\$\\{\\{ inputs\\.([a-z-]+) }}$", "$1");
            assertThat(declared.containsKey(input)).as(input).isTrue();
            environment.put(
                    variable.toString(),
                    inputs.getOrDefault(input, String.valueOf(((Map<?, ?>) declared.get(input)).get("default"))));
        });
        Path script = Files.writeString(
                folder.resolve("step.sh"), step("audit").get("run").toString());
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", script.toString())
                .directory(workspace.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void a_snapshot_with_findings_gives_sarif_a_summary_and_the_exit_code() throws Exception {
        Ran ran = audit(Map.of("snapshot", "demo.json"));

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Files.readString(output)).isEqualTo("exit-code=1\nsarif=timeout-chain.sarif\n");
        assertThat(ran.out()).contains("HIGH");
        assertThat(Files.readString(summary)).contains("callee-closes-first");
        assertThat(new JsonMapper()
                        .readTree(workspace.resolve("timeout-chain.sarif").toFile())
                        .path("version")
                        .asText())
                .isEqualTo("2.1.0");
    }

    @Test
    void what_cannot_run_gives_its_exit_code_and_no_sarif() throws Exception {
        Ran ran = audit(Map.of("snapshot", "missing.json"));

        assertThat(ran.code()).isZero();
        assertThat(Files.readString(output)).isEqualTo("exit-code=2\n");
        assertThat(ran.err()).contains("missing.json");
    }

    @Test
    void a_configuration_of_the_workspace_directs_something_only_where_the_job_names_it() throws Exception {
        Files.writeString(workspace.resolve("timeout-chain.yaml"), "save-snapshot: saved.json\n");

        Ran unnamed = audit(Map.of("snapshot", "demo.json"));

        assertThat(unnamed.err())
                .contains("timeout-chain.yaml:1:16: save-snapshot counts only in a file that is named");
        assertThat(Files.readString(output)).isEqualTo("exit-code=2\n");
        assertThat(workspace.resolve("saved.json")).doesNotExist();

        Files.writeString(output, "");
        audit(Map.of("snapshot", "demo.json", "config", "timeout-chain.yaml"));

        assertThat(Files.readString(output)).startsWith("exit-code=1\n");
        assertThat(workspace.resolve("saved.json")).exists();
    }

    @Test
    void an_input_is_never_run_as_a_script() throws Exception {
        Ran ran =
                audit(Map.of("snapshot", "$(touch pwned) `touch pwned`; touch pwned", "load-balancers", "web-* $(id)"));

        assertThat(ran.code()).isZero();
        assertThat(workspace.resolve("pwned")).doesNotExist();
        assertThat(Files.readString(output)).isEqualTo("exit-code=2\n");
    }

    @Test
    void no_step_puts_an_input_into_its_script() throws IOException {
        List<?> steps = (List<?>) ((Map<?, ?>) action().get("runs")).get("steps");

        assertThat(steps).allSatisfy(step -> assertThat(String.valueOf(((Map<?, ?>) step).get("run")))
                .doesNotContain("${{"));
    }
}
