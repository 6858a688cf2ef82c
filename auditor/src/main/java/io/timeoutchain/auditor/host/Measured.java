package io.timeoutchain.auditor.host;

import io.timeoutchain.model.Measurement;

/**
 * What the host saw of a server that listens on it, when it asked as a load balancer asks.
 *
 * @param listener the address of the {@link Listener} that was asked
 * @param path what it was asked for
 * @param status the response's
 * @param seen what became of the connection after the response
 */
public record Measured(String listener, String path, int status, Measurement seen) {

    /**
     * Whether this tells of other requests too: after an error that is not the path's a server may close a connection
     * that it would otherwise have kept.
     */
    public boolean isUsual() {
        return switch (status) {
            case 401, 403, 404, 405 -> true;
            default -> status < 400;
        };
    }
}
