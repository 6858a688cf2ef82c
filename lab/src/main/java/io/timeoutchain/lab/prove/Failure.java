package io.timeoutchain.lab.prove;

import java.util.Arrays;

/** What counts as a failure of a request in a scenario. */
public enum Failure {
    /** It got no answer, or not the application's: an error, or a closed connection. */
    NOT_SERVED("not served"),
    /** The application went on with it after nobody waited for it any more. */
    WORK_FOR_NOBODY("work for nobody"),
    /** The load balancer, or the client, gave up on it; those behind never got to say what was wrong. */
    CALLER_GAVE_UP("caller gave up");

    private final String words;

    Failure(String words) {
        this.words = words;
    }

    /** How scenarios and the proof call it. */
    public String words() {
        return words;
    }

    static Failure of(String words) {
        return Arrays.stream(values())
                .filter(failure -> failure.words.equals(words))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of failure: " + words));
    }
}
