package io.timeoutchain.rule;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Whereabouts;
import io.timeoutchain.model.Written;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a rule would change, before it is written down for the place where it is to be changed. */
public sealed interface Remedy {

    /** Sets {@code timer} to {@code value}. */
    record Set(Timer timer, Duration value) implements Remedy {}

    /**
     * A change that is more, or something else, than the value of one timer.
     *
     * @param party whose setting to change
     * @param setting its name
     * @param from what it says now, for a person; empty where it says nothing
     * @param to what it should say; empty where the change is not a value
     * @param text what to do
     */
    record Say(Product party, String setting, Optional<Text> from, Optional<Text> to, Text text) implements Remedy {}

    /**
     * Sets {@code timer} to {@code value}.
     *
     * @return empty when nobody can set it, or its platform does not accept that value
     */
    static Optional<Remedy> set(Timer timer, Duration value) {
        Setting setting = timer.setting();
        boolean accepted = !value.isNegative()
                && !value.isZero()
                && !setting.written().isEmpty()
                && setting.range()
                        .filter(range -> !range.admits(Bound.after(value)))
                        .isEmpty();
        return accepted ? Optional.of(new Set(timer, value)) : Optional.empty();
    }

    /** A change that is not the value of one timer. */
    static Remedy say(Product party, String setting, Text text) {
        return new Say(party, setting, Optional.empty(), Optional.empty(), text);
    }

    /** This change at {@code place}: what to write there, with the resources by their names. */
    default Repair at(Place place) {
        return switch (this) {
            case Say(Product party, String setting, Optional<Text> from, Optional<Text> to, Text text) ->
                new Repair(party, setting, from, to, text, List.of());
            case Set(Timer timer, Duration value) -> {
                Optional<Source> source = source(timer.reading());
                List<Repair.Text> texts = texts(timer.setting(), value, source, Whereabouts.of(place, source));
                yield new Repair(
                        timer.setting().product(),
                        timer.setting().name(),
                        timer.reading().known().map(Bound::words),
                        Optional.of(Durations.words(value)),
                        Text.verbatim(texts.getFirst().text()),
                        texts);
            }
        };
    }

    /** Where the value is written in a way that overrides others, only that way: what is written elsewhere does not count. */
    private static List<Repair.Text> texts(Setting setting, Duration value, Optional<Source> source, Whereabouts at) {
        List<Written> overriding = setting.written().stream()
                .filter(way ->
                        source.filter(stands -> way.form().standsAt(stands)).isPresent())
                .toList();
        return (overriding.isEmpty() ? setting.written() : overriding)
                .stream()
                        .map(way -> new Repair.Text(way.form(), way.where(at), way.text(value, at)))
                        .toList();
    }

    private static Optional<Source> source(Reading<Bound> reading) {
        return switch (reading) {
            case Reading.Stated<Bound>(Bound value, Source source) -> Optional.of(source);
            case Reading.Defaulted<Bound> unwritten -> Optional.empty();
            case Reading.Measured<Bound> measured -> source(measured.configured());
            case Reading.Unread<Bound> unread -> Optional.empty();
        };
    }
}
