package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be known of the host to understand a configuration of nginx.
 *
 * @param tcpKeepaliveTime the kernel's {@code net.ipv4.tcp_keepalive_time}
 * @param addresses what the host resolves names to. A name that is not in it was not looked up
 * @param ownAddresses the host's own addresses, without the loopback ones
 */
public record NginxHost(
        Reading<Bound> tcpKeepaliveTime, Map<String, List<String>> addresses, Set<String> ownAddresses) {

    public NginxHost {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        addresses.forEach((name, found) -> copy.put(name, List.copyOf(found)));
        addresses = Map.copyOf(copy);
        ownAddresses = Set.copyOf(ownAddresses);
    }
}
