package io.timeoutchain.lab.prove;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What must be observed in one phase. Times are those of the configuration; they are compared with what was observed
 * after scaling.
 *
 * @param answers the answers that may come, such as {@code 200}, {@code 502 alb} (made by the stand-in), {@code gave up}.
 *     Broken, the failures must be among them; repaired, every request
 * @param endsFirst who ends an idle connection of the link, where that is to be seen
 * @param endsAfter how long it was idle then
 * @param answeredAfter how long requests took (broken: those that failed), where that is to be seen
 */
public record Expectation(
        List<String> answers,
        Optional<String> endsFirst,
        Optional<Duration> endsAfter,
        Optional<Duration> answeredAfter) {
    public Expectation {
        answers = List.copyOf(answers);
    }
}
