package io.timeoutchain.model;

/** A count or size that a rule needs beside the timers. */
public enum Quantity {
    /** How often one request may be tried in all, the first try included. */
    TRIES,
    WORKERS,
    VCPUS,
    /** Bytes that one worker holds at its peak. */
    WORKER_PEAK_BYTES,
    /** Bytes that are free for workers: what is available now and what they hold already. */
    MEMORY_FOR_WORKERS_BYTES
}
