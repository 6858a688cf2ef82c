package io.timeoutchain.auditor.measure;

import io.timeoutchain.model.Gap;
import java.time.Duration;

/** What a server did about one request, and when. For a request that takes long, that is the server's limit. */
public sealed interface Answer {

    /**
     * It answered.
     *
     * @param status such as 200, or 504 where it gave up waiting for somebody behind it
     * @param after the time from the last byte of the request to the last of the response's header
     */
    record Given(int status, Duration after) implements Answer {}

    /** It ended the connection without an answer. */
    record Refused(Ending ending, Duration after) implements Answer {}

    /** It was still silent when we stopped waiting. */
    record Awaited(Duration waited) implements Answer {}

    /** It could not be asked. */
    record Unobserved(Gap gap) implements Answer {}
}
