package io.timeoutchain.product.alb;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Written;
import java.util.List;

/**
 * The timers of an Application Load Balancer. Ranges and defaults: <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html">Application
 * Load Balancers</a> and the Elastic Load Balancing API, LoadBalancerAttribute.
 */
public final class AlbSettings {

    private static final String MODIFY =
            "aws elbv2 modify-load-balancer-attributes --load-balancer-arn {loadBalancer} --attributes Key=";

    /**
     * Time without a byte in either direction after which a connection is closed; one value for the connections to
     * clients and those to targets. TCP keep-alive probes and HTTP/2 PING frames do not count as bytes (<a
     * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html">
     * Edit attributes</a>).
     */
    public static final Setting IDLE_TIMEOUT = written(
                    "idle_timeout.timeout_seconds",
                    Role.KEEP_ALIVE,
                    Role.REUSE_WINDOW,
                    Role.RESPONSE_WAIT,
                    Role.IDLE_LIMIT)
            .within(1, 4000)
            .or(property("idleTimeout"));

    /** Age at which a client's connection takes its last request; the end is announced. It is no idle limit. */
    public static final Setting CLIENT_KEEP_ALIVE = written("client_keep_alive.seconds", Role.CONNECTION_AGE)
            .within(60, 604_800)
            .or(property("clientKeepAlive"));

    /**
     * Time for a TCP connection to a target to open: 10 seconds, and no attribute changes it (<a
     * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html">
     * Troubleshoot</a>, HTTP 504).
     */
    public static final Setting TARGET_CONNECT =
            Setting.fixed(Product.ALB, "target connect timeout", Role.CONNECT_WAIT);

    public static final List<Setting> ALL = List.of(IDLE_TIMEOUT, CLIENT_KEEP_ALIVE, TARGET_CONNECT);

    private AlbSettings() {}

    private static Setting written(String name, Role role, Role... more) {
        return Setting.of(
                Product.ALB,
                name,
                new Written(Written.Form.AWS_CLI, "AWS CLI", MODIFY + name + ",Value={seconds}"),
                role,
                more);
    }

    private static Written property(String name) {
        return new Written(
                Written.Form.CDK, "ApplicationLoadBalancer.Builder", "." + name + "(Duration.seconds({seconds}))");
    }
}
