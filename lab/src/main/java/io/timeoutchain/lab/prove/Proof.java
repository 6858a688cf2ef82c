package io.timeoutchain.lab.prove;

import io.timeoutchain.lab.LabUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A scenario and what came of it.
 *
 * @param scenario the scenario
 * @param judged what the rules and the solver said of it
 * @param broken what came of it as it stands
 * @param repaired what came of it with the repaired settings
 * @param versions the programs that ran, and the kernel below them
 * @param took how long both took
 */
public record Proof(
        Scenario scenario, Judged judged, Outcome broken, Outcome repaired, Set<String> versions, Duration took) {

    private static final int TRIES = 3;

    public Proof {
        versions = new TreeSet<>(versions);
    }

    /** Runs a scenario in both phases. */
    static Proof of(Scenario scenario) {
        long started = System.nanoTime();
        Judged judged = Judged.of(scenario);
        Set<String> versions = new TreeSet<>();
        Outcome broken = run(scenario, judged, Phase.BROKEN, versions);
        Outcome repaired = run(scenario, judged, Phase.REPAIRED, versions);
        return new Proof(scenario, judged, broken, repaired, versions, Duration.ofNanos(System.nanoTime() - started));
    }

    /**
     * Runs a phase; again where it was not as expected while the bench was late by more than a byte takes there and back,
     * because then nothing is known of who was first.
     */
    private static Outcome run(Scenario scenario, Judged judged, Phase phase, Set<String> versions) {
        Outcome outcome = once(scenario, judged, phase, versions);
        double resolution = 2 * scenario.latency().toMillis() / 1000.0;
        for (int again = 1; again < TRIES; again++) {
            if (outcome.objections().isEmpty() || outcome.observation().late() <= resolution) {
                return outcome;
            }
            outcome = once(scenario, judged, phase, versions);
        }
        return outcome;
    }

    private static Outcome once(Scenario scenario, Judged judged, Phase phase, Set<String> versions) {
        try {
            Rig.Run run = Rig.run(scenario, judged, phase);
            versions.addAll(run.versions());
            return Outcome.of(scenario, phase, run.observation());
        } catch (LabUnavailable unavailable) {
            throw unavailable;
        } catch (RuntimeException failed) {
            return Outcome.none(String.valueOf(failed.getMessage()));
        }
    }

    /** What came of a phase. */
    public Outcome outcome(Phase phase) {
        return switch (phase) {
            case BROKEN -> broken;
            case REPAIRED -> repaired;
        };
    }

    /** What was not as expected, in either phase; empty where the rule is proved. */
    public List<String> objections() {
        List<String> objections = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            outcome(phase).objections().forEach(objection -> objections.add(phase.word() + ": " + objection));
        }
        return objections;
    }

    /** A line for a person who watches. */
    public String line() {
        return "%s: %d of %d failed broken, %d of %d repaired (%d s)%s"
                .formatted(
                        scenario.name(),
                        broken.failures(),
                        broken.requests(),
                        repaired.failures(),
                        repaired.requests(),
                        took.toSeconds(),
                        Optional.of(objections())
                                .filter(objections -> !objections.isEmpty())
                                .map(objections -> "\n  NOT PROVED: " + String.join("\n  NOT PROVED: ", objections))
                                .orElse(""));
    }
}
