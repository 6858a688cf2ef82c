package io.timeoutchain.lab;

import io.timeoutchain.lab.prove.ProveCommand;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * {@code timeout-chain lab up}: a sample account to try the auditor on, which lives until Ctrl-C; {@code timeout-chain lab
 * prove}: every rule broken and repaired on real servers.
 */
public final class LabCommand {

    private static final String USAGE = "usage: timeout-chain lab up\n       " + ProveCommand.USAGE;

    private LabCommand() {}

    /**
     * Starts the lab with a sample account, says how to audit it, and waits to be stopped; or proves the rules.
     *
     * @param arguments {@code up}, or {@code prove} with what {@link ProveCommand} takes
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && words.getFirst().equals("prove")) {
            prove(words.subList(1, words.size()));
        } else if (words.equals(List.of("up"))) {
            up();
        } else {
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static void prove(List<String> arguments) {
        try {
            System.exit(ProveCommand.run(arguments, System.out, System.err));
        } catch (LabUnavailable unavailable) {
            System.err.println(unavailable.getMessage());
            System.exit(4);
        }
    }

    private static void up() throws InterruptedException {
        System.err.println("Starting the lab; building its images takes a few minutes the first time.");
        try {
            Lab lab = Lab.start();
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "lab-close"));
            up(lab, System.out);
            new CountDownLatch(1).await();
        } catch (LabUnavailable unavailable) {
            System.err.println(unavailable.getMessage());
            System.exit(4);
        }
    }

    private static void up(Lab lab, PrintStream out) {
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
