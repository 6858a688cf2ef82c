package io.timeoutchain.plan;

import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Finding;
import java.util.List;

/** What there is to do about observed timers. */
public sealed interface RepairOutcome {

    /** No rule is broken. What could not be told is not called broken. */
    record NothingBroken() implements RepairOutcome {}

    /** After these changes no rule is broken. */
    record Mended(RepairPlan plan) implements RepairOutcome {}

    /**
     * No set of changes mends everything.
     *
     * @param plan the changes that mend the most; it may have none
     * @param remaining what is broken all the same; at least one
     */
    record Partly(RepairPlan plan, List<Remaining> remaining) implements RepairOutcome {
        public Partly {
            remaining = List.copyOf(remaining);
        }
    }

    /**
     * The search was ended before it found anything: there may be changes that mend everything, or none.
     *
     * @param tried how many combinations of settings were tried
     * @param remaining what is broken
     */
    record GaveUp(int tried, List<Remaining> remaining) implements RepairOutcome {
        public GaveUp {
            remaining = List.copyOf(remaining);
        }
    }

    /**
     * Something that stays broken.
     *
     * @param finding what
     * @param why why no change of a timer mends it, in words that follow "because"
     */
    record Remaining(Finding finding, Text why) {}

    /** What to change, in this order; empty where nothing is broken, or nothing was found that helps. */
    default List<RepairPlan.Change> changes() {
        return switch (this) {
            case NothingBroken() -> List.of();
            case Mended(RepairPlan plan) -> plan.changes();
            case Partly(RepairPlan plan, List<Remaining> left) -> plan.changes();
            case GaveUp(int tried, List<Remaining> left) -> List.of();
        };
    }

    /** What stays broken. */
    default List<Remaining> remaining() {
        return switch (this) {
            case NothingBroken() -> List.of();
            case Mended(RepairPlan plan) -> List.of();
            case Partly(RepairPlan plan, List<Remaining> left) -> left;
            case GaveUp(int tried, List<Remaining> left) -> left;
        };
    }
}
