package io.timeoutchain.model;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How we know a value: somebody wrote it down, the product's documented default applies, it was seen on the running
 * server, or we could not obtain it.
 *
 * @param <T> the kind of value
 */
public sealed interface Reading<T> {

    /** Written down; {@code source} says where. */
    record Stated<T>(T value, Source source) implements Reading<T> {}

    /** Not written down anywhere; {@code basis} names the product, its version and where the default is documented. */
    record Defaulted<T>(T value, Source basis) implements Reading<T> {}

    /**
     * Seen on the running server, which outranks what is written.
     *
     * @param value what is in force; where the configuration agrees with what was seen, exactly what it says
     * @param source how it was seen
     * @param configured what the configuration says, as far as it is known
     */
    record Measured<T>(T value, Source source, Reading<T> configured) implements Reading<T> {

        /** What the configuration says instead, if it is known and says something else. */
        public Optional<Reading<T>> contradicted() {
            return configured.known().filter(known -> !known.equals(value)).map(known -> configured);
        }
    }

    /** Not obtained. */
    record Unread<T>(Gap gap) implements Reading<T> {}

    static <T> Reading<T> stated(T value, Source source) {
        return new Stated<>(value, source);
    }

    static <T> Reading<T> defaulted(T value, Source basis) {
        return new Defaulted<>(value, basis);
    }

    static <T> Reading<T> unread(Gap gap) {
        return new Unread<>(gap);
    }

    static <T> Reading<T> measured(T value, Source source, Reading<T> configured) {
        return new Measured<>(value, source, configured);
    }

    /** The value, if it is known. */
    default Optional<T> known() {
        return switch (this) {
            case Stated<T>(T value, Source source) -> Optional.of(value);
            case Defaulted<T>(T value, Source basis) -> Optional.of(value);
            case Measured<T>(T value, Source source, Reading<T> configured) -> Optional.of(value);
            case Unread<T>(Gap gap) -> Optional.empty();
        };
    }

    /** What is missing, if the value is not known. */
    default Optional<Gap> missing() {
        return this instanceof Unread<T>(Gap gap) ? Optional.of(gap) : Optional.empty();
    }

    /** The same reading of another value that follows from this one. */
    default <R> Reading<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Stated<T>(T value, Source source) -> new Stated<>(change.apply(value), source);
            case Defaulted<T>(T value, Source basis) -> new Defaulted<>(change.apply(value), basis);
            case Measured<T>(T value, Source source, Reading<T> configured) ->
                new Measured<>(change.apply(value), source, configured.map(change));
            case Unread<T>(Gap gap) -> new Unread<>(gap);
        };
    }

    /** What the configuration alone says. */
    default Reading<T> configuration() {
        return this instanceof Measured<T>(T value, Source source, Reading<T> configured) ? configured : this;
    }

    /** The same reading; if it is a gap, what {@code change} makes of it. */
    default Reading<T> mapGap(UnaryOperator<Gap> change) {
        return this instanceof Unread<T>(Gap gap) ? new Unread<>(change.apply(gap)) : this;
    }
}
