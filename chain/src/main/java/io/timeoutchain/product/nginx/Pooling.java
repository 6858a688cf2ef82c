package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether nginx keeps connections to its peers and uses them again.
 *
 * <p>It does so only through an {@code upstream} block, never for an address that {@code proxy_pass} names itself. Before
 * 1.29.7 that takes {@code keepalive n}, {@code proxy_http_version 1.1} and {@code proxy_set_header Connection ""}; since
 * then all three are the default.
 */
final class Pooling {

    private static final String HTTP_2 = "2";

    private final Scope route;
    private final NginxProtocol protocol;
    private final NginxDirective pass;
    private final Optional<Scope> block;
    private final NginxDefaults defaults;

    Pooling(Scope route, Spot.Handler.Pass pass, Optional<Scope> block, NginxDefaults defaults) {
        this.route = route;
        this.protocol = pass.protocol();
        this.pass = pass.directive();
        this.block = block;
        this.defaults = defaults;
    }

    /** Whether a pool is asked for in writing, whatever becomes of it. */
    Reading<Boolean> configured() {
        return block.map(upstream ->
                        keepalive(upstream, Reading.stated(false, upstream.at().source())))
                .orElseGet(this::not);
    }

    /** Whether connections really are used again. */
    Reading<Boolean> effective() {
        return block.map(upstream -> through(keepalive(upstream, defaults.pool(upstream.name()))))
                .orElseGet(this::not);
    }

    /** How long an idle connection stays in the pool. */
    Optional<Reading<Bound>> idleLimit() {
        return block.map(
                upstream -> time(upstream, "keepalive_timeout", defaults.upstreamKeepaliveTimeout(upstream.name())));
    }

    /** How old a connection may become and still go back to the pool. */
    Optional<Reading<Bound>> ageLimit() {
        return block.map(upstream -> time(upstream, "keepalive_time", defaults.upstreamKeepaliveTime(upstream.name())));
    }

    private static Reading<Bound> time(Scope upstream, String directive, Reading<Bound> otherwise) {
        return upstream.read(
                directive,
                Text.of("a time"),
                words -> words.size() == 1
                        ? NginxTime.ofMilliseconds(words.getFirst()).map(Bound::after)
                        : Optional.empty(),
                otherwise);
    }

    private Reading<Boolean> not() {
        return Reading.stated(false, pass.source());
    }

    private static Reading<Boolean> keepalive(Scope upstream, Reading<Boolean> otherwise) {
        return upstream.read(
                "keepalive",
                Text.of("a number of connections"),
                words -> words.isEmpty()
                        ? Optional.empty()
                        : Numbers.parse(words.getFirst()).map(n -> n > 0),
                otherwise);
    }

    private Reading<Boolean> through(Reading<Boolean> pool) {
        return switch (protocol) {
            case PROXY -> Answers.all(List.of(pool, persistentHttp(), noClose()));
            case FASTCGI ->
                Answers.all(List.of(pool, Flags.read(route, "fastcgi_keep_conn", defaults.fastcgiKeepConn())));
            case GRPC, MEMCACHED -> pool;
            // Their protocols end a connection with the answer.
            case UWSGI, SCGI -> not();
        };
    }

    private Reading<String> httpVersion() {
        return route.read(
                "proxy_http_version",
                Text.of("1.0, 1.1 or 2"),
                words -> words.size() == 1 && List.of("1.0", "1.1", HTTP_2).contains(words.getFirst())
                        ? Optional.of(words.getFirst())
                        : Optional.empty(),
                defaults.proxyHttp11(route.name()).map(http11 -> http11 ? "1.1" : "1.0"));
    }

    private Reading<Boolean> persistentHttp() {
        return httpVersion().map(version -> !version.equals("1.0"));
    }

    /** HTTP/2 has no {@code Connection} header; HTTP/1.1 keeps a connection unless it says {@code close}. */
    private Reading<Boolean> noClose() {
        Reading<String> version = httpVersion();
        if (version.known().filter(HTTP_2::equals).isPresent()) {
            return version.map(http2 -> true);
        }
        return switch (route.find("proxy_set_header")) {
            case Scope.Search.Nowhere() -> defaults.proxySendsNoClose(route.name());
            case Scope.Search.Untold(Gap gap) -> Reading.unread(gap);
            case Scope.Search.Found(List<NginxDirective> headers, Optional<Gap> hole) -> noClose(headers, hole);
        };
    }

    private Reading<Boolean> noClose(List<NginxDirective> headers, Optional<Gap> hole) {
        List<Reading<Boolean>> said = headers.stream()
                .filter(header ->
                        !header.args().isEmpty() && header.args().getFirst().equalsIgnoreCase("Connection"))
                .map(this::keeps)
                .toList();
        if (!said.isEmpty()) {
            return Answers.all(said);
        }
        return headers.stream()
                .filter(header -> !header.legible()
                        || header.args().isEmpty()
                        || header.args().getFirst().equals(NginxDirective.REDACTED))
                .map(header -> Gaps.words(
                        Text.of("Connection header of %s", route.name()), header, Text.of("a header and its value")))
                .findFirst()
                .or(() -> hole)
                .map(Reading::<Boolean>unread)
                .orElseGet(() -> defaults.proxySendsNoClose(route.name()));
    }

    private Reading<Boolean> keeps(NginxDirective header) {
        return Scope.words(
                Text.of("Connection header of %s", route.name()),
                header,
                Text.of("a value that can be told without a request"),
                words -> words.size() == 2 ? value(words.get(1)).map(Pooling::leavesOpen) : Optional.empty());
    }

    private static boolean leavesOpen(String value) {
        return Arrays.stream(value.split(","))
                .noneMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    /** The value of a header for a request that asks for no upgrade. */
    private Optional<String> value(String written) {
        if (written.equals(NginxDirective.REDACTED)) {
            return Optional.empty();
        }
        return written.indexOf('$') < 0 ? Optional.of(written) : withoutUpgrade(written);
    }

    /**
     * The value of a variable where the caller sends no {@code Upgrade} header, by the {@code map} that the documentation
     * of WebSocket proxying recommends (https://nginx.org/en/docs/http/websocket.html).
     */
    private Optional<String> withoutUpgrade(String variable) {
        return route.outermost().at().children().stream()
                .filter(map -> map.opens("map") && map.args().equals(List.of("$http_upgrade", variable)))
                .findFirst()
                .filter(map -> map.block().orElseThrow().holes().isEmpty())
                .map(map -> entry(map, "").or(() -> entry(map, "default")).orElse(""))
                .filter(value -> value.indexOf('$') < 0 && !value.equals(NginxDirective.REDACTED));
    }

    private static Optional<String> entry(NginxDirective map, String key) {
        return map.children().stream()
                .filter(entry -> entry.is(key))
                .map(entry -> entry.args().size() == 1 ? entry.args().getFirst() : NginxDirective.REDACTED)
                .findFirst();
    }
}
