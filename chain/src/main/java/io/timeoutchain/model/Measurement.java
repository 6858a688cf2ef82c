package io.timeoutchain.model;

import java.time.Duration;

/** What was seen of a running server's keep-alive: on one connection one request was answered, and then nothing was said. */
public sealed interface Measurement {

    /** The server closed the idle connection without having said so. */
    record Closed(Duration after) implements Measurement {}

    /** The connection was still open when nobody waited any longer. */
    record StillOpen(Duration waited) implements Measurement {}

    /** The response itself said that the connection would end. */
    record Announced() implements Measurement {}

    /**
     * By how much a server may miss its configured time, in either direction, and still obey it: servers look at idle
     * connections once a second (gunicorn's gthread) or add a second of their own (Node's {@code keepAliveTimeoutBuffer}),
     * and the network and a busy machine need a moment too.
     */
    Duration TOLERANCE = Duration.ofMillis(1500);

    /** The same as a part of the configured time: the greater of the two counts. */
    int TOLERANCE_PERCENT = 5;

    /** Timers are set in whole seconds nearly everywhere: what is seen this close to one is one. */
    Duration ROUNDED = Duration.ofMillis(200);

    /**
     * The keep-alive that is in force.
     *
     * @param configured what the configuration says of it; it stays as it is where nothing that was seen tells
     * @param source how it was seen
     */
    default Reading<Bound> keepAlive(Reading<Bound> configured, Source source) {
        return switch (this) {
            case Announced() -> configured;
            case Closed(Duration after) ->
                Reading.measured(
                        configured
                                .known()
                                .filter(bound -> isMetBy(bound, after))
                                .orElseGet(() -> Bound.after(rounded(after))),
                        source,
                        configured);
            case StillOpen(Duration waited) ->
                configured
                                .known()
                                .filter(bound -> bound.outlasts(Bound.after(waited)) || isMetBy(bound, waited))
                                .isPresent()
                        ? configured
                        : Reading.measured(Bound.after(waited), source, configured);
        };
    }

    /** Whether every response announces the close, as far as one response tells. */
    default Reading<Boolean> announcesClose(Reading<Boolean> configured, Source source) {
        return Reading.measured(this instanceof Announced, source, configured);
    }

    private static boolean isMetBy(Bound configured, Duration seen) {
        return configured.ends().isPresent()
                && configured
                                .ends()
                                .get()
                                .minus(seen)
                                .abs()
                                .compareTo(tolerance(configured.ends().get()))
                        <= 0;
    }

    private static Duration tolerance(Duration configured) {
        Duration part = configured.multipliedBy(TOLERANCE_PERCENT).dividedBy(100);
        return part.compareTo(TOLERANCE) > 0 ? part : TOLERANCE;
    }

    /** To the whole second that is near, or down to a tenth. */
    private static Duration rounded(Duration seen) {
        Duration second = Duration.ofSeconds(seen.plusMillis(500).toSeconds());
        return second.minus(seen).abs().compareTo(ROUNDED) <= 0
                ? second
                : Duration.ofMillis(seen.toMillis() / 100 * 100);
    }
}
