package io.timeoutchain.rule;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import java.util.Locale;
import java.util.Optional;

/**
 * One value that a verdict rests on, and where it came from.
 *
 * @param party the lower-case name of whose value it is
 * @param setting the setting's name, or what was looked at
 * @param bound the value, where it is a time
 * @param text the value for a person
 * @param reading how it is known
 * @param source where it stands
 */
public record Observation(String party, String setting, Optional<Bound> bound, Text text, Kind reading, Source source) {

    /** How a value is known. */
    public enum Kind {
        STATED,
        DEFAULTED,
        MEASURED,
        UNREAD;

        /** The lower-case name that reports use. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What {@code timer} says. */
    public static Observation of(Timer timer) {
        return of(timer.setting().product().id(), timer.setting().name(), timer.reading());
    }

    /** The idle limit of {@code middlebox}. */
    public static Observation of(Middlebox middlebox) {
        return of(middlebox.name().toString(), Text.marked("idle limit"), middlebox.idleLimit());
    }

    private static Observation of(String party, String setting, Reading<Bound> reading) {
        return of(
                party,
                setting,
                reading,
                reading.known().map(Bound::words).orElse(Text.of("not read")),
                reading.known());
    }

    /** A value that is no time, in words. */
    public static Observation ofFact(Product party, String what, Text text, Reading<?> reading) {
        return of(party.id(), what, reading, text, Optional.empty());
    }

    private static Observation of(String party, String setting, Reading<?> reading, Text text, Optional<Bound> bound) {
        return switch (reading) {
            case Reading.Stated<?>(Object value, Source source) ->
                new Observation(party, setting, bound, text, Kind.STATED, source);
            case Reading.Defaulted<?>(Object value, Source basis) ->
                new Observation(party, setting, bound, text, Kind.DEFAULTED, basis);
            case Reading.Measured<?>(Object value, Source source, var configured) ->
                new Observation(party, setting, bound, text, Kind.MEASURED, source);
            case Reading.Unread<?>(var gap) ->
                new Observation(party, setting, bound, text, Kind.UNREAD, new Source(gap.cause()));
        };
    }
}
