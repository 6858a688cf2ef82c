package io.timeoutchain.lab.prove;

import io.timeoutchain.lab.LabUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs scenarios, several at a time: they spend most of it waiting. */
public final class Prover {

    /** More at once would make two processors late for moments that are tens of milliseconds apart. */
    private static final int AT_ONCE = 3;

    private Prover() {}

    /**
     * Runs scenarios and gives what came of them in the same order.
     *
     * @param progress is told each result as it comes
     * @throws LabUnavailable if there is no Docker
     * @throws IllegalStateException if a scenario could not be run to its end
     */
    public static List<Proof> prove(List<Scenario> scenarios, Consumer<Proof> progress) {
        ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Proof>> running = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                running.add(executor.submit(() -> {
                    Proof proof = Proof.of(scenario);
                    synchronized (progress) {
                        progress.accept(proof);
                    }
                    return proof;
                }));
            }
            List<Proof> proofs = new ArrayList<>();
            for (Future<Proof> proof : running) {
                proofs.add(proof.get());
            }
            return proofs;
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case LabUnavailable unavailable -> throw unavailable;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while scenarios ran", stopped);
        } finally {
            executor.shutdownNow();
        }
    }
}
