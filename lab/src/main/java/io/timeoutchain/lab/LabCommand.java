package io.timeoutchain.lab;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code timeout-chain lab up}: a sample account to try the auditor on, which lives until Ctrl-C. */
public final class LabCommand {

    private static final String USAGE = "usage: timeout-chain lab up";

    private LabCommand() {}

    /**
     * Starts the lab with a sample account, says how to audit it, and waits to be stopped.
     *
     * @param arguments {@code up}
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (!List.of(arguments).equals(List.of("up"))) {
            System.err.println(USAGE);
            System.exit(2);
        }
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
