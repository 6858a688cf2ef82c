package io.timeoutchain.product.client;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import java.util.List;

/** The timers of a caller. Every client calls them differently; these are the names to declare them by. */
public final class ClientSettings {

    /** How long the client may use an idle connection again; 0 where it opens one for each request. */
    public static final Setting KEEP_ALIVE = written("keep-alive", Role.REUSE_WINDOW);

    /** How long the client waits for an answer. */
    public static final Setting RESPONSE_TIMEOUT = written("response-timeout", Role.RESPONSE_WAIT);

    /** How long the client waits for a connection to open. */
    public static final Setting CONNECT_TIMEOUT = written("connect-timeout", Role.CONNECT_WAIT);

    public static final List<Setting> ALL = List.of(KEEP_ALIVE, RESPONSE_TIMEOUT, CONNECT_TIMEOUT);

    private ClientSettings() {}

    private static Setting written(String name, Role role) {
        return Setting.of(Product.CLIENT, name, "the client's " + name + ": {seconds} s", role);
    }
}
