package io.timeoutchain.lab.prove;

import io.timeoutchain.lab.Lab;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code timeout-chain lab prove}: runs scenarios and prints a table. Once all are proved, {@code docs/proof.md} is written
 * anew. The exit code is 0 where every rule broke and held as it should, and 1 otherwise.
 */
@Command(
        name = "prove",
        description = {
            "Shows rules to break, and their repair to hold, on real servers.",
            "All scenarios take about eight minutes; then docs/proof.md is written anew."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: timeout-chain lab prove nginx-closes-first equal-timers-race"})
public final class ProveCommand implements Callable<Integer> {

    @Option(
            names = "--unscaled",
            description =
                    "In real time instead of a tenth of it; without a name only the first scenario, in 8 minutes.")
    private boolean unscaled;

    @Parameters(
            paramLabel = "scenario",
            completionCandidates = Names.class,
            description = "One of ${COMPLETION-CANDIDATES}; all unless any is named.")
    private List<String> names = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    private ProveCommand() {}

    private static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Scenarios.all().stream().map(Scenario::name).iterator();
        }
    }

    @Override
    public Integer call() {
        List<Scenario> scenarios = chosen().stream()
                .map(scenario -> unscaled ? scenario.unscaled() : scenario)
                .toList();
        PrintWriter err = spec.commandLine().getErr();
        err.printf("Proving %d scenarios; all of them take about eight minutes.%n", scenarios.size());
        Runtime.getRuntime().addShutdownHook(new Thread(Rig::abandon, "prove-close"));
        AtomicInteger done = new AtomicInteger();
        List<Proof> proofs = Prover.prove(
                scenarios, proof -> err.printf("[%d/%d] %s%n", done.incrementAndGet(), scenarios.size(), proof.line()));
        table(proofs, spec.commandLine().getOut());
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

    private List<Scenario> chosen() {
        List<Scenario> all = Scenarios.all();
        if (names.isEmpty()) {
            return unscaled ? all.subList(0, 1) : all;
        }
        try {
            return names.stream().map(Scenarios::named).toList();
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s; there are: %s".formatted(unknown.getMessage(), String.join(", ", new Names())),
                    unknown);
        }
    }

    private static void table(List<Proof> proofs, PrintWriter out) {
        out.printf("%-26s %-26s %9s %8s %9s%n", "rule", "scenario", "requests", "broken", "repaired");
        proofs.forEach(proof -> out.printf(
                "%-26s %-26s %9d %8d %9d%s%n",
                proof.scenario().rule(),
                proof.scenario().name(),
                proof.broken().requests(),
                proof.broken().failures(),
                proof.repaired().failures(),
                proof.objections().isEmpty() ? "" : "  not proved"));
        out.flush();
    }
}
