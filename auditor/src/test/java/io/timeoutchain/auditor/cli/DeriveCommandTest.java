package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timeoutchain.plan.SettingNames;
import io.timeoutchain.plan.Shape;
import io.timeoutchain.plan.Solver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeriveCommandTest {

    private static final Schema SCHEMA = Schema.of("plan-1");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return TimeoutChain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(
                        Stream.concat(Stream.of("derive"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void a_plan_is_a_table_of_settings_values_and_what_forces_them() {
        assertThat(run("--longest-request", "30s")).isEqualTo(ExitCode.CLEAN);
        assertThat(out.toString())
                .startsWith("A request may take 30 s.")
                .containsPattern("alb\\.idle +idle_timeout\\.timeout_seconds +40 s  caller-gives-up-first: ")
                .containsPattern("gunicorn\\.timeout +timeout +30 s  the longest request");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void pins_stay() {
        assertThat(run("--longest-request", "30s", "--pin", "alb.idle=2m", "--pin", "target-group.drain=300s"))
                .isEqualTo(ExitCode.CLEAN);
        assertThat(out.toString())
                .containsPattern("alb\\.idle .* 120 s  pinned")
                .containsPattern("nginx\\.keepalive .* 125 s  callee-closes-first");
    }

    @Test
    void impossible_pins_are_explained_and_nothing_is_written(@TempDir Path folder) throws Exception {
        int code = run(
                "--longest-request",
                "30s",
                "--pin",
                "alb.idle=120s",
                "--pin",
                "nginx.keepalive=75s",
                "--pin",
                "target-group.drain=300s",
                "--directory",
                folder.resolve("plan").toString());

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("alb.idle is pinned to 120 s")
                .contains("(callee-closes-first)")
                .contains("This would do: alb.idle = 70 s, or nginx.keepalive = 125 s.");
        assertThat(out.toString()).isEmpty();
        assertThat(Files.exists(folder.resolve("plan"))).isFalse();
    }

    @Test
    void json_has_the_numbers_and_the_texts() throws Exception {
        assertThat(run("--longest-request", "30s", "--worker-class", "gthread", "--no-nginx", "--format", "json"))
                .isEqualTo(ExitCode.CLEAN);
        JsonNode plan = new ObjectMapper().readTree(out.toString());

        assertThat(plan.path("schema").asText()).isEqualTo("plan/1");
        assertThat(plan.path("settings")).anySatisfy(setting -> {
            assertThat(setting.path("name").asText()).isEqualTo("gunicorn.keepalive");
            assertThat(setting.path("seconds").asLong()).isEqualTo(40);
            assertThat(setting.path("rule").asText()).isEqualTo("callee-closes-first");
            assertThat(setting.path("text").asText()).isEqualTo("keepalive = 40");
        });
        assertThat(plan.path("texts").path("etc/gunicorn.conf.py").asText()).contains("worker_class = \"gthread\"");
    }

    @Test
    void a_conflict_is_json_too() throws Exception {
        assertThat(run("--longest-request", "30s", "--pin", "alb.idle=20s", "--format", "json"))
                .isEqualTo(ExitCode.USAGE);
        JsonNode conflict = new ObjectMapper().readTree(out.toString()).path("conflict");

        assertThat(conflict.path("steps")).hasSize(2);
        assertThat(conflict.path("most").path("kind").asText()).isEqualTo("pinned");
        assertThat(conflict.path("nearest")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--longest-request 30s",
                "--longest-request 30s --no-nginx --worker-class sync",
                "--longest-request 90s --worker-class gthread --database --nginx-version 1.22.1",
                "--longest-request 30s --pin alb.idle=20s",
                "--longest-request 4000s"
            })
    void the_json_is_what_its_schema_says_and_has_no_placeholder(String arguments) throws Exception {
        run(Stream.concat(Stream.of(arguments.split(" ", -1)), Stream.of("--format", "json"))
                .toArray(String[]::new));
        JsonNode plan = new ObjectMapper().readTree(out.toString());

        assertThat(SCHEMA.violations(plan)).isEmpty();
        assertThat(SCHEMA.unnamed(plan)).isEmpty();
        assertThat(plan.findValuesAsText("text"))
                .noneMatch(text ->
                        text.contains("{loadBalancer}") || text.contains("{targetGroup}") || text.contains("{arn}"));
    }

    @Test
    void the_schema_finds_what_is_missing() throws Exception {
        run("--longest-request", "30s", "--format", "json");
        JsonNode plan = new ObjectMapper().readTree(out.toString());
        for (String key : List.of("name", "seconds", "rule", "reason", "text")) {
            JsonNode damaged = plan.deepCopy();
            ((ObjectNode) damaged.at("/settings/0")).remove(key);
            assertThat(SCHEMA.violations(damaged)).as(key).isNotEmpty();
        }
        ((ObjectNode) plan).remove("settings");
        assertThat(SCHEMA.violations(plan)).isNotEmpty();
    }

    @Test
    void the_texts_are_written_below_the_directory(@TempDir Path folder) {
        assertThat(run("--longest-request", "30s", "--directory", folder.toString()))
                .isEqualTo(ExitCode.CLEAN);
        assertThat(folder.resolve("etc/nginx/conf.d/app.conf")).content().contains("proxy_read_timeout 35s;");
        assertThat(folder.resolve("etc/gunicorn.conf.py")).content().contains("graceful_timeout = 35");
        assertThat(folder.resolve("etc/systemd/system/gunicorn.service.d/timeouts.conf"))
                .content()
                .isEqualTo("[Service]\nTimeoutStopSec=40\n");
        assertThat(folder.resolve("etc/sysctl.d/90-timeout-chain.conf"))
                .content()
                .isEqualTo("net.ipv4.tcp_keepalive_time = 300\n");
        assertThat(folder.resolve("aws.sh")).content().contains("Key=idle_timeout.timeout_seconds,Value=40");
    }

    @Test
    void an_unknown_setting_gets_a_suggestion() {
        assertThat(run("--longest-request", "30s", "--pin", "alb.idel=20s")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("(did you mean \"alb.idle\"?)");
    }

    @Test
    void what_has_no_meaning_is_a_usage_error() {
        assertThat(run("--longest-request", "30")).isEqualTo(ExitCode.USAGE);
        assertThat(run("--longest-request", "0s")).isEqualTo(ExitCode.USAGE);
        assertThat(run("--longest-request", "999999h")).isEqualTo(ExitCode.USAGE);
        assertThat(run("--longest-request", "30s", "--pin", "gunicorn.keepalive=5s"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("--longest-request", "30s", "--pin", "alb.idle=1500ms")).isEqualTo(ExitCode.USAGE);
        assertThat(run(
                        "--longest-request",
                        "30s",
                        "--pin",
                        "alb.idle=60s",
                        "--pin",
                        "alb.idle_timeout.timeout_seconds=60s"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("--longest-request", "30s", "--nginx-version", "new")).isEqualTo(ExitCode.USAGE);
        assertThat(run("--longest-request", "30s", "--worker-class", "tornado")).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void the_help_names_every_setting_that_can_be_pinned() {
        run("--help");
        String help = out.toString();

        assertThat(Stream.of(Shape.Worker.values())
                        .flatMap(worker ->
                                Solver.settings(new Shape(Optional.of(Shape.USUAL_NGINX), worker, true, true))
                                        .stream()))
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(help).contains(SettingNames.of(setting)));
    }
}
