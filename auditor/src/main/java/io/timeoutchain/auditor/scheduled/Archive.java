package io.timeoutchain.auditor.scheduled;

import java.util.Optional;

/** Where texts are kept under keys. Whoever implements it lets a failure out: a run that cannot keep its results fails. */
public interface Archive {

    /** The text under {@code key}, if there is one. */
    Optional<String> get(String key);

    /** Keeps {@code text}, in the place of what was there; a reader sees the one or the other. */
    void put(String key, String text);

    /** How a person finds {@code key}: {@code s3://bucket/key}. */
    String address(String key);
}
