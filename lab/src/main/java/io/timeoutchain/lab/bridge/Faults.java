package io.timeoutchain.lab.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The failures that the bridge shall play. An action is named as in IAM policies ({@code ssm:SendCommand}); a resource is
 * any parameter value of the request, such as an ARN or an instance id.
 */
public final class Faults {

    private record Fault(String action, Optional<String> resource, Effect effect) {
        boolean concerns(ApiRequest request) {
            return request.action().equals(action)
                    && (resource.isEmpty() || request.values().contains(resource.get()));
        }
    }

    private sealed interface Effect {
        /** Answers instead of the service, every time or only while {@code left} lasts. */
        record Answer(Function<ApiRequest, Reply> reply, AtomicInteger left) implements Effect {}

        /** Holds the request back before it goes on. */
        record Hold(Duration pause) implements Effect {}
    }

    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    Faults() {}

    /** Denies an action, for whatever resource. */
    public void deny(String action) {
        add(action, Optional.empty(), answer(Reply::denied, Integer.MAX_VALUE));
    }

    /** Denies an action where the request names this resource. */
    public void deny(String action, String resource) {
        add(action, Optional.of(resource), answer(Reply::denied, Integer.MAX_VALUE));
    }

    /** Throttles the next calls of an action; later ones pass. */
    public void throttleNext(int calls, String action) {
        add(action, Optional.empty(), answer(Reply::throttled, calls));
    }

    /** Answers the next calls of an action with a server-side error; later ones pass. */
    public void failNext(int calls, String action) {
        add(action, Optional.empty(), answer(Reply::unavailable, calls));
    }

    /** Lets every call of an action take longer. */
    public void delay(Duration pause, String action) {
        add(action, Optional.empty(), new Effect.Hold(pause));
    }

    /** Lets everything pass again. */
    public void clear() {
        faults.clear();
    }

    /**
     * Plays the faults that concern a request, in the order in which they were added.
     *
     * @return the answer to give instead of the service's own, if a fault demands one
     */
    Optional<Reply> strike(ApiRequest request) throws InterruptedException {
        for (Fault fault : faults) {
            if (!fault.concerns(request)) {
                continue;
            }
            switch (fault.effect()) {
                case Effect.Hold(Duration pause) -> Thread.sleep(pause);
                case Effect.Answer(Function<ApiRequest, Reply> reply, AtomicInteger left) -> {
                    if (left.getAndUpdate(before -> Math.max(0, before - 1)) > 0) {
                        return Optional.of(reply.apply(request));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Effect answer(Function<ApiRequest, Reply> reply, int times) {
        return new Effect.Answer(reply, new AtomicInteger(times));
    }

    private void add(String action, Optional<String> resource, Effect effect) {
        faults.add(new Fault(action, resource, effect));
    }
}
