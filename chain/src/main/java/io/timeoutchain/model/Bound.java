package io.timeoutchain.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What a timer setting says: that something ends after a time, or that it never does.
 *
 * <p>Whether 0, {@code off} or {@code infinite} means "never", "at once" or "disabled" differs from product to product,
 * so it is decided where a value is read and never in a rule.
 */
public sealed interface Bound {

    /** Ends after {@code limit}, which is zero or more. */
    record After(Duration limit) implements Bound {
        public After {
            if (limit.isNegative()) {
                throw new IllegalArgumentException("a timer cannot be negative: " + limit);
            }
        }
    }

    /** Never ends by itself. */
    record Never() implements Bound {}

    static Bound after(Duration limit) {
        return new After(limit);
    }

    static Bound ofSeconds(long seconds) {
        return new After(Duration.ofSeconds(seconds));
    }

    static Bound never() {
        return new Never();
    }

    /**
     * Tells whether this bound lasts strictly longer than {@code other}. Equal times do not: two equal timers race. Two
     * bounds that never end do, because neither side ever acts.
     */
    default boolean outlasts(Bound other) {
        return outlasts(other, Duration.ZERO);
    }

    /**
     * Tells whether this bound lasts strictly longer than {@code other}, and by at least {@code margin}.
     *
     * @param margin zero or more
     */
    default boolean outlasts(Bound other, Duration margin) {
        return switch (this) {
            case Never() -> true;
            case After(Duration mine) ->
                other instanceof After(Duration theirs)
                        && mine.compareTo(theirs) > 0
                        && mine.compareTo(theirs.plus(margin)) >= 0;
        };
    }

    /** When it ends, if it does. */
    default Optional<Duration> ends() {
        return this instanceof After(Duration limit) ? Optional.of(limit) : Optional.empty();
    }

    /** The one of the two that ends first. */
    default Bound orEarlier(Bound other) {
        return outlasts(other) ? other : this;
    }

    /** The one of the two that ends last. */
    default Bound orLater(Bound other) {
        return outlasts(other) ? this : other;
    }

    /** {@link #text} in the reader's language. */
    default Text words() {
        return switch (this) {
            case Never() -> Text.of("never");
            case After(Duration limit) -> Durations.words(limit);
        };
    }

    /** This bound for a person: {@code 60 s}, {@code 1.5 s}, {@code never}. */
    default String text() {
        return switch (this) {
            case Never() -> "never";
            case After(Duration limit) -> Durations.text(limit);
        };
    }
}
