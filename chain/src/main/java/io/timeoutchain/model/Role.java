package io.timeoutchain.model;

/**
 * What a setting does for the party that has it. One setting may play several roles: the idle timeout of an Application
 * Load Balancer is {@link #KEEP_ALIVE} towards clients, and {@link #REUSE_WINDOW}, {@link #RESPONSE_WAIT} and {@link
 * #IDLE_LIMIT} towards targets.
 */
public enum Role {
    /** Towards the caller: how long an idle connection is kept before it is closed without a word. */
    KEEP_ALIVE,
    /** Towards the caller: the idle time that a connection is granted even when the server reloads or runs short. */
    KEEP_ALIVE_FLOOR,
    /** Towards the caller: how old a connection may become; its end is announced. */
    CONNECTION_AGE,
    /** Towards the caller: how long reading a request (its header, or a piece of its body) may take. */
    REQUEST_READ,
    /** Towards the caller: how long answering one request may take before it is cut off. */
    REQUEST_LIMIT,
    /** How long running requests may go on when the party is being taken out of service. */
    DRAIN,
    /** Towards the callee: how long opening a connection may take. */
    CONNECT_WAIT,
    /** Towards the callee: how long it waits, in silence, for an answer. */
    RESPONSE_WAIT,
    /** Towards the callee: how long after its last use a connection may still be used again. */
    REUSE_WINDOW,
    /** Towards the callee: how old a connection may become and still be used again. */
    REUSE_AGE,
    /** Towards the callee: how long a connection with an unfinished request may be silent before it is closed. */
    IDLE_LIMIT,
    /** Towards the callee: how long all tries of one request together may take. */
    RETRY_LIMIT,
    /** Idle time after which the operating system probes the connection to the caller; never when it does not. */
    TCP_KEEPALIVE_TO_CALLER,
    /** Idle time after which the operating system probes the connection to the callee; never when it does not. */
    TCP_KEEPALIVE_TO_CALLEE,
    /** The host's own first-probe time, for sockets that asked for keep-alive and set none themselves. */
    TCP_KEEPALIVE,
    /** Idle time after which a connection is forgotten by what merely passes it on. */
    FLOW_IDLE,
    /** How long a login lasts. */
    LOGIN_SESSION,
    /** How long a client is sent to the same target. */
    STICKINESS,
    /** Nothing: the platform accepts the value where it stands and ignores it. Kept, since somebody relies on it. */
    WITHOUT_EFFECT
}
