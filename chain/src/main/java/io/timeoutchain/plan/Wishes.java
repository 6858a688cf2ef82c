package io.timeoutchain.plan;

import io.timeoutchain.model.Setting;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.client.ClientSettings;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.linux.LinuxSettings;
import io.timeoutchain.product.mysql.MysqlSettings;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan prefers where the rules leave a choice. Without a wish a timer gets the least value that the rules allow;
 * with one it gets the value wished for, or less where a pin keeps it below.
 */
final class Wishes {

    /** A value that is wished for, and why. */
    record Wish(Duration value, String why) {}

    /** How long to wait for a connection: longer than a lost packet takes, and short enough for another peer. */
    static final Duration CONNECT = Duration.ofSeconds(5);

    private static final Map<Setting, Wish> WISHES = Map.of(
            ClientSettings.CONNECT_TIMEOUT,
            new Wish(CONNECT, "usual: time for a lost packet to be sent again twice"),
            NginxSettings.connectTimeout(NginxProtocol.PROXY),
            new Wish(CONNECT, "usual: gunicorn is on the same host"),
            DjangoSettings.CONNECT_TIMEOUT,
            new Wish(CONNECT, "usual: time for a lost packet to be sent again twice"),
            AlbSettings.CLIENT_KEEP_ALIVE,
            new Wish(Duration.ofSeconds(3600), "the default of the ALB"),
            NginxSettings.UPSTREAM_KEEPALIVE_TIMEOUT,
            new Wish(Duration.ofSeconds(60), "the default of nginx"),
            DjangoSettings.CONN_MAX_AGE,
            new Wish(Duration.ofSeconds(60), "usual: long enough to save most connects"),
            LinuxSettings.TCP_KEEPALIVE_TIME,
            new Wish(Duration.ofSeconds(300), "AWS advises no more for long-lived connections"));

    /** Timers that serve nobody by being short: they get all that the timers of others leave them. */
    private static final Set<Setting> AS_LONG_AS_POSSIBLE = Set.of(ClientSettings.KEEP_ALIVE);

    private Wishes() {}

    /** What is wished for {@code setting} where requests may take {@code longestRequest}. */
    static Optional<Wish> of(Setting setting, Duration longestRequest) {
        return setting.equals(MysqlSettings.MAX_EXECUTION_TIME)
                ? Optional.of(new Wish(longestRequest, "usual: no query longer than the longest request"))
                : Optional.ofNullable(WISHES.get(setting));
    }

    static boolean asLongAsPossible(Setting setting) {
        return AS_LONG_AS_POSSIBLE.contains(setting);
    }
}
