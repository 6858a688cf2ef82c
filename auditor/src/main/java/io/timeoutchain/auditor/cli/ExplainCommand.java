package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.Suggestion;
import io.timeoutchain.model.Text;
import io.timeoutchain.rules.Rules;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a rule's page. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the page of a rule: what goes wrong step by step, how to fix it, when to ignore it.",
        footerHeading = "%nExamples:%n",
        footer = {"  timeout-chain explain callee-closes-first"})
final class ExplainCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RULE",
            description = "The rule's id, as \"timeout-chain rules\" lists it.",
            completionCandidates = Ids.class)
    private String rule = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    static final class Ids implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Rules.ids().iterator();
        }
    }

    @Override
    public Integer call() {
        if (Rules.of(rule).isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, Text.of("there is no rule \"%s\"%s", rule, Suggestion.of(rule, Rules.ids())));
        }
        Locale language = TimeoutChain.language(spec);
        String folder = language.equals(Locale.ENGLISH) ? "" : language.getLanguage() + "/";
        spec.commandLine().getOut().print(Resources.text("rules/" + folder + rule + ".md"));
        return ExitCode.CLEAN;
    }
}
