package io.timeoutchain.lab.prove;

import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabUnavailable;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code timeout-chain lab prove [--unscaled] [scenario…]}. */
public final class ProveCommand {

    /** How it is called. */
    public static final String USAGE = "timeout-chain lab prove [--unscaled] [scenario...]";

    private static final String UNSCALED = "--unscaled";

    private ProveCommand() {}

    /**
     * Runs scenarios and prints a table: all, or the named ones. Once all are proved, {@code docs/proof.md} is written
     * anew.
     *
     * @return the exit code: 0 where every rule broke and held as it should, 1 otherwise, 2 for a wrong argument
     * @throws LabUnavailable if there is no Docker
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        boolean unscaled = arguments.contains(UNSCALED);
        List<String> names =
                arguments.stream().filter(word -> !word.equals(UNSCALED)).toList();
        List<Scenario> scenarios = new ArrayList<>();
        try {
            chosen(names, unscaled).forEach(scenario -> scenarios.add(unscaled ? scenario.unscaled() : scenario));
        } catch (IllegalArgumentException unknown) {
            err.println(unknown.getMessage());
            err.println("The scenarios: "
                    + String.join(
                            ", ", Scenarios.all().stream().map(Scenario::name).toList()));
            return 2;
        }
        err.printf("Proving %d scenarios; all of them take about eight minutes.%n", scenarios.size());
        Runtime.getRuntime().addShutdownHook(new Thread(Rig::abandon, "prove-close"));
        AtomicInteger done = new AtomicInteger();
        List<Proof> proofs = Prover.prove(
                scenarios, proof -> err.printf("[%d/%d] %s%n", done.incrementAndGet(), scenarios.size(), proof.line()));
        table(proofs, out);
        if (!proofs.stream().allMatch(proof -> proof.objections().isEmpty())) {
            return 1;
        }
        if (names.isEmpty() && !unscaled) {
            ProofPage.write(
                    proofs, LocalDate.now(ZoneOffset.UTC), Lab.directory().resolveSibling("docs"));
            err.println("Written: docs/proof.md");
        }
        return 0;
    }

    private static List<Scenario> chosen(List<String> names, boolean unscaled) {
        List<Scenario> all = Scenarios.all();
        if (names.isEmpty()) {
            return unscaled ? all.subList(0, 1) : all;
        }
        return names.stream().map(Scenarios::named).toList();
    }

    private static void table(List<Proof> proofs, PrintStream out) {
        out.printf("%-26s %-26s %9s %8s %9s%n", "rule", "scenario", "requests", "broken", "repaired");
        proofs.forEach(proof -> out.printf(
                "%-26s %-26s %9d %8d %9d%s%n",
                proof.scenario().rule(),
                proof.scenario().name(),
                proof.broken().requests(),
                proof.broken().failures(),
                proof.repaired().failures(),
                proof.objections().isEmpty() ? "" : "  not proved"));
    }
}
