package io.timeoutchain.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where something was judged. A part that does not apply, or was not learnt, is empty.
 *
 * @param account the AWS account id
 * @param region the AWS region
 * @param loadBalancer the load balancer's name
 * @param loadBalancerArn its ARN
 * @param listenerArns the listeners whose rules lead here, sorted
 * @param targetGroup the target group's name
 * @param targetGroupArn its ARN
 * @param hosts the instances for which the same holds, sorted
 * @param route which requests: a server name and location as nginx has them; empty where everything goes one way
 */
public record Place(
        String account,
        String region,
        String loadBalancer,
        String loadBalancerArn,
        List<String> listenerArns,
        String targetGroup,
        String targetGroupArn,
        List<String> hosts,
        String route) {

    public Place {
        listenerArns = listenerArns.stream().sorted().distinct().toList();
        hosts = hosts.stream().sorted().distinct().toList();
    }

    /** The same place on other hosts. */
    public Place onHosts(List<String> others) {
        return new Place(
                account,
                region,
                loadBalancer,
                loadBalancerArn,
                listenerArns,
                targetGroup,
                targetGroupArn,
                others,
                route);
    }

    /** The same place, of the requests that go another way. */
    public Place onRoute(String other) {
        return new Place(
                account,
                region,
                loadBalancer,
                loadBalancerArn,
                listenerArns,
                targetGroup,
                targetGroupArn,
                hosts,
                other);
    }

    /** This place and another one behind the same target group, as one. */
    public Place and(Place other) {
        return new Place(
                account,
                region,
                loadBalancer,
                loadBalancerArn,
                both(listenerArns, other.listenerArns),
                targetGroup,
                targetGroupArn,
                both(hosts, other.hosts),
                route.equals(other.route) ? route : String.join(", ", both(routes(), other.routes())));
    }

    private List<String> routes() {
        return List.of(route.split(", "));
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).sorted().distinct().toList();
    }
}
