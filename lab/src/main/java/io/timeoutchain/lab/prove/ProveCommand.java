package io.timeoutchain.lab.prove;

import io.timeoutchain.lab.LabUnavailable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** {@code timeout-chain lab prove [--unscaled] [scenario…]}. */
public final class ProveCommand {

    /** How it is called. */
    public static final String USAGE = "timeout-chain lab prove [--unscaled] [--write] [scenario...]";

    private ProveCommand() {}

    /**
     * Runs scenarios and prints a table.
     *
     * @return the exit code: 0 where every rule broke and held as it should, 1 otherwise, 2 for a wrong argument
     * @throws LabUnavailable if there is no Docker
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        boolean unscaled = arguments.contains("--unscaled");
        List<String> names = arguments.stream().filter(word -> !word.startsWith("--")).toList();
        List<Scenario> scenarios = new ArrayList<>();
        try {
            (names.isEmpty()
                            ? Scenarios.all().stream().filter(scenario -> !scenario.onDemand()).toList()
                            : names.stream().map(Scenarios::named).toList())
                    .forEach(scenario -> scenarios.add(unscaled ? scenario.unscaled() : scenario));
        } catch (IllegalArgumentException unknown) {
            err.println(unknown.getMessage());
            return 2;
        }
        int[] done = {0};
        List<Proof> proofs = Prover.prove(
                scenarios, proof -> err.printf("[%d/%d] %s%n", ++done[0], scenarios.size(), proof.line()));
        return proofs.stream().allMatch(proof -> proof.objections().isEmpty()) ? 0 : 1;
    }
}
