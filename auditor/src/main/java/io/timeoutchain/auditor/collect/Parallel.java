package io.timeoutchain.auditor.collect;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Does the same work on many items at once, and tells how far it is. */
final class Parallel {

    private final Progress progress;
    private final String region;

    Parallel(Progress progress, String region) {
        this.progress = progress;
        this.region = region;
    }

    /** The work's results in the order of the items. */
    <T, R> List<R> each(String step, List<T> items, Function<? super T, ? extends R> work) {
        AtomicInteger done = new AtomicInteger();
        return all(items, item -> {
            R result = work.apply(item);
            progress.step(region, step, done.incrementAndGet(), items.size());
            return result;
        });
    }

    /** The same without telling anybody. */
    static <T, R> List<R> all(List<T> items, Function<? super T, ? extends R> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> results = items.stream()
                    .map(item -> threads.submit(() -> (R) work.apply(item)))
                    .toList();
            return results.stream().map(Parallel::result).toList();
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            // Failed calls are values by now: what is left is a fault of ours, and must look like one.
            throw new IllegalStateException(e.getCause());
        }
    }
}
