package io.timeoutchain.auditor.snapshot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One instance behind a target.
 *
 * @param name its tag {@code Name}, as people call it; absent where it has none, and in older snapshots
 * @param type its type, such as {@code m7i.large}
 * @param state {@code running}, {@code stopped}, …
 * @param vpc absent once the instance is terminated
 * @param interfaces its network interfaces, sorted by id
 */
public record InstanceFacts(
        String id,
        Optional<String> name,
        String type,
        String state,
        Optional<String> vpc,
        List<InterfaceFacts> interfaces) {

    public InstanceFacts {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * One network interface.
     *
     * @param addresses its private addresses, IPv4 and IPv6
     * @param tcpEstablishedTimeout the idle limit of its connection tracking, where one was configured; otherwise the
     *     type's default holds ({@link InstanceTypeFacts#defaultTcpEstablishedTimeout()})
     */
    public record InterfaceFacts(String id, List<String> addresses, Optional<Duration> tcpEstablishedTimeout) {

        public InterfaceFacts {
            addresses = List.copyOf(addresses);
        }
    }
}
