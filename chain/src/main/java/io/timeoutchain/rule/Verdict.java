package io.timeoutchain.rule;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import java.util.Collection;
import java.util.List;

/** What a rule answers at one place. There is an answer for every rule at every place. */
public sealed interface Verdict {

    /** The rule applies, and it holds. */
    record Pass() implements Verdict {}

    /**
     * The rule applies, and it is broken.
     *
     * @param severity how bad it is here
     * @param observed the values it rests on
     * @param because the sequence that fails, in a sentence
     * @param repair what to change; empty where the rule knows no change that surely helps
     */
    record Fail(Severity severity, List<Observation> observed, Text because, List<Remedy> repair) implements Verdict {
        public Fail {
            observed = List.copyOf(observed);
            repair = List.copyOf(repair);
        }
    }

    /** The question does not arise here, for the reason given. */
    record NotApplicable(Text why) implements Verdict {}

    /** It could not be told, for want of the things given; at least one. */
    record Undecided(List<Gap> gaps) implements Verdict {
        public Undecided {
            gaps = List.copyOf(gaps);
            if (gaps.isEmpty()) {
                throw new IllegalArgumentException("what is undecided lacks something");
            }
        }
    }

    static Verdict pass() {
        return new Pass();
    }

    static Verdict notApplicable(Text why) {
        return new NotApplicable(why);
    }

    static Verdict undecided(Collection<Gap> gaps) {
        return new Undecided(gaps.stream().distinct().toList());
    }
}
