package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.collect.IamPolicy;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** Prints the IAM policy that an audit with the same options needs. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the least-privilege IAM policy for what audit would call with the same options.",
        footerHeading = "%nExamples:%n",
        footer = {"  timeout-chain policy > policy.json", "  timeout-chain policy --no-hosts"})
final class PolicyCommand implements Callable<Integer> {

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Mixin
    private PublishOption publishing = new PublishOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(IamPolicy.of(scope.options(), publishing.isGiven()));
        return ExitCode.CLEAN;
    }
}
