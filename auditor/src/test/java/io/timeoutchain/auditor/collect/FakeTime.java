package io.timeoutchain.auditor.collect;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only when somebody sleeps. */
final class FakeTime implements Time {

    static final Instant START = Instant.parse("2026-11-21T20:00:00Z");

    private Instant now = START;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) {
        now = now.plus(duration);
    }

    Duration passed() {
        return Duration.between(START, now());
    }
}
