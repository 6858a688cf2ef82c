package io.timeoutchain.product.nginx;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directives whose words are read. A host's filter may leave out the words of every other one. */
public final class DirectiveNames {

    /** The names, {@code include} and the names of blocks among them. */
    public static final Set<String> MODELLED = Stream.concat(
                    Stream.of(
                            "include",
                            "listen",
                            "server_name",
                            "location",
                            "upstream",
                            "server",
                            "return",
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
                    Arrays.stream(NginxProtocol.values())
                            .flatMap(protocol -> Stream.of(
                                            "pass",
                                            "connect_timeout",
                                            "read_timeout",
                                            "next_upstream",
                                            "next_upstream_timeout",
                                            "next_upstream_tries",
                                            "socket_keepalive")
                                    .map(protocol::directive)))
            .collect(Collectors.toUnmodifiableSet());

    private DirectiveNames() {}
}
