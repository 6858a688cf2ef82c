package io.timeoutchain.auditor.collect;

import java.util.Optional;

/** A listing that comes in pages. */
@FunctionalInterface
public interface Listing<T> {

    /** The call for one page: the first where {@code next} is empty, otherwise the one that {@link Page#next} named. */
    Call<Page<T>> page(Optional<String> next);
}
