package io.timeoutchain.model;

/**
 * Something between two parties that passes their packets on and forgets a connection that was idle for too long: a NAT
 * gateway, a network load balancer, a firewall, the connection tracking of an instance's network interface.
 *
 * @param name what it is, in words: "connection tracking of the instance's network interface"
 * @param idleLimit after how much silence it forgets
 * @param probesCount whether a TCP keep-alive probe counts as traffic to it
 */
public record Middlebox(Text name, Reading<Bound> idleLimit, boolean probesCount) {

    /** Its idle limit as a timer, which nobody in the chain can set. */
    public Timer timer() {
        return new Timer(Setting.fixed(Product.UNKNOWN, name.toString(), Role.FLOW_IDLE), idleLimit);
    }
}
