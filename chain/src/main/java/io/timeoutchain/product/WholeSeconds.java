package io.timeoutchain.product;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Text;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A plain number of seconds, as AWS attributes and the kernel write it: digits and nothing else. Everything richer
 * (units, signs, words) is a product's own grammar and lives in its room.
 */
public final class WholeSeconds {

    /** Eighteen digits always fit a {@code long}; no platform accepts more. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    /** What a person is told that the text should have been. */
    public static final Text EXPECTED = Text.of("a whole number of seconds");

    private WholeSeconds() {}

    /** The bound that {@code text} says; empty where it is not a whole number of seconds. 0 is a bound of 0 seconds. */
    public static Optional<Bound> bound(String text) {
        return number(text).map(Bound::ofSeconds);
    }

    /** The number that {@code text} says; empty where it is not digits only. */
    public static Optional<Long> number(String text) {
        return DIGITS.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
