package io.timeoutchain.lab.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scenario and what came of it.
 *
 * @param scenario the scenario
 * @param judged what the rules and the solver said of it
 * @param broken what came of it as it stands
 * @param repaired what came of it with the repaired settings
 * @param took how long both took
 */
public record Proof(Scenario scenario, Judged judged, Outcome broken, Outcome repaired, Duration took) {

    /** Runs a scenario in both phases. */
    static Proof of(Scenario scenario) {
        long started = System.nanoTime();
        Judged judged = Judged.of(scenario);
        Outcome broken = Outcome.of(scenario, Phase.BROKEN, Rig.run(scenario, judged, Phase.BROKEN));
        Outcome repaired = Outcome.of(scenario, Phase.REPAIRED, Rig.run(scenario, judged, Phase.REPAIRED));
        return new Proof(scenario, judged, broken, repaired, Duration.ofNanos(System.nanoTime() - started));
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
