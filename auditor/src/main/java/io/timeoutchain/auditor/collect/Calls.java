package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * The way all calls to one account and region take: each waits for its token, is counted, and is repeated while its
 * failure may pass. A refusal because of the rate slows all later calls of that bucket down.
 */
public final class Calls {

    /** So many times a call is sent at most. */
    static final int ATTEMPTS = 6;

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(20);

    /** Enough to use any quota fully at usual answer times, and few enough for any proxy between. */
    private static final int AT_ONCE = 32;

    private final Quotas quotas;
    private final Time time;
    private final DoubleSupplier jitter;
    private final Stop stop;
    private final Heard heard;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final Semaphore underWay = new Semaphore(AT_ONCE);
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger throttled = new AtomicInteger();

    /**
     * @param quotas what we allow ourselves
     * @param jitter gives numbers from 0 to 1, so that several clients do not repeat their calls in step
     */
    public Calls(Quotas quotas, Time time, DoubleSupplier jitter) {
        this(quotas, time, jitter, new Stop(), (action, took, failure) -> {});
    }

    /**
     * @param stop ends waiting and asking
     * @param heard is told of each call that was sent
     */
    Calls(Quotas quotas, Time time, DoubleSupplier jitter, Stop stop, Heard heard) {
        this.quotas = quotas;
        this.time = time;
        this.jitter = jitter;
        this.stop = stop;
        this.heard = heard;
    }

    /** Is told how a call went, from several threads at once. */
    @FunctionalInterface
    interface Heard {
        void call(AwsAction action, Duration took, Optional<CallFailed> failure);
    }

    /**
     * Sends a call, again while its failure may pass.
     *
     * @throws CallFailed as the last attempt failed
     */
    public <T> T send(Call<T> call) throws CallFailed {
        if (!stop.enter()) {
            throw stopped();
        }
        try {
            return sendUntilItIsAnswered(call);
        } catch (CallFailed e) {
            throw stop.isRequested() ? stopped() : e;
        } finally {
            stop.leave();
        }
    }

    private static CallFailed stopped() {
        return new CallFailed(CallFailed.Kind.STOPPED, Text.marked("the audit was stopped before this was read"));
    }

    private <T> T sendUntilItIsAnswered(Call<T> call) throws CallFailed {
        TokenBucket bucket = buckets.computeIfAbsent(
                Quotas.bucket(call.action()), name -> new TokenBucket(quotas.of(call.action()), time.now()));
        for (int attempt = 1; ; attempt++) {
            sleep(bucket.take(time.now()));
            try {
                T answer = sendOnce(call);
                bucket.recover(time.now());
                return answer;
            } catch (CallFailed e) {
                if (e.kind() == CallFailed.Kind.THROTTLED) {
                    throttled.incrementAndGet();
                }
                if (slowsDown(e.kind())) {
                    bucket.slowDown(time.now());
                }
                if (!e.kind().isPassing() || attempt == ATTEMPTS || stop.isRequested()) {
                    throw e;
                }
                sleep(backoff(attempt));
            }
        }
    }

    /** Sends a call; a failure leaves the value empty, and a gap about {@code about}. */
    public <T> Collected<Optional<T>> ask(Call<T> call, String about, Text subject) {
        try {
            return Collected.of(Optional.of(send(call)));
        } catch (CallFailed e) {
            return new Collected<>(Optional.empty(), List.of(gap(call.action(), e, about, subject)));
        }
    }

    /**
     * Reads all pages of a listing. A failure leaves what the pages before it listed, or nothing if it was the first, and
     * a gap about {@code about}.
     */
    public <T> Collected<Optional<List<T>>> askAll(Listing<T> listing, String about, Text subject) {
        List<T> items = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Collected<Optional<Page<T>>> page = ask(listing.page(next), about, subject);
            if (page.value().isEmpty()) {
                return page.map(none -> items.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(items)));
            }
            items.addAll(page.value().get().items());
            next = page.value().get().next();
        } while (next.isPresent());
        return Collected.of(Optional.of(List.copyOf(items)));
    }

    /** The gap that a failed call leaves. */
    static GapFacts gap(AwsAction action, CallFailed failed, String about, Text subject) {
        return new GapFacts(about, action.iamName(), subject, Text.verbatim(failed.said()), failed.remedy(action));
    }

    /** The least time that calls of these actions take. */
    Duration timeFor(Collection<AwsAction> actions) {
        return quotas.timeFor(actions);
    }

    Instant now() {
        return time.now();
    }

    /**
     * Waits.
     *
     * @throws CallFailed if we are to stop
     */
    void pause(Duration duration) throws CallFailed {
        if (!stop.enter()) {
            throw stopped();
        }
        try {
            sleep(duration);
        } finally {
            stop.leave();
        }
    }

    private void sleep(Duration duration) throws CallFailed {
        if (duration.isZero()) {
            return;
        }
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    public int made() {
        return made.get();
    }

    public int throttled() {
        return throttled.get();
    }

    private <T> T sendOnce(Call<T> call) throws CallFailed {
        underWay.acquireUninterruptibly();
        Instant sent = time.now();
        try {
            made.incrementAndGet();
            T answer = call.attempt().send();
            heard.call(call.action(), Duration.between(sent, time.now()), Optional.empty());
            return answer;
        } catch (CallFailed e) {
            heard.call(call.action(), Duration.between(sent, time.now()), Optional.of(e));
            throw e;
        } finally {
            underWay.release();
        }
    }

    private static boolean slowsDown(CallFailed.Kind kind) {
        return kind == CallFailed.Kind.THROTTLED || kind == CallFailed.Kind.BROKEN;
    }

    private Duration backoff(int attempt) {
        Duration full = FIRST_BACKOFF.multipliedBy(1L << (attempt - 1));
        Duration most = full.compareTo(LONGEST_BACKOFF) < 0 ? full : LONGEST_BACKOFF;
        // At least half of it: a repeat at once would only be refused again.
        return Duration.ofNanos((long) (most.toNanos() * (0.5 + jitter.getAsDouble() / 2)));
    }
}
