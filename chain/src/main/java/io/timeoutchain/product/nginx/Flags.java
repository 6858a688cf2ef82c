package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Text;
import java.util.List;
import java.util.Optional;

/** Directives that are {@code on} or {@code off}, in any case. */
final class Flags {

    private Flags() {}

    static Reading<Boolean> read(Scope scope, String directive, Reading<Boolean> otherwise) {
        return scope.read(directive, Text.of("on or off"), Flags::parse, otherwise);
    }

    private static Optional<Boolean> parse(List<String> words) {
        if (words.size() != 1) {
            return Optional.empty();
        }
        String word = words.getFirst();
        return word.equalsIgnoreCase("on")
                ? Optional.of(true)
                : Optional.of(false).filter(off -> word.equalsIgnoreCase("off"));
    }
}
