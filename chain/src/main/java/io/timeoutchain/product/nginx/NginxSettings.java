package io.timeoutchain.product.nginx;

import static io.timeoutchain.model.Product.NGINX;

import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Written;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** nginx's timers, under the names of its own documentation. */
public final class NginxSettings {

    private static final Set<Role> TOWARDS_CALLER =
            Set.of(Role.KEEP_ALIVE, Role.KEEP_ALIVE_FLOOR, Role.CONNECTION_AGE, Role.REQUEST_READ);
    private static final String ANY_BLOCK = Text.marked("http, server or location block");

    /** How long an idle connection to a caller is kept; its second argument is only told to the caller. */
    public static final Setting KEEPALIVE_TIMEOUT = timer("keepalive_timeout", Role.KEEP_ALIVE);

    /** How long an idle connection is kept even when nginx reloads or runs short of connections; since 1.27.4. */
    public static final Setting KEEPALIVE_MIN_TIMEOUT = timer("keepalive_min_timeout", Role.KEEP_ALIVE_FLOOR);

    /** How old a connection may become; since 1.19.10. */
    public static final Setting KEEPALIVE_TIME = timer("keepalive_time", Role.CONNECTION_AGE);

    /** How long reading the whole header of a request may take. */
    public static final Setting CLIENT_HEADER_TIMEOUT = timer("client_header_timeout", Role.REQUEST_READ);

    /** How long a pause between two pieces of a request's body may be. */
    public static final Setting CLIENT_BODY_TIMEOUT = timer("client_body_timeout", Role.REQUEST_READ);

    /** How long an idle connection to a peer stays in the pool of its {@code upstream} block. */
    public static final Setting UPSTREAM_KEEPALIVE_TIMEOUT = Setting.of(
            NGINX,
            "upstream keepalive_timeout",
            directive(Text.marked("upstream block"), "keepalive_timeout {seconds}s;"),
            Role.REUSE_WINDOW);

    /** How old a connection to a peer may become and still go back to the pool of its {@code upstream} block. */
    public static final Setting UPSTREAM_KEEPALIVE_TIME = Setting.of(
            NGINX,
            "upstream keepalive_time",
            directive(Text.marked("upstream block"), "keepalive_time {seconds}s;"),
            Role.REUSE_AGE);

    /** Idle time after which the kernel probes a connection that came in through this {@code listen}. */
    public static final Setting LISTEN_SO_KEEPALIVE = Setting.of(
            NGINX,
            "listen so_keepalive",
            directive(Text.marked("listen directive"), "so_keepalive={seconds}s::"),
            Role.TCP_KEEPALIVE_TO_CALLER);

    private static final Map<NginxProtocol, Setting> CONNECT_TIMEOUTS =
            perProtocol(protocol -> timer(protocol.directive("connect_timeout"), Role.CONNECT_WAIT));
    private static final Map<NginxProtocol, Setting> READ_TIMEOUTS =
            perProtocol(protocol -> timer(protocol.directive("read_timeout"), Role.RESPONSE_WAIT));
    private static final Map<NginxProtocol, Setting> NEXT_UPSTREAM_TIMEOUTS =
            perProtocol(protocol -> timer(protocol.directive("next_upstream_timeout"), Role.RETRY_LIMIT));
    private static final Map<NginxProtocol, Setting> SOCKET_KEEPALIVES = perProtocol(protocol -> new Setting(
            NGINX,
            protocol.directive("socket_keepalive"),
            Set.of(Role.TCP_KEEPALIVE_TO_CALLEE),
            Optional.empty(),
            List.of(directive(ANY_BLOCK, protocol.directive("socket_keepalive") + " on;"))));

    /** Every setting of nginx that is read. */
    public static final List<Setting> ALL = Stream.of(
                    List.of(
                            KEEPALIVE_TIMEOUT,
                            KEEPALIVE_MIN_TIMEOUT,
                            KEEPALIVE_TIME,
                            CLIENT_HEADER_TIMEOUT,
                            CLIENT_BODY_TIMEOUT,
                            UPSTREAM_KEEPALIVE_TIMEOUT,
                            UPSTREAM_KEEPALIVE_TIME,
                            LISTEN_SO_KEEPALIVE),
                    CONNECT_TIMEOUTS.values(),
                    READ_TIMEOUTS.values(),
                    NEXT_UPSTREAM_TIMEOUTS.values(),
                    SOCKET_KEEPALIVES.values())
            .<Setting>flatMap(settings -> settings.stream())
            .toList();

    private NginxSettings() {}

    /** {@code proxy_connect_timeout} and its kin: how long connecting to one peer may take; 0 fails at once. */
    public static Setting connectTimeout(NginxProtocol protocol) {
        return of(CONNECT_TIMEOUTS, protocol);
    }

    /**
     * {@code proxy_read_timeout} and its kin: how long the whole header of the answer may take, and then every pause
     * within its body; 0 fails at once.
     */
    public static Setting readTimeout(NginxProtocol protocol) {
        return of(READ_TIMEOUTS, protocol);
    }

    /** {@code proxy_next_upstream_timeout} and its kin: how long all tries together may take; 0 is no limit. */
    public static Setting nextUpstreamTimeout(NginxProtocol protocol) {
        return of(NEXT_UPSTREAM_TIMEOUTS, protocol);
    }

    /** {@code proxy_socket_keepalive} and its kin: whether the kernel probes idle connections to peers. */
    public static Setting socketKeepalive(NginxProtocol protocol) {
        return of(SOCKET_KEEPALIVES, protocol);
    }

    private static Setting timer(String directive, Role role) {
        return Setting.of(
                NGINX,
                directive,
                directive(
                        TOWARDS_CALLER.contains(role) ? Text.marked("http or server block") : ANY_BLOCK,
                        directive + " {seconds}s;"),
                role);
    }

    private static Written directive(String where, String text) {
        return new Written(Written.Form.NGINX, where, text);
    }

    private static Map<NginxProtocol, Setting> perProtocol(Function<NginxProtocol, Setting> setting) {
        Map<NginxProtocol, Setting> settings = new EnumMap<>(NginxProtocol.class);
        Arrays.stream(NginxProtocol.values()).forEach(protocol -> settings.put(protocol, setting.apply(protocol)));
        return settings;
    }

    private static Setting of(Map<NginxProtocol, Setting> settings, NginxProtocol protocol) {
        return Optional.ofNullable(settings.get(protocol)).orElseThrow();
    }
}
