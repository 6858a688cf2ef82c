package io.timeoutchain.product.nginx;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Times as nginx writes them: {@code 75}, {@code 1h30m}, {@code 90000ms}.
 *
 * <p>Accepts what {@code ngx_parse_time} (src/core/ngx_parse.c) accepts, oddities included: the last number may lack a
 * unit and is seconds then, even after {@code s} ({@code 30s5} is 35 s).
 */
public final class NginxTime {

    private NginxTime() {}

    /** A time of a directive that counts milliseconds, as nearly all timeouts do; years and months are not accepted. */
    public static Optional<Duration> ofMilliseconds(String text) {
        return toOptional(count(text, true)).map(Duration::ofMillis);
    }

    /** A time of a directive that counts whole seconds, such as {@code so_keepalive}; {@code ms} is not accepted. */
    public static Optional<Duration> ofSeconds(String text) {
        return toOptional(count(text, false)).map(Duration::ofSeconds);
    }

    private static Optional<Long> toOptional(OptionalLong count) {
        return count.isPresent() ? Optional.of(count.getAsLong()) : Optional.empty();
    }

    /** The units in the order in which they must come, the greatest first. */
    private enum Unit {
        YEAR(365 * 86_400L),
        MONTH(30 * 86_400L),
        WEEK(7 * 86_400L),
        DAY(86_400),
        HOUR(3_600),
        MINUTE(60),
        SECOND(1),
        MILLISECOND(0),
        /** A number without a unit, followed by a blank: seconds; only a last number may come after it. */
        NONE(1);

        private final long seconds;

        Unit(long seconds) {
            this.seconds = seconds;
        }

        boolean mayFollow(Unit previous) {
            return this == NONE ? previous.compareTo(SECOND) < 0 : previous.compareTo(this) < 0;
        }

        static Optional<Unit> of(char letter) {
            return switch (letter) {
                case 'y' -> Optional.of(YEAR);
                case 'M' -> Optional.of(MONTH);
                case 'w' -> Optional.of(WEEK);
                case 'd' -> Optional.of(DAY);
                case 'h' -> Optional.of(HOUR);
                case 'm' -> Optional.of(MINUTE);
                case 's' -> Optional.of(SECOND);
                case ' ' -> Optional.of(NONE);
                default -> Optional.empty();
            };
        }
    }

    private static OptionalLong count(String text, boolean milliseconds) {
        try {
            return countExactly(text, milliseconds);
        } catch (ArithmeticException beyond64Bits) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong countExactly(String text, boolean milliseconds) {
        long perSecond = milliseconds ? 1000 : 1;
        Optional<Unit> previous = milliseconds ? Optional.of(Unit.MONTH) : Optional.empty();
        long total = 0;
        long value = 0;
        boolean anyDigit = false;
        int at = 0;
        while (at < text.length()) {
            char letter = text.charAt(at++);
            if (letter >= '0' && letter <= '9') {
                value = Math.addExact(Math.multiplyExact(value, 10), letter - '0');
                anyDigit = true;
                continue;
            }
            Optional<Unit> unit = Unit.of(letter);
            if (letter == 'm' && at < text.length() && text.charAt(at) == 's') {
                at++;
                unit = milliseconds ? Optional.of(Unit.MILLISECOND) : Optional.empty();
            }
            if (unit.isEmpty() || !follows(unit.get(), previous)) {
                return OptionalLong.empty();
            }
            long scale = unit.get() == Unit.MILLISECOND ? 1 : unit.get().seconds * perSecond;
            total = Math.addExact(total, Math.multiplyExact(value, scale));
            value = 0;
            previous = unit;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
        return anyDigit
                ? OptionalLong.of(Math.addExact(total, Math.multiplyExact(value, perSecond)))
                : OptionalLong.empty();
    }

    private static boolean follows(Unit unit, Optional<Unit> previous) {
        return previous.isEmpty() || unit.mayFollow(previous.get());
    }
}
