package io.timeoutchain.auditor.collect;

import java.util.ArrayList;
import java.util.List;

/** Cuts lists to the lengths that the APIs take. */
public final class Batches {

    private Batches() {}

    /** The items in their order, in lists of at most {@code most}. */
    public static <T> List<List<T>> of(List<T> items, int most) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < items.size(); from += most) {
            batches.add(List.copyOf(items.subList(from, Math.min(items.size(), from + most))));
        }
        return batches;
    }
}
