package io.timeoutchain.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of party that can stand in a chain, or beside it. */
public enum Product {
    /** Whoever opens the connection to the load balancer: a browser, a mobile app, another service. */
    CLIENT("client", "the client"),
    CLOUDFRONT("cloudfront", "CloudFront"),
    /** Application Load Balancer. */
    ALB("alb", "the ALB"),
    /** Network Load Balancer. It passes connections through: it forgets them, but does not wait for answers. */
    NLB("nlb", "the NLB"),
    TARGET_GROUP("target-group", "the target group"),
    NGINX("nginx", "nginx"),
    GUNICORN("gunicorn", "gunicorn"),
    /** The application inside the application server, as far as the user declared it. */
    DJANGO("django", "Django"),
    MYSQL("mysql", "MySQL"),
    /** The host's kernel. */
    LINUX("linux", "the kernel"),
    SYSTEMD("systemd", "systemd"),
    /** A party that is there, but that we could not recognise or reach. Nothing about it may be assumed. */
    UNKNOWN("unknown", "the unrecognised target");

    private final String id;
    private final String title;

    Product(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The lower-case name that reports and config files use. */
    public String id() {
        return id;
    }

    /** The name that stands in a sentence: {@code the ALB}, {@code nginx}. */
    public String title() {
        return title;
    }

    /** The product with this {@link #id()}. */
    public static Optional<Product> of(String id) {
        return Arrays.stream(values())
                .filter(product -> product.id.equals(id.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
