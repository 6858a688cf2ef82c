package io.timeoutchain.auditor.assemble;

import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a chain that stands on one host: what the load balancer calls there, and what that calls in turn.
 *
 * @param route which requests go this way; empty where all do
 * @param parties front to back; at least one
 * @param middleboxes what stands between each two of them
 */
record Tail(String route, List<Party> parties, List<List<Middlebox>> middleboxes) {

    Tail {
        parties = List.copyOf(parties);
        middleboxes = List.copyOf(middleboxes);
    }

    static Tail of(String route, Party party) {
        return new Tail(route, List.of(party), List.of());
    }

    /** This tail with one more party behind it. */
    Tail then(List<Middlebox> between, Party party) {
        List<Party> longer = new ArrayList<>(parties);
        longer.add(party);
        List<List<Middlebox>> more = new ArrayList<>(middleboxes);
        more.add(between);
        return new Tail(route, longer, more);
    }

    Party last() {
        return parties.getLast();
    }
}
