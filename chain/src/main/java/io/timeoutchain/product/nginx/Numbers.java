package io.timeoutchain.product.nginx;

import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as nginx writes them: digits only. */
final class Numbers {

    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

    private Numbers() {}

    static Optional<Long> parse(String text) {
        return DIGITS.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
