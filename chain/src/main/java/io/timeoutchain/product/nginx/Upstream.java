package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import java.util.List;
import java.util.Optional;

/** What stands behind a route. */
public sealed interface Upstream {

    /**
     * One server of an upstream.
     *
     * @param host its name or address, an IPv6 address without brackets
     * @param backup whether it is only asked when the others have failed
     * @param down whether it is never asked
     */
    record Peer(String host, int port, boolean backup, boolean down) {}

    /**
     * Servers that are reached over TCP.
     *
     * @param block the name of the {@code upstream} block, or empty where the route names the server itself
     */
    record Tcp(Optional<String> block, List<Peer> peers) implements Upstream {
        public Tcp {
            peers = List.copyOf(peers);
        }
    }

    /**
     * Servers behind Unix-domain sockets.
     *
     * @param block the name of the {@code upstream} block, or empty where the route names the socket itself
     * @param paths the sockets' paths, one for each server that is not down
     */
    record UnixSocket(Optional<String> block, List<String> paths) implements Upstream {
        public UnixSocket {
            paths = List.copyOf(paths);
        }
    }

    /** Nothing: nginx answers by itself. */
    record None() implements Upstream {}

    /** It could not be told. */
    record Unknown(Gap gap) implements Upstream {}
}
