package io.timeoutchain.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, in words a person can follow: {@code /etc/nginx/nginx.conf:12}, {@code attribute
 * idle_timeout.timeout_seconds}, {@code argv of pid 812}; or, for a default, the product, its version and the page that
 * documents it.
 */
public record Source(Text words) {

    public Source {
        if (words.isBlank()) {
            throw new IllegalArgumentException("a source must say where");
        }
    }

    /** A place that somebody else put into words. */
    public Source(String text) {
        this(Text.verbatim(text));
    }

    /** The same place, however the words for it came together. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Source source && text().equals(source.text()));
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** {@link #words} in English. */
    public String text() {
        return words.toString();
    }

    /** A line of a file; lines count from 1. */
    public static Source line(String file, int line) {
        return new Source(Text.of("%s:%d", file, line));
    }
}
