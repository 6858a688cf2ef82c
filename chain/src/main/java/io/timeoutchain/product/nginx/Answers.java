package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Reading;
import java.util.List;

/** Several yes-or-no readings as one. */
final class Answers {

    private Answers() {}

    /** Whether all are so: one known "no" decides; else one that is unread; else a default before what is written. */
    static Reading<Boolean> all(List<Reading<Boolean>> answers) {
        return answers.stream()
                .min((one, other) -> Integer.compare(rank(one), rank(other)))
                .orElseThrow();
    }

    /** Whether any is so: one known "yes" decides. */
    static Reading<Boolean> any(List<Reading<Boolean>> answers) {
        return all(answers.stream().map(answer -> answer.map(yes -> !yes)).toList())
                .map(none -> !none);
    }

    private static int rank(Reading<Boolean> answer) {
        boolean yes = answer.known().orElse(true);
        return switch (answer) {
            case Reading.Stated<Boolean> stated -> yes ? 4 : 0;
            case Reading.Measured<Boolean> measured -> yes ? 4 : 0;
            case Reading.Defaulted<Boolean> defaulted -> yes ? 3 : 1;
            case Reading.Unread<Boolean> unread -> 2;
        };
    }
}
