package io.timeoutchain.product.nginx;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code listen} directive, in one of its forms: {@code 80}, {@code *:80}, {@code [::]:80}, {@code 127.0.0.1:8080}, {@code
 * localhost}, {@code 8000-8010}.
 *
 * @param address the address without brackets; {@value #ANY_4} or {@value #ANY_6} for all of a family
 * @param words its other words
 */
record Listen(NginxDirective directive, String address, int firstPort, int lastPort, List<String> words) {

    static final String ANY_4 = "0.0.0.0";
    static final String ANY_6 = "::";

    private static final Pattern PORTS_ONLY = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
    private static final Pattern FULL =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]:]+))(?::(\\d{1,5})(?:-(\\d{1,5}))?)?");

    /** Reads a legible directive; empty for a Unix-domain socket, and for what is no address. */
    static Optional<Listen> parse(NginxDirective directive) {
        if (directive.args().isEmpty()) {
            return Optional.empty();
        }
        String where = directive.args().getFirst();
        List<String> words = directive.args().subList(1, directive.args().size());
        Matcher ports = PORTS_ONLY.matcher(where);
        if (ports.matches()) {
            return Optional.of(of(directive, ANY_4, ports.group(1), ports.group(2), words));
        }
        Matcher full = FULL.matcher(where);
        if (!full.matches()) {
            return Optional.empty();
        }
        String address = Optional.ofNullable(full.group(1)).orElse(full.group(2));
        String normal = address.equals("*") ? ANY_4 : address.toLowerCase(Locale.ROOT);
        return Optional.of(of(directive, normal, full.group(3), full.group(4), words));
    }

    /** What a server without any {@code listen} does, if nginx was started by root. */
    static Listen omitted(NginxDirective server) {
        return new Listen(server, ANY_4, 80, 80, List.of());
    }

    private static Listen of(
            NginxDirective directive,
            String address,
            @Nullable String first,
            @Nullable String last,
            List<String> words) {
        int from = Optional.ofNullable(first).map(Integer::parseInt).orElse(80);
        return new Listen(
                directive,
                address,
                from,
                Optional.ofNullable(last).map(Integer::parseInt).orElse(from),
                words);
    }

    /** Tells whether a TCP connection to {@code port} can come in here. */
    boolean hears(int port) {
        return port >= firstPort && port <= lastPort && !words.contains("quic");
    }

    /** Tells whether only the host itself can connect to it. */
    boolean isLoopback() {
        return Addresses.isLoopback(address);
    }

    /** Tells whether it also takes IPv4 connections. */
    boolean coversIpv4() {
        return address.equals(ANY_4) || (address.equals(ANY_6) && words.contains("ipv6only=off"));
    }

    boolean isDefaultServer() {
        return words.contains("default_server") || words.contains("default");
    }

    /** The value of its {@code so_keepalive}, if it has one. */
    Optional<String> soKeepalive() {
        return words.stream()
                .filter(word -> word.startsWith("so_keepalive="))
                .map(word -> word.substring("so_keepalive=".length()))
                .findFirst();
    }
}
