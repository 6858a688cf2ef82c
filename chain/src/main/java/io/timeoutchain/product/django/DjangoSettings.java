package io.timeoutchain.product.django;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import java.util.List;

/**
 * The timers of a Django application. They are declared: {@code settings.py} is a program, and what it yields is not
 * visible from outside (<a href="https://docs.djangoproject.com/en/stable/ref/settings/">Django settings</a>).
 */
public final class DjangoSettings {

    /**
     * How long a database connection is used again; {@code 0}, Django's default, closes it after each request, {@code
     * None} never does. It is looked at only at the start and the end of a request.
     */
    public static final Setting CONN_MAX_AGE =
            written("CONN_MAX_AGE", "\"CONN_MAX_AGE\": {seconds},", Role.REUSE_WINDOW);

    /** How long a login lasts; 1209600 s by default. It is no part of the connection timers. */
    public static final Setting SESSION_COOKIE_AGE =
            written("SESSION_COOKIE_AGE", "SESSION_COOKIE_AGE = {seconds}", Role.LOGIN_SESSION);

    /** How long the application lets one request take; Django itself has no such limit. */
    public static final Setting REQUEST_LIMIT =
            written("request-limit", "the application's request limit: {seconds} s", Role.REQUEST_LIMIT);

    /** How long the database driver waits for an answer: {@code OPTIONS["read_timeout"]} of mysqlclient and PyMySQL. */
    public static final Setting READ_TIMEOUT =
            written("read_timeout", "\"OPTIONS\": {\"read_timeout\": {seconds}},", Role.RESPONSE_WAIT);

    /** How long the database driver waits for a connection: {@code OPTIONS["connect_timeout"]}. */
    public static final Setting CONNECT_TIMEOUT =
            written("connect_timeout", "\"OPTIONS\": {\"connect_timeout\": {seconds}},", Role.CONNECT_WAIT);

    public static final List<Setting> ALL =
            List.of(CONN_MAX_AGE, SESSION_COOKIE_AGE, REQUEST_LIMIT, READ_TIMEOUT, CONNECT_TIMEOUT);

    private DjangoSettings() {}

    private static Setting written(String name, String written, Role role) {
        return Setting.of(Product.DJANGO, name, written, role);
    }
}
