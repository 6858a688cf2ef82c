package io.timeoutchain.product.systemd;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what systemd has in force for one service. */
public final class SystemdReader {

    private SystemdReader() {}

    /**
     * The service as a party. What {@code systemctl show} prints is what the manager loaded and will act on, so a unit
     * file that was edited since leaves the timer as it is and only shows as edited.
     *
     * @param unit the unit's name: {@code gunicorn.service}
     * @param shown the output of {@code systemctl show} with the properties {@code TimeoutStopUSec} and {@code
     *     NeedDaemonReload}; others are passed over, missing ones are gaps
     */
    public static Party party(String unit, String shown) {
        Map<String, String> properties = new HashMap<>();
        shown.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(
                        line.substring(0, equals), line.substring(equals + 1).strip());
            }
        });
        return Party.of(Product.SYSTEMD)
                .timer(
                        SystemdSettings.TIMEOUT_STOP,
                        read(unit, properties, "TimeoutStopUSec", Text.of("a time span"), TimeSpan::bound))
                .trait(
                        Trait.EDITED_SINCE_READ,
                        read(unit, properties, "NeedDaemonReload", Text.of("yes or no"), text -> switch (text) {
                            case "yes" -> Optional.of(true);
                            case "no" -> Optional.of(false);
                            default -> Optional.empty();
                        }))
                .build();
    }

    private static <T> Reading<T> read(
            String unit,
            Map<String, String> properties,
            String property,
            Text expected,
            Function<String, Optional<T>> grammar) {
        String command = "systemctl show -p " + property + " " + unit;
        String text = properties.get(property);
        if (text == null) {
            return Reading.unread(new Gap(
                    Text.of("%s of %s", property, unit),
                    Text.of("systemctl show did not print it"),
                    Text.of("check that %s is a service that systemd runs, with %s", unit, command)));
        }
        return grammar.apply(text)
                .map(value -> Reading.stated(value, new Source(Text.of("%s of %s", property, unit))))
                .orElseGet(() -> Reading.unread(new Gap(
                        Text.of("%s of %s", property, unit),
                        Text.of("systemctl show printed what is not %s", expected),
                        Text.of("run %s", command))));
    }
}
