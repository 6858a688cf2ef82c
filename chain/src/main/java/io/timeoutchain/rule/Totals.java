package io.timeoutchain.rule;

import io.timeoutchain.model.Text;

/** How often each verdict was given. Together they are every rule at every place of its kind. */
public record Totals(int pass, int fail, int notApplicable, int undecided) {

    static final Totals NONE = new Totals(0, 0, 0, 0);

    Totals and(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass() -> new Totals(pass + 1, fail, notApplicable, undecided);
            case Verdict.Fail fails -> new Totals(pass, fail + 1, notApplicable, undecided);
            case Verdict.NotApplicable(Text why) -> new Totals(pass, fail, notApplicable + 1, undecided);
            case Verdict.Undecided open -> new Totals(pass, fail, notApplicable, undecided + 1);
        };
    }

    public int all() {
        return pass + fail + notApplicable + undecided;
    }
}
