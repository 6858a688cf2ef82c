package io.timeoutchain.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of party that can stand in a chain, or beside it. */
public enum Product {
    /** Whoever opens the connection to the load balancer: a browser, a mobile app, another service. */
    CLIENT("client"),
    CLOUDFRONT("cloudfront"),
    /** Application Load Balancer. */
    ALB("alb"),
    /** Network Load Balancer. It passes connections through: it forgets them, but does not wait for answers. */
    NLB("nlb"),
    TARGET_GROUP("target-group"),
    NGINX("nginx"),
    GUNICORN("gunicorn"),
    /** The application inside the application server, as far as the user declared it. */
    DJANGO("django"),
    MYSQL("mysql"),
    /** The host's kernel. */
    LINUX("linux"),
    SYSTEMD("systemd"),
    /** A party that is there, but that we could not recognise or reach. Nothing about it may be assumed. */
    UNKNOWN("unknown");

    private final String id;

    Product(String id) {
        this.id = id;
    }

    /** The lower-case name that reports and config files use. */
    public String id() {
        return id;
    }

    /** The product with this {@link #id()}. */
    public static Optional<Product> of(String id) {
        return Arrays.stream(values())
                .filter(product -> product.id.equals(id.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
