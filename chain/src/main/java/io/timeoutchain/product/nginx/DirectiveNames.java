package io.timeoutchain.product.nginx;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The directives whose words are read. A host's filter may leave out the words of every other one, and of {@code
 * proxy_set_header} the value of every header but {@code Connection}; it must leave their names.
 */
public final class DirectiveNames {

    /**
     * The names, those of {@code include} and of blocks among them. Beside these, only {@code map $http_upgrade …} is read,
     * with its entries, to understand a {@code Connection} header that depends on it.
     */
    public static final Set<String> MODELLED = Stream.concat(
                    Stream.of(
                            "include",
                            "listen",
                            "server_name",
                            "location",
                            "upstream",
                            "server",
                            "try_files",
                            "error_page",
                            "keepalive",
                            "keepalive_requests",
                            "keepalive_timeout",
                            "keepalive_min_timeout",
                            "keepalive_time",
                            "client_header_timeout",
                            "client_body_timeout",
                            "proxy_http_version",
                            "proxy_set_header",
                            "fastcgi_keep_conn"),
                    Arrays.stream(NginxProtocol.values()).flatMap(protocol -> Stream.of(
                                    "pass",
                                    "connect_timeout",
                                    "read_timeout",
                                    "next_upstream",
                                    "next_upstream_timeout",
                                    "next_upstream_tries",
                                    "socket_keepalive")
                            .map(protocol::directive)))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Words that, first on their line, start a statement: if one stands inside another statement, that one was not ended.
     */
    static final Set<String> STARTERS =
            Stream.concat(MODELLED.stream(), Stream.of("http", "return")).collect(Collectors.toUnmodifiableSet());

    private DirectiveNames() {}
}
