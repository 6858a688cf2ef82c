package io.timeoutchain.model;

import java.time.Duration;
import java.util.Optional;

/** A setting together with what was read of it. */
public record Timer(Setting setting, Reading<Bound> reading) {

    /** When it ends, if that is known and it does. */
    public Optional<Duration> ends() {
        return reading.known().flatMap(Bound::ends);
    }

    /** Tells whether it is known never to end. */
    public boolean neverEnds() {
        return reading.known().filter(bound -> bound instanceof Bound.Never).isPresent();
    }
}
