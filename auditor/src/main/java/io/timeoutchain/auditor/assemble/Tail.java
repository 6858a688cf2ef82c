package io.timeoutchain.auditor.assemble;

import io.timeoutchain.auditor.host.HostProcess;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a chain that stands on one host: what the load balancer calls there, and what that calls in turn.
 *
 * @param route which requests go this way; empty where all do
 * @param parties front to back; at least one
 * @param middleboxes what stands between each two of them
 * @param processes the processes on this host that parties were read from
 */
record Tail(String route, List<Party> parties, List<List<Middlebox>> middleboxes, List<HostProcess> processes) {

    Tail {
        parties = List.copyOf(parties);
        middleboxes = List.copyOf(middleboxes);
        processes = List.copyOf(processes);
    }

    /** A tail of which no process was read. */
    static Tail of(String route, Party party) {
        return new Tail(route, List.of(party), List.of(), List.of());
    }

    /** A tail that begins with a process of this host. */
    static Tail of(String route, Standing first) {
        return new Tail(
                route,
                List.of(first.party()),
                List.of(),
                first.process().stream().toList());
    }

    /** This tail with one more party behind it. */
    Tail then(List<Middlebox> between, Party party) {
        List<Party> longer = new ArrayList<>(parties);
        longer.add(party);
        List<List<Middlebox>> more = new ArrayList<>(middleboxes);
        more.add(between);
        return new Tail(route, longer, more, processes);
    }

    /** This tail with one more party on the same host behind it. */
    Tail then(Standing next) {
        Tail longer = then(List.of(), next.party());
        List<HostProcess> more = new ArrayList<>(processes);
        next.process().ifPresent(more::add);
        return new Tail(route, longer.parties, longer.middleboxes, more);
    }

    /**
     * A party and the process on this host that it was read from.
     *
     * @param process empty where there is none, or where it could not be told which it is
     */
    record Standing(Party party, Optional<HostProcess> process) {}

    Party first() {
        return parties.getFirst();
    }

    /** This tail with more known of its first party. */
    Tail withFirst(Party known) {
        List<Party> others = new ArrayList<>(parties);
        others.set(0, known);
        return new Tail(route, others, middleboxes, processes);
    }

    Party last() {
        return parties.getLast();
    }
}
