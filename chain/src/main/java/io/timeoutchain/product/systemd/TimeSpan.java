package io.timeoutchain.product.systemd;

import io.timeoutchain.model.Bound;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time span as {@code systemctl show} prints it: {@code 1min 30s}, {@code 1.500000s}, {@code infinity} (<a
 * href="https://www.freedesktop.org/software/systemd/man/latest/systemd.time.html">systemd.time</a>; a month has 30.4375
 * days there and a year 365.25).
 */
final class TimeSpan {

    private static final BigDecimal NANOS_PER_SECOND = new BigDecimal(1_000_000_000);

    private static final Map<String, BigDecimal> SECONDS_PER_UNIT = Map.of(
            "y", new BigDecimal(31_557_600),
            "month", new BigDecimal(2_629_800),
            "w", new BigDecimal(604_800),
            "d", new BigDecimal(86_400),
            "h", new BigDecimal(3600),
            "min", new BigDecimal(60),
            "s", BigDecimal.ONE,
            "ms", new BigDecimal("0.001"),
            "us", new BigDecimal("0.000001"));

    private static final String PART = "([0-9]{1,18}(?:\\.[0-9]{1,6})?)(month|min|ms|us|[ywdhs])";
    private static final Pattern NEXT = Pattern.compile(PART);
    private static final Pattern WHOLE = Pattern.compile(PART + "(?: " + PART + "){0,8}");

    private TimeSpan() {}

    /**
     * The bound that {@code text} says; empty where it is no such time span. 0 is "never", like {@code infinity}: a
     * timeout of 0 turns it off in a unit, and systemd before 229 printed that as it stands.
     */
    static Optional<Bound> bound(String text) {
        if (text.equals("infinity") || text.equals("0")) {
            return Optional.of(Bound.never());
        }
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher part = NEXT.matcher(text);
        while (part.find()) {
            BigDecimal unit = SECONDS_PER_UNIT.getOrDefault(part.group(2), BigDecimal.ZERO);
            seconds = seconds.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
        if (whole.precision() > 18) {
            return Optional.empty();
        }
        long nanos = seconds.subtract(whole).multiply(NANOS_PER_SECOND).longValue();
        return Optional.of(Bound.after(Duration.ofSeconds(whole.longValueExact(), nanos)));
    }
}
