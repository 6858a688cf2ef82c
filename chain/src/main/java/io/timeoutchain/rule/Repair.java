package io.timeoutchain.rule;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Timer;
import java.time.Duration;
import java.util.Optional;

/**
 * One change that would make a broken place hold.
 *
 * @param party whose setting to change
 * @param setting its name
 * @param from what it says now, for a person; empty where it says nothing
 * @param to what it should say; empty where the change is not a value
 * @param text the line, flag or command that makes the change
 */
public record Repair(Product party, String setting, Optional<String> from, Optional<String> to, String text) {

    /**
     * Sets {@code timer} to {@code value}.
     *
     * @return empty when nobody can set it, or its platform does not accept that value
     */
    public static Optional<Repair> set(Timer timer, Duration value) {
        Setting setting = timer.setting();
        if (value.isNegative() || value.isZero()) {
            return Optional.empty();
        }
        if (setting.range().filter(range -> !range.admits(Bound.after(value))).isPresent()) {
            return Optional.empty();
        }
        return setting.writtenAs(value)
                .map(text -> new Repair(
                        setting.product(),
                        setting.name(),
                        timer.reading().known().map(Bound::text),
                        Optional.of(Durations.text(value)),
                        text));
    }

    /** A change that is not the value of one timer. */
    public static Repair say(Product party, String setting, String text) {
        return new Repair(party, setting, Optional.empty(), Optional.empty(), text);
    }

    /** The same change with {@code {arn}} in its text replaced by the resource that it concerns. */
    Repair on(String arn) {
        return new Repair(party, setting, from, to, text.replace("{arn}", arn));
    }
}
