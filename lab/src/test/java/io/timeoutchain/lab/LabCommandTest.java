package io.timeoutchain.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.lab.prove.Scenario;
import io.timeoutchain.lab.prove.Scenarios;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LabCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = LabCommand.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @Test
    void help_names_every_scenario() {
        assertThat(run("prove", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(Scenarios.all().stream().map(Scenario::name).toList());
    }

    @Test
    void an_unknown_scenario_is_refused_with_those_that_there_are() {
        assertThat(run("prove", "no-such")).isEqualTo(2);
        assertThat(err.toString()).contains("no-such").contains("nginx-closes-first");
    }

    @Test
    void a_command_must_be_named() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("up", "prove");
    }
}
