package io.timeoutchain.product.gunicorn;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a setting is given, as gunicorn would take it; it takes a word of a command line differently from Python text. */
sealed interface Value {

    /** A word of a command line or an environment variable: {@code int(word)} makes a number of it. */
    record Word(String text) implements Value {}

    /** A string in a configuration file: {@code int(text, 0)} makes a number of it, with Python's prefixes. */
    record Text(String text) implements Value {}

    /** A number in a configuration file. */
    record Whole(BigInteger number) implements Value {}

    /** The number that gunicorn reads; empty where it refuses, as it does negative ones. */
    default Optional<Long> asNumber() {
        Optional<BigInteger> number =
                switch (this) {
                    case Word(String text) -> PythonNumber.decimal(text.strip());
                    case Text(String text) -> PythonNumber.literal(text.strip());
                    case Whole(BigInteger whole) -> Optional.of(whole);
                };
        return number.filter(value -> value.signum() >= 0 && value.bitLength() < Integer.SIZE)
                .map(BigInteger::longValueExact);
    }

    /** The text that gunicorn reads; empty where it refuses, as it does numbers. */
    default Optional<String> asText() {
        return switch (this) {
            case Word(String text) -> Optional.of(text.strip());
            case Text(String text) -> Optional.of(text.strip());
            case Whole(BigInteger number) -> Optional.empty();
        };
    }

    /** Python's spellings of a whole number (Python language reference, integer literals; {@code int}). */
    final class PythonNumber {

        private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,40}(_[0-9]{1,40}){0,9}");
        private static final Pattern LITERAL = Pattern.compile("0(_?0)*|[1-9](_?[0-9]){0,40}");
        private static final Pattern PREFIXED =
                Pattern.compile("0(?:[xX](_?[0-9a-fA-F]){1,40}|[oO](_?[0-7]){1,40}|[bB](_?[01]){1,40})");

        private PythonNumber() {}

        static Optional<BigInteger> decimal(String text) {
            return DECIMAL.matcher(text).matches()
                    ? Optional.of(new BigInteger(text.replace("_", "")))
                    : Optional.empty();
        }

        static Optional<BigInteger> literal(String text) {
            if (LITERAL.matcher(text).matches()) {
                return Optional.of(new BigInteger(text.replace("_", "")));
            }
            if (!PREFIXED.matcher(text).matches()) {
                return Optional.empty();
            }
            int radix =
                    switch (text.charAt(1)) {
                        case 'x', 'X' -> 16;
                        case 'o', 'O' -> 8;
                        default -> 2;
                    };
            return Optional.of(new BigInteger(text.substring(2).replace("_", ""), radix));
        }
    }
}
