package io.timeoutchain.model;

/** A count or size that a rule needs beside the timers. */
public enum Quantity {
    /** How often one request may be tried in all, the first try included. */
    TRIES("tries"),
    WORKERS("workers"),
    VCPUS("vCPUs"),
    /** Bytes that one worker holds at its peak. */
    WORKER_PEAK_BYTES("peak resident bytes of a worker"),
    /** Bytes that are free for workers: what is available now and what they hold already. */
    MEMORY_FOR_WORKERS_BYTES("bytes free for workers");

    private final String phrase;

    Quantity(String phrase) {
        this.phrase = phrase;
    }

    public String phrase() {
        return phrase;
    }
}
