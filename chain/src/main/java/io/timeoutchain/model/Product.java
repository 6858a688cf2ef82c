package io.timeoutchain.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of party that can stand in a chain, or beside it. */
public enum Product {
    /** Whoever opens the connection to the load balancer: a browser, a mobile app, another service. */
    CLIENT("client", Text.of("the client")),
    CLOUDFRONT("cloudfront", Text.verbatim("CloudFront")),
    /** Application Load Balancer. */
    ALB("alb", Text.of("the ALB")),
    /** Network Load Balancer. It passes connections through: it forgets them, but does not wait for answers. */
    NLB("nlb", Text.of("the NLB")),
    TARGET_GROUP("target-group", Text.of("the target group")),
    NGINX("nginx", Text.verbatim("nginx")),
    GUNICORN("gunicorn", Text.verbatim("gunicorn")),
    /** The application inside the application server, as far as the user declared it. */
    DJANGO("django", Text.verbatim("Django")),
    MYSQL("mysql", Text.verbatim("MySQL")),
    /** The host's kernel. */
    LINUX("linux", Text.of("the kernel")),
    SYSTEMD("systemd", Text.verbatim("systemd")),
    /** A party that is there, but that we could not recognise or reach. Nothing about it may be assumed. */
    UNKNOWN("unknown", Text.of("the unrecognised target"));

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // it never changes
    private final Text title;

    Product(String id, Text title) {
        this.id = id;
        this.title = title;
    }

    /** The lower-case name that reports and config files use. */
    public String id() {
        return id;
    }

    /** The name that stands in a sentence: {@code the ALB}, {@code nginx}. */
    public Text title() {
        return title;
    }

    /** The product with this {@link #id()}. */
    public static Optional<Product> of(String id) {
        return Arrays.stream(values())
                .filter(product -> product.id.equals(id.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
