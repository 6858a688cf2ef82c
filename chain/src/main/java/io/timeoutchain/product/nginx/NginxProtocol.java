package io.timeoutchain.product.nginx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways in which nginx passes a request on. Each has timers of its own under its own prefix. */
public enum NginxProtocol {
    PROXY("ngx_http_proxy_module"),
    FASTCGI("ngx_http_fastcgi_module"),
    UWSGI("ngx_http_uwsgi_module"),
    SCGI("ngx_http_scgi_module"),
    GRPC("ngx_http_grpc_module"),
    MEMCACHED("ngx_http_memcached_module");

    private final String module;

    NginxProtocol(String module) {
        this.module = module;
    }

    /** The module whose page on nginx.org documents it. */
    String module() {
        return module;
    }

    /** The name of one of its directives: {@code proxy_read_timeout} for {@code read_timeout}. */
    String directive(String suffix) {
        return name().toLowerCase(Locale.ROOT) + "_" + suffix;
    }

    /** The protocol whose {@code _pass} directive is called {@code name}. */
    static Optional<NginxProtocol> passedBy(String name) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.directive("pass").equals(name))
                .findFirst();
    }
}
