package io.timeoutchain.auditor.cli;

import io.timeoutchain.rule.Rule;
import io.timeoutchain.rules.Rules;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** Lists the rules. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the rules: severity, id, and what each finds.",
        footerHeading = "%nExamples:%n",
        footer = {"  timeout-chain rules"})
final class RulesCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int ids = Rules.all().stream()
                .mapToInt(rule -> rule.card().id().length())
                .max()
                .orElse(0);
        for (Rule rule : Rules.all()) {
            out.printf(
                    "%-6s  %-" + ids + "s  %s%n",
                    rule.card().severity().id(),
                    rule.card().id(),
                    rule.card().title());
        }
        return ExitCode.CLEAN;
    }
}
