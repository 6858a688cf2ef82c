package io.timeoutchain.model;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How we know a value: somebody wrote it down, the product's documented default applies, or we could not read it.
 *
 * @param <T> the kind of value
 */
public sealed interface Reading<T> {

    /** Written down; {@code source} says where. */
    record Stated<T>(T value, Source source) implements Reading<T> {}

    /** Not written down anywhere; {@code basis} names the product, its version and where the default is documented. */
    record Defaulted<T>(T value, Source basis) implements Reading<T> {}

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

    /** The value, if it is known. */
    default Optional<T> known() {
        return switch (this) {
            case Stated<T>(T value, Source source) -> Optional.of(value);
            case Defaulted<T>(T value, Source basis) -> Optional.of(value);
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
            case Unread<T>(Gap gap) -> new Unread<>(gap);
        };
    }

    /** The same reading; if it is a gap, what {@code change} makes of it. */
    default Reading<T> mapGap(UnaryOperator<Gap> change) {
        return this instanceof Unread<T>(Gap gap) ? new Unread<>(change.apply(gap)) : this;
    }
}
