package io.timeoutchain.model;

/** A yes-or-no fact about a party that decides whether, or how, a rule applies to it. */
public enum Trait {
    /** Every response says {@code Connection: close} (gunicorn's sync workers): nothing is left idle to be reused. */
    ANNOUNCES_CLOSE,
    /** Different requests that it takes leave their connections open for different times. */
    KEEP_ALIVE_VARIES,
    /** Keeps connections to its callee open and sends further requests over them. */
    REUSES_CONNECTIONS,
    /** Its configuration asks for a pool of idle connections to its callee, whether or not that takes effect. */
    POOL_CONFIGURED,
    /** Its callee stands on the same host. */
    CALLEE_ON_SAME_HOST,
    /** It reaches its callee through a Unix-domain socket, where a full backlog fails at once. */
    CALLEE_BY_UNIX_SOCKET,
    /** Answers by itself: there is no callee behind it. */
    ANSWERS_ITSELF,
    /** Tries another peer, or the same again, after a timeout. */
    RETRIES_AFTER_TIMEOUT,
    /** Its configuration was changed after the running process read it. */
    EDITED_SINCE_READ,
    /** A network load balancer's listener that ends TLS. */
    TERMINATES_TLS,
    /** Runs one request at a time and can do nothing else meanwhile (gunicorn's sync workers). */
    ONE_REQUEST_PER_WORKER
}
