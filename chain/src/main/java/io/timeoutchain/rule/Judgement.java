package io.timeoutchain.rule;

import java.util.List;

/**
 * What the judge found.
 *
 * @param findings the broken places, worst first
 * @param undecided the places that could not be judged
 * @param totals the count of all verdicts
 * @param faults rules that failed by themselves: a fault of this program, never of the account
 * @param answers what every rule answered at every place, nothing merged; {@code totals} counts them
 */
public record Judgement(
        List<Finding> findings,
        List<Undecided> undecided,
        Totals totals,
        List<Fault> faults,
        List<Judge.Answer> answers) {

    public Judgement {
        findings = List.copyOf(findings);
        undecided = List.copyOf(undecided);
        faults = List.copyOf(faults);
        answers = List.copyOf(answers);
    }

    /** A rule that threw, and what it threw. */
    public record Fault(String rule, String what) {}
}
