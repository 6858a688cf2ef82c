package io.timeoutchain.product.linux;

import io.timeoutchain.model.Party;
import io.timeoutchain.product.WrittenLines;

/** Writes kernel parameters; what {@code sysctl} then prints is what {@link LinuxReader} reads. */
public final class LinuxWriter {

    private LinuxWriter() {}

    /** A file for {@code /etc/sysctl.d}, in force after {@code sysctl --system}. */
    public static String write(Party kernel) {
        return String.join("\n", WrittenLines.of(kernel, setting -> setting.equals(LinuxSettings.TCP_KEEPALIVE_TIME)))
                + "\n";
    }
}
