package io.timeoutchain.product.systemd;

import io.timeoutchain.model.Party;
import io.timeoutchain.product.WrittenLines;

/** Writes a drop-in of a service that has given timers; what systemd then shows is what {@link SystemdReader} reads. */
public final class SystemdWriter {

    private SystemdWriter() {}

    /** A file for {@code /etc/systemd/system/<unit>.d}, in force after {@code systemctl daemon-reload}. */
    public static String write(Party unit) {
        return "[Service]\n" + String.join("\n", WrittenLines.of(unit)) + "\n";
    }
}
