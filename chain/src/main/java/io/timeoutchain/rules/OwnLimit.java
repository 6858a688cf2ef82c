package io.timeoutchain.rules;

import io.timeoutchain.model.Link;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Trait;
import java.util.ArrayList;
import java.util.List;

/**
 * What bounds the time that the callee of a link takes to answer: its request limit, else, for a proxy, its own response
 * wait.
 */
final class OwnLimit {

    private OwnLimit() {}

    /** The timers of which the first to end bounds the callee of {@code link}; empty where it has none of its own. */
    static List<Timer> of(Link link) {
        List<Timer> limits = requestLimits(link);
        if (!limits.isEmpty()) {
            return limits;
        }
        Party callee = link.callee();
        return callee.surely(Trait.ANSWERS_ITSELF) ? List.of() : callee.timers(Role.RESPONSE_WAIT);
    }

    /**
     * The request limits of the callee. The application inside an application server is one with it: a limit that the
     * user declares for the application bounds the server too.
     */
    static List<Timer> requestLimits(Link link) {
        List<Timer> limits = new ArrayList<>(link.callee().timers(Role.REQUEST_LIMIT));
        link.behind()
                .map(Link::callee)
                .filter(inside -> inside.is(Product.DJANGO))
                .ifPresent(inside -> limits.addAll(inside.timers(Role.REQUEST_LIMIT)));
        // Of several limits the first to end is the one in force: those that never end say nothing beside it.
        List<Timer> ending = limits.stream().filter(timer -> !timer.neverEnds()).toList();
        return ending.isEmpty() ? List.copyOf(limits) : ending;
    }
}
