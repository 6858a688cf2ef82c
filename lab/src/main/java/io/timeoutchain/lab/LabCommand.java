package io.timeoutchain.lab;

import io.timeoutchain.lab.prove.ProveCommand;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code timeout-chain lab}: real servers on this machine, behind an emulated AWS API. */
@Command(
        name = "timeout-chain lab",
        description = "Real servers in containers, behind an emulated AWS API. Needs Docker.",
        mixinStandardHelpOptions = true,
        subcommands = ProveCommand.class)
public final class LabCommand {

    /** There is no Docker; the auditor's own code for what could not even begin. */
    private static final int UNAVAILABLE = 4;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    private LabCommand() {}

    /** Runs the command that {@code arguments} name, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command with its subcommands; missing Docker is a sentence and exit code 4. */
    static CommandLine commandLine() {
        return new CommandLine(new LabCommand()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof LabUnavailable) {
                command.getErr().println(failure.getMessage());
                return UNAVAILABLE;
            }
            throw failure;
        });
    }

    /** Starts the lab with a sample account, says how to audit it, and waits to be stopped. */
    @Command(description = "Starts a sample account to try the auditor on, which lives until Ctrl-C.")
    void up() throws InterruptedException {
        spec.commandLine()
                .getErr()
                .println("Starting the lab; building its images takes a few minutes the first time.");
        Lab lab = Lab.start();
        Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "lab-close"));
        tell(lab, spec.commandLine().getOut());
        new CountDownLatch(1).await();
    }

    private static void tell(Lab lab, PrintWriter out) {
        LabAccount account = SampleAccount.in(lab);
        out.println("The lab is up. It has the load balancers %s. In another terminal:"
                .formatted(String.join(", ", SampleAccount.LOAD_BALANCERS)));
        out.println();
        lab.credentials().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> out.println("  export " + variable.getKey() + "=" + variable.getValue()));
        out.println("  ./timeout-chain audit --endpoint-url " + lab.endpoint() + " --region " + account.region());
        out.println();
        out.println("Ctrl-C ends it and removes its containers.");
        out.flush();
    }
}
