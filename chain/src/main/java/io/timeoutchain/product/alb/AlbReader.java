package io.timeoutchain.product.alb;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;

/** Reads an Application Load Balancer from the answer to DescribeLoadBalancerAttributes. */
public final class AlbReader {

    private static final Source ATTRIBUTE_DEFAULTS = new Source(
            Text.of(
                    "default of Application Load Balancers (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html)"));
    private static final Source FIXED_CONNECT = new Source(
            Text.of(
                    "fixed for Application Load Balancers (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html)"));
    private static final Source REUSE = new Source(
            Text.of(
                    "Application Load Balancers reuse connections to targets (https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html)"));

    private AlbReader() {}

    /** The load balancer that has {@code attributes}; one that is not among them has its documented default. */
    public static Party party(Attributes attributes) {
        return Party.of(Product.ALB)
                .timer(AlbSettings.IDLE_TIMEOUT, attributes.seconds(AlbSettings.IDLE_TIMEOUT, standard(60)))
                .timer(AlbSettings.CLIENT_KEEP_ALIVE, attributes.seconds(AlbSettings.CLIENT_KEEP_ALIVE, standard(3600)))
                .timer(AlbSettings.TARGET_CONNECT, Reading.defaulted(Bound.ofSeconds(10), FIXED_CONNECT))
                .trait(Trait.REUSES_CONNECTIONS, Reading.defaulted(true, REUSE))
                .build();
    }

    private static Reading<Bound> standard(long seconds) {
        return Reading.defaulted(Bound.ofSeconds(seconds), ATTRIBUTE_DEFAULTS);
    }
}
