package io.timeoutchain.auditor.collect;

import java.time.Duration;
import java.time.Instant;

/** The clock, and the way to wait; tests bring their own, so that they need not. */
public interface Time {

    Instant now();

    void sleep(Duration duration) throws InterruptedException;

    /** The system's time, which does not jump when somebody sets the clock. */
    static Time system() {
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        return new Time() {
            @Override
            public Instant now() {
                return start.plusNanos(System.nanoTime() - startNanos);
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
