package io.timeoutchain.product.linux;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.product.WholeSeconds;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a Linux host from what the running kernel says; a kernel always has a value, so nothing is ever defaulted. */
public final class LinuxReader {

    private LinuxReader() {}

    /**
     * The host as a party.
     *
     * @param sysctls what {@code sysctl -n} printed, by name; one that is not there was not obtained
     * @param processors what {@code getconf _NPROCESSORS_ONLN} printed
     */
    public static Party party(Map<String, String> sysctls, Optional<String> processors) {
        String probe = LinuxSettings.TCP_KEEPALIVE_TIME.name();
        return Party.of(Product.LINUX)
                .timer(
                        LinuxSettings.TCP_KEEPALIVE_TIME,
                        read(
                                Optional.ofNullable(sysctls.get(probe)),
                                "sysctl " + probe,
                                WholeSeconds.EXPECTED,
                                WholeSeconds::bound))
                .quantity(
                        Quantity.VCPUS,
                        read(
                                processors,
                                "getconf _NPROCESSORS_ONLN",
                                Text.of("a number of processors"),
                                text -> WholeSeconds.number(text).filter(count -> count > 0)))
                .build();
    }

    private static <T> Reading<T> read(
            Optional<String> printed, String command, Text expected, Function<String, Optional<T>> grammar) {
        if (printed.isEmpty()) {
            return Reading.unread(new Gap(
                    Text.verbatim(command),
                    Text.of("the host did not print it"),
                    Text.of("check that the host script may run %s", command)));
        }
        return grammar.apply(printed.get().strip())
                .map(value -> Reading.stated(value, new Source(command)))
                .orElseGet(() -> Reading.unread(new Gap(
                        Text.verbatim(command),
                        Text.of("what the host printed is not %s", expected),
                        Text.of("run %s on the host", command))));
    }
}
