package io.timeoutchain.product.gunicorn;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Reading;
import java.util.Map;
import java.util.Optional;

/** One of the places that gunicorn takes settings from. */
@FunctionalInterface
interface Level {

    /** What stands there about {@code option}; empty where nothing does, so that the next lower place decides. */
    Optional<Reading<Value>> of(Option option);

    /** A place of which everything was read. */
    static Level seen(Map<Option, Reading<Value>> stated) {
        return option -> Optional.ofNullable(stated.get(option));
    }

    /** A place that may say anything about any option, and that could not be read. */
    static Level hidden(String process, String why, String remedy) {
        return option -> Optional.of(Reading.unread(gap(process, option, why, remedy)));
    }

    static Gap gap(String process, Option option, String cause, String remedy) {
        return new Gap(option.key() + " of " + process, cause, remedy);
    }
}
