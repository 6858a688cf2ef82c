package io.timeoutchain.auditor.collect;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param items what it lists
 * @param next what to ask the next page with; empty on the last one
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }

    /** A listing's only page. */
    public static <T> Page<T> only(List<T> items) {
        return new Page<>(items, Optional.empty());
    }
}
