package io.timeoutchain.product.gunicorn;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Written;
import java.util.List;

/**
 * The timers of gunicorn, written as lines of its configuration file (<a
 * href="https://docs.gunicorn.org/en/stable/settings.html">gunicorn settings</a>).
 */
public final class GunicornSettings {

    /**
     * Silence after which the master kills a worker. It bounds a request only where a worker does nothing else meanwhile,
     * in the sync class; the main loop of every other class goes on beating. 0 turns it off. The master looks about once
     * a second.
     */
    public static final Setting TIMEOUT = written("timeout", "--timeout", Role.REQUEST_LIMIT);

    /** How long running requests may go on after TERM or HUP before the worker is killed. */
    public static final Setting GRACEFUL_TIMEOUT = written("graceful_timeout", "--graceful-timeout", Role.DRAIN);

    /**
     * How long an idle connection is kept; {@code --keep-alive} on the command line. Sync workers close every connection
     * and say so, tornado and asgi workers do not follow it; gthread closes up to a second late.
     */
    public static final Setting KEEP_ALIVE = written("keepalive", "--keep-alive", Role.KEEP_ALIVE);

    /**
     * How long Tornado's own HTTP server keeps an idle connection in a tornado worker, which hands it no time (<a
     * href="https://www.tornadoweb.org/en/stable/httpserver.html">tornado.httpserver</a>).
     */
    public static final Setting TORNADO_IDLE =
            Setting.fixed(Product.GUNICORN, "idle_connection_timeout of tornado", Role.KEEP_ALIVE);

    public static final List<Setting> ALL = List.of(TIMEOUT, GRACEFUL_TIMEOUT, KEEP_ALIVE, TORNADO_IDLE);

    private GunicornSettings() {}

    private static Setting written(String name, String flag, Role role) {
        return Setting.of(
                        Product.GUNICORN,
                        name,
                        new Written(Written.Form.GUNICORN_FILE, "gunicorn.conf.py", name + " = {seconds}"),
                        role)
                .or(new Written(
                        Written.Form.GUNICORN_FLAG, Text.marked("gunicorn's command line"), flag + " {seconds}"));
    }
}
