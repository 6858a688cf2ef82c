package io.timeoutchain.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a load balancer of the lab and its target group shall be: a value whose methods give a changed copy.
 *
 * @param name the load balancer's name, up to 29 characters; the target group is called the same with {@code -tg} behind it
 * @param kind application or network load balancer
 * @param port the port on the targets
 * @param attributes of the load balancer
 * @param listenerAttributes of its listener
 * @param targetGroupAttributes of the target group
 * @param instanceIds the targets
 */
public record ServiceSpec(
        String name,
        Kind kind,
        int port,
        Map<String, String> attributes,
        Map<String, String> listenerAttributes,
        Map<String, String> targetGroupAttributes,
        List<String> instanceIds) {

    /** The kinds of load balancer. */
    public enum Kind {
        APPLICATION,
        NETWORK
    }

    public ServiceSpec {
        attributes = Map.copyOf(attributes);
        listenerAttributes = Map.copyOf(listenerAttributes);
        targetGroupAttributes = Map.copyOf(targetGroupAttributes);
        instanceIds = List.copyOf(instanceIds);
    }

    /**
     * An Application Load Balancer in front of port 80. Its attributes are those that the real API returns for a new one;
     * moto leaves them out until they are set.
     */
    public static ServiceSpec application(String name) {
        return new ServiceSpec(
                name,
                Kind.APPLICATION,
                80,
                Map.of("idle_timeout.timeout_seconds", "60", "client_keep_alive.seconds", "3600"),
                Map.of(),
                Map.of("deregistration_delay.timeout_seconds", "300"),
                List.of());
    }

    /** A Network Load Balancer with a TCP listener in front of port 80, with the real API's attributes for a new one. */
    public static ServiceSpec network(String name) {
        return new ServiceSpec(
                name,
                Kind.NETWORK,
                80,
                Map.of(),
                Map.of("tcp.idle_timeout.seconds", "350"),
                Map.of("deregistration_delay.timeout_seconds", "300"),
                List.of());
    }

    /** Sets {@code idle_timeout.timeout_seconds}. */
    public ServiceSpec idleTimeout(Duration idle) {
        return attribute("idle_timeout.timeout_seconds", Long.toString(idle.toSeconds()));
    }

    /** Sets {@code deregistration_delay.timeout_seconds}. */
    public ServiceSpec deregistrationDelay(Duration delay) {
        return targetGroupAttribute("deregistration_delay.timeout_seconds", Long.toString(delay.toSeconds()));
    }

    /** Sets an attribute of the load balancer. */
    public ServiceSpec attribute(String key, String value) {
        return new ServiceSpec(
                name, kind, port, with(attributes, key, value), listenerAttributes, targetGroupAttributes, instanceIds);
    }

    /** Sets an attribute of the listener. */
    public ServiceSpec listenerAttribute(String key, String value) {
        return new ServiceSpec(
                name, kind, port, attributes, with(listenerAttributes, key, value), targetGroupAttributes, instanceIds);
    }

    /** Sets an attribute of the target group. */
    public ServiceSpec targetGroupAttribute(String key, String value) {
        return new ServiceSpec(
                name, kind, port, attributes, listenerAttributes, with(targetGroupAttributes, key, value), instanceIds);
    }

    /** Registers instances as targets, on the port that they are reached at. */
    public ServiceSpec to(int targetPort, String... ids) {
        return new ServiceSpec(
                name, kind, targetPort, attributes, listenerAttributes, targetGroupAttributes, List.of(ids));
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        Map<String, String> copy = new TreeMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
