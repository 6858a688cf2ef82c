package io.timeoutchain.auditor.assemble;

import io.timeoutchain.auditor.host.Listener;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Which of a host's listening sockets a connection meets. */
final class Sockets {

    private static final String MAPPED = "::ffff:";

    private Sockets() {}

    /**
     * The TCP sockets that answer at {@code port} of any of {@code addresses}. Those that are bound to the address itself
     * come before those bound to every address, as in the kernel: who is bound to another address is not met at all.
     *
     * @param addresses addresses of this host, or {@code localhost}
     */
    static List<Listener> of(List<Listener> listeners, List<String> addresses, int port) {
        List<Listener> onPort = listeners.stream()
                .filter(listener -> listener.port().orElse(0) == port)
                .toList();
        return addresses.stream()
                .flatMap(address -> at(onPort, plain(address)).stream())
                .distinct()
                .toList();
    }

    private static List<Listener> at(List<Listener> onPort, String address) {
        List<Listener> bound = those(onPort, listener -> {
            String own = address(listener);
            return own.equals(address)
                    || (address.equals("localhost") && (own.equals("127.0.0.1") || own.equals("::1")));
        });
        if (!bound.isEmpty()) {
            return bound;
        }
        List<Listener> sameFamily =
                those(onPort, listener -> address(listener).equals(address.contains(":") ? "::" : "0.0.0.0"));
        // A socket bound to :: takes IPv4 connections as well, unless its program forbade that.
        return sameFamily.isEmpty()
                ? those(onPort, listener -> address(listener).equals("::"))
                : sameFamily;
    }

    private static List<Listener> those(List<Listener> listeners, Predicate<Listener> wanted) {
        return listeners.stream().filter(wanted).toList();
    }

    /** The unix sockets at {@code path}. {@code /var/run} is a link to {@code /run} wherever systemd runs. */
    static List<Listener> ofPath(List<Listener> listeners, String path) {
        return those(
                listeners,
                listener -> listener.transport() == Listener.Transport.UNIX
                        && run(listener.address()).equals(run(path)));
    }

    private static String run(String path) {
        return path.startsWith("/var/run/") ? path.substring("/var".length()) : path;
    }

    /** Whether only this host itself can connect to a TCP socket. */
    static boolean isLoopback(Listener listener) {
        return isLoopback(address(listener));
    }

    /** Whether an address, or the name {@code localhost}, is the host's own loopback. */
    static boolean isLoopback(String address) {
        String plain = plain(address);
        return plain.startsWith("127.") || plain.equals("::1") || plain.equals("localhost");
    }

    /** The address that a TCP socket is bound to, without its port. */
    private static String address(Listener listener) {
        String text = listener.address();
        return plain(text.substring(0, Math.max(0, text.lastIndexOf(':'))).replaceAll("[\\[\\]]", ""));
    }

    /** IPv6 in lower case, and IPv4 that is written as IPv6 as IPv4. */
    private static String plain(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith(MAPPED) && lower.indexOf('.') > 0 ? lower.substring(MAPPED.length()) : lower;
    }
}
