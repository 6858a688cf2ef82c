package io.timeoutchain.product.nlb;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Written;
import java.util.List;

/**
 * The timers of a Network Load Balancer's listener. Ranges and defaults: <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html">Network Load
 * Balancers</a>, connection idle timeout, and the Elastic Load Balancing API, ListenerAttribute.
 */
public final class NlbSettings {

    /** Idle time after which a TCP flow is forgotten; TCP keep-alive probes count as use. */
    public static final Setting TCP_IDLE_TIMEOUT = Setting.of(
                    Product.NLB,
                    "tcp.idle_timeout.seconds",
                    new Written(
                            Written.Form.AWS_CLI,
                            "AWS CLI",
                            "aws elbv2 modify-listener-attributes --listener-arn {listener}"
                                    + " --attributes Key=tcp.idle_timeout.seconds,Value={seconds}"),
                    Role.FLOW_IDLE)
            .within(60, 6000)
            .or(new Written(
                    Written.Form.CDK, "NetworkListener.Builder", ".tcpIdleTimeout(Duration.seconds({seconds}))"));

    /** Idle time after which a TLS listener forgets a flow: 350 seconds, and no attribute changes it. */
    public static final Setting TLS_IDLE_TIMEOUT =
            Setting.fixed(Product.NLB, "TLS listener idle timeout", Role.FLOW_IDLE);

    /** What {@code tcp.idle_timeout.seconds} says on a TLS listener, where it is accepted and ignored. */
    public static final Setting TCP_IDLE_TIMEOUT_ON_TLS =
            Setting.fixed(Product.NLB, "tcp.idle_timeout.seconds on a TLS listener", Role.WITHOUT_EFFECT);

    /** Idle time after which a UDP flow is forgotten: 120 seconds, and no attribute changes it. */
    public static final Setting UDP_IDLE_TIMEOUT =
            Setting.fixed(Product.NLB, "UDP listener idle timeout", Role.FLOW_IDLE);

    public static final List<Setting> ALL =
            List.of(TCP_IDLE_TIMEOUT, TLS_IDLE_TIMEOUT, TCP_IDLE_TIMEOUT_ON_TLS, UDP_IDLE_TIMEOUT);

    private NlbSettings() {}
}
