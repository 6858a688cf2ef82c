package io.timeoutchain.product;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import java.util.Optional;

/** How parties speak that nobody can read from outside, so that the user declares them. */
public final class Declared {

    private Declared() {}

    /** That {@code setting} was not declared, and that declaring it helps. */
    public static Gap undeclared(Setting setting) {
        return undeclared(setting.product(), setting.name());
    }

    /** That {@code name} of {@code product} was not declared, and that declaring it helps. */
    public static Gap undeclared(Product product, String name) {
        return new Gap(
                Text.of("%s of %s", name, product.id()),
                Text.of("it cannot be read from outside and is not declared"),
                Text.of("declare %s under %s in timeout-chain.yaml", name, product.id()));
    }

    /**
     * The declared value of {@code setting} in whole seconds; the word {@code never}, for a wait without an end, is
     * understood as well. Unread where it is not declared: no version is known whose default could stand in.
     */
    public static Reading<Bound> secondsOrNever(Attributes declared, Setting setting, String never) {
        return declared.read(
                setting.name(),
                Text.of("%s or %s", WholeSeconds.EXPECTED, never),
                text -> text.equals(never) ? Optional.of(Bound.never()) : WholeSeconds.bound(text),
                Reading.unread(undeclared(setting)));
    }

    /** Whether connections are kept for reuse at all: not if they may be used again for 0 seconds. */
    public static Reading<Boolean> reuses(Reading<Bound> reuseWindow) {
        return reuseWindow.map(window -> !window.equals(Bound.ofSeconds(0)));
    }
}
