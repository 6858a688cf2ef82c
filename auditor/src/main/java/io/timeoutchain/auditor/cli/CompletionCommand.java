package io.timeoutchain.auditor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the completion script of a shell. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints a script that lets a shell complete commands, options, rules, formats and severities.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  timeout-chain completion bash > ~/.local/share/bash-completion/completions/timeout-chain",
            "  timeout-chain completion zsh > ~/.zfunc/_timeout-chain",
            "  timeout-chain completion fish > ~/.config/fish/completions/timeout-chain.fish"
        })
final class CompletionCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private Completion.Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(shell.script(spec.root()));
        return ExitCode.CLEAN;
    }
}
