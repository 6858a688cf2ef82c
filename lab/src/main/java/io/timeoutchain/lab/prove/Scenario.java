package io.timeoutchain.lab.prove;

import com.fasterxml.jackson.databind.JsonNode;
import io.timeoutchain.lab.HostImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An experiment: who stands in the chain, configured how, what the client does, and what must come of it. All times are
 * those of real life; {@code scale} makes them short enough to wait for.
 *
 * @param name of its folder
 * @param rule the rule that it proves
 * @param title what is wrong, in a sentence
 * @param scale by which every timer of the scenario is multiplied
 * @param latency one way, on the link under test; it is not scaled
 * @param link the link under test: {@code alb-nginx}
 * @param image what the hosts have installed
 * @param stack the configuration of every party
 * @param dead names of peers that take no connection and refuse none
 * @param edit texts that are edited after the servers have read the others, by file name
 * @param repair where the repaired settings come from
 * @param steps what the client does
 * @param failure what counts as a failure
 * @param tolerance by how much a time may differ from what is expected; it is not scaled
 * @param fewer why fewer than 1,000 requests are enough; empty where there are as many
 * @param expected what must be observed, by phase
 */
public record Scenario(
        String name,
        String rule,
        String title,
        double scale,
        Duration latency,
        Link link,
        HostImage image,
        Stack stack,
        List<String> dead,
        Map<String, String> edit,
        Remedy repair,
        List<JsonNode> steps,
        Failure failure,
        Duration tolerance,
        String fewer,
        Map<Phase, Expectation> expected) {

    public Scenario {
        dead = List.copyOf(dead);
        edit = Map.copyOf(edit);
        steps = List.copyOf(steps);
        expected = Map.copyOf(expected);
    }

    /** Two neighbours, by the ids of their products. */
    public record Link(String caller, String callee) {

        static Link of(String text) {
            String[] ends = text.split("-", 2);
            return new Link(ends[0], ends[1]);
        }

        @Override
        public String toString() {
            return caller + "-" + callee;
        }
    }

    /** Where the repaired settings of a scenario come from. */
    public sealed interface Remedy {

        /** The fewest and safest changes to the observed timers. */
        record Repaired() implements Remedy {}

        /**
         * A plan derived from the longest request, where no change of an observed timer mends the rule.
         *
         * @param longestRequest of the service
         */
        record Derived(Duration longestRequest) implements Remedy {}

        /** The command that the finding itself names. */
        record AsTold() implements Remedy {}
    }

    /** What must be observed in a phase. */
    public Expectation expected(Phase phase) {
        return Optional.ofNullable(expected.get(phase))
                .orElseThrow(() -> new IllegalStateException(name + " expects nothing when " + phase.word()));
    }

    /** This scenario with every timer as long as it is in real life. */
    public Scenario unscaled() {
        return new Scenario(
                name, rule, title, 1, latency, link, image, stack, dead, edit, repair, steps, failure, tolerance, fewer,
                expected);
    }
}
