package io.timeoutchain.product.systemd;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Written;
import java.util.List;

/** The timers that systemd has on a service. */
public final class SystemdSettings {

    /** In force after {@code systemctl daemon-reload}. */
    private static final String DROP_IN = "/etc/systemd/system/{unit}.d/timeouts.conf";

    /**
     * How long a service may take to end before its processes are killed (<a
     * href="https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html">systemd.service</a>): 90 s by
     * default, 45 s in Fedora since 38. Written as a line of a drop-in, below {@code [Service]}.
     */
    public static final Setting TIMEOUT_STOP = Setting.of(
                    Product.SYSTEMD,
                    "TimeoutStopSec",
                    new Written(
                            Written.Form.SYSTEMD,
                            Text.of("%s, below [Service]", DROP_IN).toString(),
                            "TimeoutStopSec={seconds}"),
                    Role.DRAIN)
            .or(new Written(Written.Form.SYSTEMD_DROP_IN, DROP_IN, "[Service]\nTimeoutStopSec={seconds}\n"));

    public static final List<Setting> ALL = List.of(TIMEOUT_STOP);

    private SystemdSettings() {}
}
