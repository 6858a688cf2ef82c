package io.timeoutchain.auditor.collect;

import java.time.Duration;
import java.time.Instant;

/**
 * Spaces calls so that they stay within a quota, and slows down when the service says that it was not enough: somebody
 * else draws on the same quota.
 */
final class TokenBucket {

    private static final double LEAST_PART = 1.0 / 16;
    private static final double RECOVERY_PART = 1.0 / 50;
    private static final Duration SLOWED_ONCE = Duration.ofSeconds(1);

    private final Quota quota;
    private double tokens;
    private double perSecond;
    private Instant filledAt;
    private Instant slowedAt = Instant.MIN;

    TokenBucket(Quota quota, Instant now) {
        this.quota = quota;
        this.tokens = quota.capacity();
        this.perSecond = quota.perSecond();
        this.filledAt = now;
    }

    /** Takes a token, which may be one that is still to come, and gives the time to wait for it. */
    synchronized Duration take(Instant now) {
        fill(now);
        tokens -= 1;
        return tokens >= 0 ? Duration.ZERO : Quota.seconds(-tokens / perSecond);
    }

    /** A call came too fast: halves the rate and forgets what was saved up. */
    synchronized void slowDown(Instant now) {
        fill(now);
        tokens = Math.min(tokens, 0);
        // Calls that were under way together are refused together; they are one piece of news.
        if (slowedAt.equals(Instant.MIN) || !now.isBefore(slowedAt.plus(SLOWED_ONCE))) {
            perSecond = Math.max(perSecond / 2, quota.perSecond() * LEAST_PART);
            slowedAt = now;
        }
    }

    /** A call was answered: regains a little of the full rate. */
    synchronized void recover(Instant now) {
        fill(now);
        perSecond = Math.min(quota.perSecond(), perSecond + quota.perSecond() * RECOVERY_PART);
    }

    synchronized double perSecond() {
        return perSecond;
    }

    private void fill(Instant now) {
        if (now.isAfter(filledAt)) {
            double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
            tokens = Math.min(quota.capacity(), tokens + seconds * perSecond);
            filledAt = now;
        }
    }
}
