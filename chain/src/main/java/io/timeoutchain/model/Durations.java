package io.timeoutchain.model;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as load balancers and servers speak of them: in seconds. */
public final class Durations {

    private Durations() {}

    /** {@code 60 s}, {@code 0.5 s}: seconds with as many decimals as there are, and no more. */
    public static String text(Duration duration) {
        return seconds(duration).toPlainString() + " s";
    }

    /** {@link #text} in the reader's language. */
    public static Text words(Duration duration) {
        return Text.of("%s s", seconds(duration).toPlainString());
    }

    /** The duration in seconds, without trailing zeros. */
    public static BigDecimal seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return seconds.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(seconds.stripTrailingZeros().toPlainString());
    }

    /** The duration in whole seconds, rounded up: a timer must not end before the time that was asked for. */
    public static long wholeSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
