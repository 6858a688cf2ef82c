package io.timeoutchain.auditor.host;

import java.util.OptionalInt;

/**
 * A listening socket.
 *
 * @param transport TCP, or a unix socket
 * @param address {@code 0.0.0.0:80}, {@code [::]:80}, or the path of the unix socket ({@code @name} if it is abstract)
 * @param pid the process that opened it: the master, not its workers; 0 if it could not be told
 */
public record Listener(Transport transport, String address, long pid) {

    /** What a socket speaks. */
    public enum Transport {
        TCP,
        UNIX
    }

    /** The TCP port. */
    public OptionalInt port() {
        return switch (transport) {
            case TCP -> OptionalInt.of(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
            case UNIX -> OptionalInt.empty();
        };
    }
}
