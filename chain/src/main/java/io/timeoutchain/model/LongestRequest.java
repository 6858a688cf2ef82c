package io.timeoutchain.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long a request can go on along a chain before somebody gives up: the least of the response waits and request
 * limits. Timers towards a database do not count, because a request may ask it more than once.
 *
 * @param ends the timer that ends first, of those that are known; empty where none that is known ends
 * @param gaps what is not known. A request may be shorter than {@code ends} says, never longer
 */
public record LongestRequest(Optional<Timer> ends, List<Gap> gaps) {

    /** The timers of {@code chain} of which the first to end ends a request, from the caller to the last callee. */
    public static List<Timer> timers(Chain chain) {
        List<Timer> timers = new ArrayList<>();
        for (Party party : chain.parties()) {
            if (!party.is(Product.MYSQL)) {
                timers.addAll(party.timers(Role.REQUEST_LIMIT));
                if (!party.is(Product.DJANGO)) {
                    timers.addAll(party.timers(Role.RESPONSE_WAIT));
                }
            }
        }
        return timers;
    }

    /** The longest request of {@code chain}. */
    public static LongestRequest of(Chain chain) {
        List<Timer> timers = timers(chain);
        return new LongestRequest(
                timers.stream().filter(timer -> timer.ends().isPresent()).min(Comparator.comparing(timer -> timer.ends()
                        .orElseThrow())),
                timers.stream()
                        .flatMap(timer -> timer.reading().missing().stream())
                        .distinct()
                        .toList());
    }
}
