package io.timeoutchain.model;

import java.util.List;

/**
 * The log lines that speak for a defect. Wording as in nginx 1.22 to 1.31 (error.log) and gunicorn 20.1 to 26 (its own
 * log or the journal).
 */
public enum EvidenceKind {
    UPSTREAM_CLOSED_EARLY(
            Product.NGINX,
            Text.of("upstream prematurely closed connection"),
            "callee-closes-first",
            "killed-before-drained"),
    UPSTREAM_RESET(
            Product.NGINX, Text.of("connection reset by the upstream"), "callee-closes-first", "killed-before-drained"),
    UPSTREAM_READ_TIMED_OUT(
            Product.NGINX, Text.of("upstream timed out while reading"), "caller-gives-up-first", "unbounded-work"),
    UPSTREAM_CONNECT_TIMED_OUT(
            Product.NGINX, Text.of("upstream timed out while connecting"), "connect-outlasts-caller"),
    NO_LIVE_UPSTREAMS(Product.NGINX, Text.of("no live upstreams"), "retries-outlast-caller"),
    UPSTREAM_BACKLOG_FULL(Product.NGINX, Text.of("the upstream's socket backlog was full"), "too-many-workers"),
    CALLER_CLOSED_EARLY(
            Product.NGINX, Text.of("the caller closed before the answer"), "caller-gives-up-first", "unbounded-work"),
    REQUEST_READ_TIMED_OUT(Product.NGINX, Text.of("timed out while reading a request"), "callee-cuts-upload"),
    OUT_OF_CONNECTIONS(Product.NGINX, Text.of("worker_connections are not enough"), "reload-drops-idle"),
    WORKER_TIMEOUT(Product.GUNICORN, Text.of("WORKER TIMEOUT"), "caller-gives-up-first", "killed-before-drained"),
    WORKER_KILLED(Product.GUNICORN, Text.of("a worker was sent SIGKILL"), "too-many-workers"),
    OUT_OF_MEMORY_KILL(Product.LINUX, Text.of("the kernel killed a process for lack of memory"), "too-many-workers");

    private final Product product;

    @SuppressWarnings("ImmutableEnumChecker") // it never changes
    private final Text phrase;

    @SuppressWarnings("ImmutableEnumChecker") // always a List.of
    private final List<String> supports;

    EvidenceKind(Product product, Text phrase, String... supports) {
        this.product = product;
        this.phrase = phrase;
        this.supports = List.of(supports);
    }

    /** Whose log says it. */
    public Product product() {
        return product;
    }

    /**
     * Tells whether it speaks of what happened on {@code link}: nginx logs both its caller's failures and its upstream's,
     * and each is only evidence on its own side.
     */
    public boolean concerns(Link link) {
        return switch (this) {
            case UPSTREAM_CLOSED_EARLY,
                    UPSTREAM_RESET,
                    UPSTREAM_READ_TIMED_OUT,
                    UPSTREAM_CONNECT_TIMED_OUT,
                    NO_LIVE_UPSTREAMS,
                    UPSTREAM_BACKLOG_FULL -> link.caller().is(Product.NGINX);
            case CALLER_CLOSED_EARLY, REQUEST_READ_TIMED_OUT, OUT_OF_CONNECTIONS ->
                link.callee().is(Product.NGINX);
            case WORKER_TIMEOUT, WORKER_KILLED -> link.callee().is(Product.GUNICORN);
            case OUT_OF_MEMORY_KILL -> true;
        };
    }

    /** What was seen, in words. */
    public Text phrase() {
        return phrase;
    }

    /** The ids of the rules whose findings it speaks for. */
    public List<String> supports() {
        return supports;
    }
}
