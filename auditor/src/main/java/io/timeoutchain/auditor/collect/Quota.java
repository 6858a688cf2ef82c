package io.timeoutchain.auditor.collect;

import java.time.Duration;

/**
 * How many calls a service lets an account make in a region: a token bucket.
 *
 * @param capacity the calls that may be made at once after a pause; at least 1
 * @param perSecond the calls that it regains each second; above 0
 */
public record Quota(double capacity, double perSecond) {

    public Quota {
        if (capacity < 1 || perSecond <= 0) {
            throw new IllegalArgumentException("a quota that admits no call: " + capacity + ", " + perSecond);
        }
    }

    /** The part of it that we allow ourselves; {@code share} is above 0 and at most 1. */
    public Quota share(double share) {
        return new Quota(Math.max(1, capacity * share), perSecond * share);
    }

    /** The least time in which {@code calls} calls can be sent, starting with a full bucket. */
    public Duration timeFor(int calls) {
        return seconds(Math.max(0, calls - capacity) / perSecond);
    }

    static Duration seconds(double seconds) {
        return Duration.ofNanos((long) Math.ceil(seconds * 1e9));
    }
}
