package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a step obtained, together with everything it could not obtain.
 *
 * @param value what it obtained
 * @param gaps what is missing from it
 */
public record Collected<T>(T value, List<GapFacts> gaps) {

    public Collected {
        gaps = List.copyOf(gaps);
    }

    /** Obtained in full. */
    public static <T> Collected<T> of(T value) {
        return new Collected<>(value, List.of());
    }

    /** The values of all, in their order, and the gaps of all. */
    public static <T> Collected<List<T>> all(List<Collected<T>> parts) {
        return new Collected<>(
                parts.stream().map(Collected::value).toList(),
                parts.stream().flatMap(part -> part.gaps().stream()).toList());
    }

    /** The next step, on what this one obtained; the gaps add up. */
    public <R> Collected<R> then(Function<? super T, Collected<R>> step) {
        Collected<R> next = step.apply(value);
        return new Collected<>(
                next.value(), Stream.concat(gaps.stream(), next.gaps().stream()).toList());
    }

    /** The same gaps beside another value. */
    public <R> Collected<R> map(Function<? super T, ? extends R> change) {
        return new Collected<>(change.apply(value), gaps);
    }

    /** The same with more that is missing. */
    public Collected<T> missing(List<GapFacts> more) {
        List<GapFacts> all = new ArrayList<>(gaps);
        all.addAll(more);
        return new Collected<>(value, all);
    }
}
