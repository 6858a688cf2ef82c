package io.timeoutchain.auditor.config;

import io.timeoutchain.auditor.snapshot.Glob;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Source;
import java.time.LocalDate;
import java.util.List;

/**
 * The decision to live with a defect for some time.
 *
 * @param rule the rule's id as somebody wrote it; there need be no such rule
 * @param loadBalancer the load balancers' names or ARNs
 * @param targetGroup the target groups' names or ARNs
 * @param host the hosts, by instance id or address
 * @param account the account ids
 * @param region the regions
 * @param reason why
 * @param expires the last day, in UTC, on which it holds
 * @param source where it is written
 * @param at the same with the column
 */
public record Suppression(
        String rule,
        Glob loadBalancer,
        Glob targetGroup,
        Glob host,
        Glob account,
        Glob region,
        String reason,
        LocalDate expires,
        Source source,
        String at) {

    /** Whether it is over. */
    public boolean isExpired(LocalDate today) {
        return today.isAfter(expires);
    }

    /** Whether it is for {@code place}, whatever hosts that has. */
    public boolean isFor(Place place) {
        return (loadBalancer.matches(place.loadBalancer()) || loadBalancer.matches(place.loadBalancerArn()))
                && (targetGroup.matches(place.targetGroup()) || targetGroup.matches(place.targetGroupArn()))
                && account.matches(place.account())
                && region.matches(place.region());
    }

    /** Those of {@code hosts} that it is for. */
    public List<String> among(List<String> hosts) {
        return hosts.stream().filter(host::matches).toList();
    }
}
