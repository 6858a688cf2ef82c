package io.timeoutchain.model;

import java.util.List;

/**
 * A target group with every chain that goes through it.
 *
 * @param place where it stands, with all its hosts
 * @param settings its own timers
 * @param chains the chains: one for each host and way through it
 */
public record TargetGroup(Place place, Party settings, List<Chain> chains) {

    public TargetGroup {
        chains = List.copyOf(chains);
    }
}
