package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import java.util.Optional;

/**
 * What holds where nothing is written, by version.
 *
 * <p>Read in the sources of nginx 1.31 and docs/xml/nginx/changes.xml, and measured on 1.22.1. Most defaults never
 * changed, so they hold without a version too; those that did are unread without one.
 */
final class NginxDefaults {

    private static final String CORE = "ngx_http_core_module";
    private static final String UPSTREAM = "ngx_http_upstream_module";

    private final Optional<NginxVersion> version;

    NginxDefaults(Optional<NginxVersion> version) {
        this.version = version;
    }

    Reading<Bound> keepaliveTimeout() {
        return always(Bound.ofSeconds(75), CORE, "keepalive_timeout");
    }

    /** 0 in every version: those before 1.27.4 have no such directive, and do what 0 does. */
    Reading<Bound> keepaliveMinTimeout() {
        Bound none = Bound.ofSeconds(0);
        boolean missing = version.filter(known -> !known.isAtLeast(NginxVersion.IDLE_FLOOR))
                .isPresent();
        return missing
                ? Reading.defaulted(none, withoutDirective(CORE, "keepalive_min_timeout", NginxVersion.IDLE_FLOOR))
                : always(none, CORE, "keepalive_min_timeout");
    }

    Reading<Bound> keepaliveTime(String place) {
        return since(
                NginxVersion.CONNECTION_AGE_LIMIT, Bound.ofSeconds(3600), Bound.never(), CORE, "keepalive_time", place);
    }

    Reading<Bound> clientHeaderTimeout() {
        return always(Bound.ofSeconds(60), CORE, "client_header_timeout");
    }

    Reading<Bound> clientBodyTimeout() {
        return always(Bound.ofSeconds(60), CORE, "client_body_timeout");
    }

    /** 1000, and 100 before 1.19.10: never so few that every response would announce the close. */
    Reading<Boolean> closesAfterEachRequest() {
        return always(false, CORE, "keepalive_requests");
    }

    Reading<Bound> soKeepalive() {
        return always(Bound.never(), CORE, "listen");
    }

    Reading<Bound> connectTimeout(NginxProtocol protocol) {
        return always(Bound.ofSeconds(60), protocol, "connect_timeout");
    }

    Reading<Bound> readTimeout(NginxProtocol protocol) {
        return always(Bound.ofSeconds(60), protocol, "read_timeout");
    }

    Reading<Bound> nextUpstreamTimeout(NginxProtocol protocol) {
        return always(Bound.never(), protocol, "next_upstream_timeout");
    }

    /** {@code error timeout}. */
    Reading<Boolean> retriesAfterTimeout(NginxProtocol protocol) {
        return always(true, protocol, "next_upstream");
    }

    /** 0: as many tries as there are peers. */
    Reading<Long> nextUpstreamTries(NginxProtocol protocol) {
        return always(0L, protocol, "next_upstream_tries");
    }

    Reading<Boolean> socketKeepalive(NginxProtocol protocol) {
        return always(false, protocol, "socket_keepalive");
    }

    Reading<Bound> upstreamKeepaliveTimeout(String place) {
        return since(
                NginxVersion.UPSTREAM_IDLE_LIMIT,
                Bound.ofSeconds(60),
                Bound.never(),
                UPSTREAM,
                "keepalive_timeout",
                place);
    }

    Reading<Bound> upstreamKeepaliveTime(String place) {
        return since(
                NginxVersion.CONNECTION_AGE_LIMIT,
                Bound.ofSeconds(3600),
                Bound.never(),
                UPSTREAM,
                "keepalive_time",
                place);
    }

    /** Whether an upstream block without {@code keepalive} has a pool. */
    Reading<Boolean> pool(String place) {
        return since(NginxVersion.POOLS_BY_DEFAULT, true, false, UPSTREAM, "keepalive", place);
    }

    /** Whether {@code proxy_pass} speaks HTTP/1.1, which keeps a connection unless told otherwise. */
    Reading<Boolean> proxyHttp11(String place) {
        return since(
                NginxVersion.POOLS_BY_DEFAULT, true, false, NginxProtocol.PROXY.module(), "proxy_http_version", place);
    }

    /** Whether {@code proxy_pass} leaves {@code Connection: close} out of its requests. */
    Reading<Boolean> proxySendsNoClose(String place) {
        return since(
                NginxVersion.POOLS_BY_DEFAULT, true, false, NginxProtocol.PROXY.module(), "proxy_set_header", place);
    }

    Reading<Boolean> fastcgiKeepConn() {
        return always(false, NginxProtocol.FASTCGI, "keep_conn");
    }

    private <T> Reading<T> always(T value, NginxProtocol protocol, String suffix) {
        return always(value, protocol.module(), protocol.directive(suffix));
    }

    private <T> Reading<T> always(T value, String module, String directive) {
        Text which = version.map(known -> Text.of("nginx %s", known)).orElse(Text.of("every version of nginx"));
        return Reading.defaulted(value, basis(Text.of("default of %s", which), module, directive));
    }

    private <T> Reading<T> since(NginxVersion since, T value, T before, String module, String directive, String place) {
        if (version.isEmpty()) {
            return Reading.unread(Gaps.version(Text.of("%s of %s", directive, place), since));
        }
        return version.get().isAtLeast(since)
                ? always(value, module, directive)
                : Reading.defaulted(
                        before,
                        basis(
                                Text.of("nginx %s, before the default changed with %s", version.get(), since),
                                module,
                                directive));
    }

    private Source withoutDirective(String module, String directive, NginxVersion since) {
        return basis(
                Text.of(
                        "%s, which has no %s (since %s)",
                        version.map(known -> Text.of("nginx %s", known)).orElse(Text.verbatim("nginx")),
                        directive,
                        since),
                module,
                directive);
    }

    private static Source basis(Text what, String module, String directive) {
        return new Source(Text.of("%s, https://nginx.org/en/docs/http/%s.html#%s", what, module, directive));
    }
}
