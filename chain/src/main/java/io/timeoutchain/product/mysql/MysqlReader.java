package io.timeoutchain.product.mysql;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.Declared;
import io.timeoutchain.product.WholeSeconds;
import java.time.Duration;
import java.util.Optional;

/** Reads MySQL from what the user declared, in the units of its own variables. */
public final class MysqlReader {

    private MysqlReader() {}

    /** The server with the declared values; a variable that is not declared is a gap. */
    public static Party party(Attributes declared) {
        return Party.of(Product.MYSQL)
                .timer(
                        MysqlSettings.WAIT_TIMEOUT,
                        declared.seconds(MysqlSettings.WAIT_TIMEOUT, undeclared(MysqlSettings.WAIT_TIMEOUT)))
                .timer(
                        MysqlSettings.MAX_EXECUTION_TIME,
                        declared.read(
                                MysqlSettings.MAX_EXECUTION_TIME.name(),
                                Text.of("a whole number of milliseconds"),
                                MysqlReader::milliseconds,
                                undeclared(MysqlSettings.MAX_EXECUTION_TIME)))
                .build();
    }

    private static Reading<Bound> undeclared(Setting setting) {
        return Reading.unread(Declared.undeclared(setting));
    }

    private static Optional<Bound> milliseconds(String text) {
        return WholeSeconds.number(text)
                .map(number -> number == 0 ? Bound.never() : Bound.after(Duration.ofMillis(number)));
    }
}
