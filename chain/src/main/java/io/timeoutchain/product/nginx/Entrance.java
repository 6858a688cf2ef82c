package io.timeoutchain.product.nginx;

import static io.timeoutchain.model.Trait.ANNOUNCES_CLOSE;
import static io.timeoutchain.model.Trait.KEEP_ALIVE_VARIES;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * nginx as its caller sees it on one port.
 *
 * <p>A load balancer sends requests for all hosts and paths over the same connections, and what holds for an idle
 * connection is what the server and location of its <em>last</em> request say. So the figure that counts is the least
 * over all of them.
 */
final class Entrance {

    private final Party front;
    private final List<Spot> spots;
    private final List<Scope> defaultServers;
    private final Collection<List<Listen>> doors;
    private final NginxDefaults defaults;
    private final NginxHost host;

    /**
     * @param spots where a request that comes in here can end up; at least one
     * @param defaultServers the servers that count before the {@code Host} header is read; at least one
     * @param doors for each address the {@code listen} directives of all servers there; at least one
     */
    Entrance(
            List<Spot> spots,
            List<Scope> defaultServers,
            Collection<List<Listen>> doors,
            NginxDefaults defaults,
            NginxHost host) {
        this.spots = List.copyOf(spots);
        this.defaultServers = List.copyOf(defaultServers);
        this.doors = List.copyOf(doors);
        this.defaults = defaults;
        this.host = host;
        front = read();
    }

    /** A party that has what is the same for every request. */
    PartyBuilder party(String version) {
        PartyBuilder nginx = Party.of(Product.NGINX).version(version);
        front.timers().forEach(nginx::timer);
        front.traits().forEach(nginx::trait);
        return nginx;
    }

    private Party read() {
        PartyBuilder nginx = Party.of(Product.NGINX);
        List<Reading<Boolean>> closes = new ArrayList<>();
        List<Reading<Bound>> kept = new ArrayList<>();
        List<Reading<Bound>> closed = new ArrayList<>();
        for (Spot spot : spots) {
            Reading<Bound> keepAlive = keepAlive(spot.scope());
            Reading<Boolean> close = closesAfterEachRequest(spot.scope(), keepAlive);
            closes.add(close);
            (close.known().orElse(false) ? closed : kept).add(keepAlive);
        }
        nginx.timer(NginxSettings.KEEPALIVE_TIMEOUT, least(kept.isEmpty() ? closed : kept));
        nginx.trait(ANNOUNCES_CLOSE, Answers.all(closes));
        nginx.trait(KEEP_ALIVE_VARIES, varies(kept, closed));
        nginx.timer(
                NginxSettings.KEEPALIVE_MIN_TIMEOUT, leastOf("keepalive_min_timeout", defaults.keepaliveMinTimeout()));
        nginx.timer(NginxSettings.KEEPALIVE_TIME, leastAge());
        nginx.timer(
                NginxSettings.CLIENT_HEADER_TIMEOUT,
                least(defaultServers.stream()
                        .map(server -> Timers.read(server, "client_header_timeout", defaults.clientHeaderTimeout()))
                        .toList()));
        nginx.timer(
                NginxSettings.LISTEN_SO_KEEPALIVE,
                combined(doors.stream().map(this::soKeepalive).toList(), Bound::orLater));
        return nginx.build();
    }

    /** Whether a request to one place would show another keep-alive than one to another. */
    private static Reading<Boolean> varies(List<Reading<Bound>> kept, List<Reading<Bound>> closed) {
        return combined(kept.isEmpty() ? closed : kept, Bound::orEarlier)
                .map(least -> (!kept.isEmpty() && !closed.isEmpty())
                        || kept.stream().anyMatch(other -> !other.known().equals(Optional.of(least))));
    }

    private Reading<Bound> keepAlive(Scope scope) {
        return scope.read(
                "keepalive_timeout",
                Text.of("a time, and maybe the time to announce"),
                words -> words.size() == 1 || words.size() == 2
                        ? NginxTime.ofMilliseconds(words.getFirst()).map(Bound::after)
                        : Optional.empty(),
                defaults.keepaliveTimeout());
    }

    /** {@code keepalive_timeout 0}, or no more than one request per connection: every response announces the close. */
    private Reading<Boolean> closesAfterEachRequest(Scope scope, Reading<Bound> keepAlive) {
        Reading<Boolean> oneRequest = scope.read(
                "keepalive_requests",
                Text.of("a number of requests"),
                words -> words.size() == 1 ? Numbers.parse(words.getFirst()).map(most -> most <= 1) : Optional.empty(),
                defaults.closesAfterEachRequest());
        return Answers.any(List.of(keepAlive.map(Bound.ofSeconds(0)::equals), oneRequest));
    }

    private Reading<Bound> leastOf(String directive, Reading<Bound> otherwise) {
        return least(spots.stream()
                .map(spot -> Timers.read(spot.scope(), directive, otherwise))
                .toList());
    }

    private Reading<Bound> leastAge() {
        return least(spots.stream()
                .map(Spot::scope)
                .map(scope -> Timers.read(scope, "keepalive_time", defaults.keepaliveTime(scope.name())))
                .toList());
    }

    /** The option belongs to the socket: it is enough that one of the servers that share it has it. */
    private Reading<Bound> soKeepalive(List<Listen> sharing) {
        return sharing.stream()
                .filter(listen -> listen.soKeepalive().isPresent())
                .findFirst()
                .or(() -> sharing.stream()
                        .filter(listen -> listen.words().contains(NginxDirective.REDACTED))
                        .findFirst())
                .map(this::soKeepalive)
                .orElseGet(defaults::soKeepalive);
    }

    private Reading<Bound> soKeepalive(Listen listen) {
        Optional<String> written = listen.soKeepalive();
        if (written.isEmpty()) {
            return Reading.unread(
                    Gaps.words(Text.verbatim("so_keepalive"), listen.directive(), Text.of("on, off or times")));
        }
        String idle = written.get().split(":", -1)[0];
        return switch (written.get()) {
            case "on" -> host.tcpKeepaliveTime();
            case "off" -> Reading.stated(Bound.never(), listen.directive().source());
            default ->
                idle.isEmpty()
                        ? host.tcpKeepaliveTime()
                        : Scope.words(
                                Text.verbatim("so_keepalive"),
                                listen.directive(),
                                Text.of("on, off or times"),
                                words -> NginxTime.ofSeconds(idle).map(Bound::after));
        };
    }

    private static Reading<Bound> least(List<Reading<Bound>> readings) {
        return combined(readings, Bound::orEarlier);
    }

    /** The reading that {@code choice} prefers; one that is unread before all others, since it may be any. */
    private static Reading<Bound> combined(List<Reading<Bound>> readings, BinaryOperator<Bound> choice) {
        return readings.stream()
                .reduce((one, other) -> {
                    if (one.known().isEmpty() || other.known().isEmpty()) {
                        return one.known().isEmpty() ? one : other;
                    }
                    Bound first = one.known().get();
                    return choice.apply(first, other.known().get()).equals(first) ? one : other;
                })
                .orElseThrow();
    }
}
