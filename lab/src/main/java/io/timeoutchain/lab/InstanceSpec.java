package io.timeoutchain.lab;

import java.time.Duration;
import java.util.Optional;

/**
 * What an EC2 instance of the lab shall be: a value whose methods give a changed copy.
 *
 * @param type the instance type
 * @param host the machine behind it, if it has one
 * @param agent how Systems Manager sees it
 * @param tcpEstablished the connection tracking of its network interface, where it differs from the type's default
 */
public record InstanceSpec(String type, Optional<LabHost> host, Agent agent, Optional<Duration> tcpEstablished) {

    /** How Systems Manager sees an instance. */
    public enum Agent {
        /** It answers. */
        ONLINE,
        /** It was registered once, and does not answer. */
        CONNECTION_LOST,
        /** It was never registered. */
        UNMANAGED
    }

    /** An {@code m7i.large} whose agent answers. */
    public static InstanceSpec of(LabHost host) {
        return new InstanceSpec("m7i.large", Optional.of(host), Agent.ONLINE, Optional.empty());
    }

    /** An {@code m7i.large} that Systems Manager does not know. */
    public static InstanceSpec unmanaged() {
        return new InstanceSpec("m7i.large", Optional.empty(), Agent.UNMANAGED, Optional.empty());
    }

    /** An {@code m7i.large} whose agent has fallen silent. */
    public static InstanceSpec connectionLost() {
        return new InstanceSpec("m7i.large", Optional.empty(), Agent.CONNECTION_LOST, Optional.empty());
    }

    /** Takes another instance type. */
    public InstanceSpec ofType(String other) {
        return new InstanceSpec(other, host, agent, tcpEstablished);
    }

    /** Sets how long its network interface remembers an idle TCP connection. */
    public InstanceSpec trackingConnectionsFor(Duration idle) {
        return new InstanceSpec(type, host, agent, Optional.of(idle));
    }
}
