package io.timeoutchain.model;

import java.util.List;
import java.util.Optional;

/**
 * Two neighbours of a chain, and what stands between them.
 *
 * @param chain the whole chain
 * @param position the caller's place in it, from 0
 */
public record Link(Chain chain, int position) {

    public Party caller() {
        return chain.parties().get(position);
    }

    public Party callee() {
        return chain.parties().get(position + 1);
    }

    public List<Middlebox> middleboxes() {
        return chain.middleboxes().get(position);
    }

    /** The link on which this link's caller is the callee, if somebody calls it. */
    public Optional<Link> inFront() {
        return position == 0 ? Optional.empty() : Optional.of(new Link(chain, position - 1));
    }

    /** The link on which this link's callee is the caller, if it calls somebody. */
    public Optional<Link> behind() {
        return position + 2 < chain.parties().size() ? Optional.of(new Link(chain, position + 1)) : Optional.empty();
    }
}
