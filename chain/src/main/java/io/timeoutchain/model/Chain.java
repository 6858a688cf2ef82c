package io.timeoutchain.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The parties that wait for each other, from the one that asks to the one that answers last, through one listener, target
 * group, host and process.
 *
 * @param place where it stands
 * @param parties from caller to callee; at least one
 * @param middleboxes what stands between each two neighbours: one list per link, in order
 * @param passThrough a network load balancer in front, which passes connections on and is no party that waits
 * @param host the machine on which the callees run, where it could be reached
 * @param evidence what the logs on that machine said
 */
public record Chain(
        Place place,
        List<Party> parties,
        List<List<Middlebox>> middleboxes,
        Optional<Party> passThrough,
        Optional<Host> host,
        List<Evidence> evidence) {

    public Chain {
        parties = List.copyOf(parties);
        middleboxes = middleboxes.stream().map(List::copyOf).toList();
        evidence = List.copyOf(evidence);
        if (parties.isEmpty() || middleboxes.size() != parties.size() - 1) {
            throw new IllegalArgumentException("a chain of " + parties.size() + " parties cannot have "
                    + middleboxes.size() + " lists of middleboxes");
        }
    }

    /** The pairs of neighbours, front to back. */
    public List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (int position = 0; position + 1 < parties.size(); position++) {
            links.add(new Link(this, position));
        }
        return Collections.unmodifiableList(links);
    }

    /** Every party of the chain and beside it: the waiters, a pass-through balancer, the kernel, the units. */
    public List<Member> members() {
        List<Member> members = new ArrayList<>();
        parties.forEach(party -> members.add(new Member(this, party)));
        passThrough.ifPresent(party -> members.add(new Member(this, party)));
        host.ifPresent(machine -> {
            members.add(new Member(this, machine.kernel()));
            machine.units().values().forEach(unit -> members.add(new Member(this, unit)));
        });
        return members;
    }

    /** The party of this product, if it is one that waits in this chain. */
    public Optional<Party> party(Product product) {
        return parties.stream().filter(party -> party.is(product)).findFirst();
    }
}
