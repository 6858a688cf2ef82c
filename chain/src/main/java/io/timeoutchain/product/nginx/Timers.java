package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Text;
import java.time.Duration;
import java.util.Optional;

/** Directives with one time, in milliseconds at the finest. */
final class Timers {

    private Timers() {}

    /** A timer that 0 lets end at once, as it does nearly everywhere in nginx. */
    static Reading<Bound> read(Scope scope, String directive, Reading<Bound> otherwise) {
        return scope.read(
                directive,
                Text.of("a time"),
                words -> words.size() == 1
                        ? NginxTime.ofMilliseconds(words.getFirst()).map(Bound::after)
                        : Optional.empty(),
                otherwise);
    }

    /** A limit that 0 switches off. */
    static Reading<Bound> readLimit(Scope scope, String directive, Reading<Bound> otherwise) {
        return read(scope, directive, otherwise)
                .map(bound -> bound.equals(Bound.after(Duration.ZERO)) ? Bound.never() : bound);
    }
}
