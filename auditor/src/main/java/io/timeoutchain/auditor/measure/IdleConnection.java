package io.timeoutchain.auditor.measure;

import io.timeoutchain.model.Gap;
import java.time.Duration;
import java.util.Optional;

/** What became of a connection on which one request was answered and then nothing was said. */
public sealed interface IdleConnection {

    /**
     * The server ended it without having said so: its effective keep-alive.
     *
     * @param after the time from the last byte of the response to the end
     * @param ending how
     * @param status of the response
     * @param parting the first line of what the server said of its own accord before it closed, such as {@code HTTP/1.1
     *     408 Request Timeout}
     */
    record Ended(Duration after, Ending ending, int status, Optional<String> parting) implements IdleConnection {}

    /**
     * It was still open when we stopped waiting. Its keep-alive is longer, or there is none.
     *
     * @param waited how long it had been idle
     * @param status of the response
     */
    record StillOpen(Duration waited, int status) implements IdleConnection {}

    /**
     * The response itself said that the connection would end, so that nobody may use it again: there is no keep-alive, and
     * no race either.
     *
     * @param by what said so: {@code Connection: close}, {@code HTTP/1.0}
     * @param status of the response
     */
    record Announced(String by, int status) implements IdleConnection {}

    /** It could not be observed. */
    record Unobserved(Gap gap) implements IdleConnection {}
}
