package io.timeoutchain.product.mysql;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import java.util.List;

/**
 * The timers of MySQL. They are declared, never defaulted: the server's documented 28800 s holds in MySQL 5.7 to 9 and
 * MariaDB 10 alike, but managed databases ship other parameter groups (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html">server system variables</a>).
 */
public final class MysqlSettings {

    /**
     * How long the server keeps an idle session before it closes it without a word; the next query meets error 2006.
     * Sessions that announce themselves as interactive get {@code interactive_timeout} instead.
     */
    public static final Setting WAIT_TIMEOUT = Setting.of(
                    Product.MYSQL, "wait_timeout", "wait_timeout = {seconds}", Role.KEEP_ALIVE)
            .within(1, 31_536_000);

    /**
     * How long a read-only SELECT may run, in milliseconds; 0, the default, is no limit. Other statements are not
     * bounded by it. MySQL since 5.7.8; MariaDB's {@code max_statement_time} counts seconds and is another variable.
     */
    public static final Setting MAX_EXECUTION_TIME =
            Setting.of(Product.MYSQL, "max_execution_time", "max_execution_time = {milliseconds}", Role.REQUEST_LIMIT);

    public static final List<Setting> ALL = List.of(WAIT_TIMEOUT, MAX_EXECUTION_TIME);

    private MysqlSettings() {}
}
