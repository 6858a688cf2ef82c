package io.timeoutchain.product.gunicorn;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Text;
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
    static Level hidden(String process, Text why, Text remedy) {
        return option -> Optional.of(Reading.unread(gap(process, option, why, remedy)));
    }

    static Gap gap(String process, Option option, Text cause, Text remedy) {
        return new Gap(Text.of("%s of %s", option.key(), process), cause, remedy);
    }
}
