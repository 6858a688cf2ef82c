package io.timeoutchain.product.nginx;

import static io.timeoutchain.model.Trait.CALLEE_BY_UNIX_SOCKET;
import static io.timeoutchain.model.Trait.CALLEE_ON_SAME_HOST;
import static io.timeoutchain.model.Trait.POOL_CONFIGURED;
import static io.timeoutchain.model.Trait.RETRIES_AFTER_TIMEOUT;
import static io.timeoutchain.model.Trait.REUSES_CONNECTIONS;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.product.nginx.Upstream.Peer;
import java.util.List;
import java.util.Optional;

/** nginx as a caller, on one route: what it does with the peer that it passes a request to. */
final class Passage {

    private static final Text RETRY_WORDS = Text.of("conditions for trying another peer");

    private final Scope scope;
    private final Spot.Handler.Pass pass;
    private final NginxProtocol protocol;
    private final UpstreamBlocks.Target target;
    private final NginxDefaults defaults;
    private final NginxHost host;

    Passage(Scope scope, Spot.Handler.Pass pass, UpstreamBlocks.Target target, NginxDefaults defaults, NginxHost host) {
        this.scope = scope;
        this.pass = pass;
        this.protocol = pass.protocol();
        this.target = target;
        this.defaults = defaults;
        this.host = host;
    }

    void describe(PartyBuilder nginx) {
        addTimers(nginx);
        switch (target.upstream()) {
            case Upstream.Tcp tcp -> {
                nginx.trait(CALLEE_BY_UNIX_SOCKET, Reading.stated(false, source()));
                nginx.trait(CALLEE_ON_SAME_HOST, onSameHost(tcp.peers()));
                nginx.timer(NginxSettings.socketKeepalive(protocol), tcpKeepalive());
                addPool(nginx);
                addTries(nginx, count(tcp.peers()));
            }
            case Upstream.UnixSocket socket -> {
                nginx.trait(CALLEE_BY_UNIX_SOCKET, Reading.stated(true, source()));
                nginx.trait(CALLEE_ON_SAME_HOST, Reading.stated(true, source()));
                addPool(nginx);
                addTries(nginx, Reading.stated((long) Math.max(1, socket.paths().size()), source()));
            }
            case Upstream.Unknown(Gap gap) -> {
                nginx.trait(CALLEE_BY_UNIX_SOCKET, Reading.unread(gap));
                nginx.trait(CALLEE_ON_SAME_HOST, Reading.unread(gap));
                nginx.trait(REUSES_CONNECTIONS, Reading.unread(gap));
                nginx.timer(NginxSettings.socketKeepalive(protocol), tcpKeepalive());
                addTries(nginx, Reading.unread(gap));
            }
            case Upstream.None none -> throw new IllegalStateException(scope.name() + " passes to nothing");
        }
    }

    private Source source() {
        return target.block().map(block -> block.at().source()).orElseGet(() -> pass.directive()
                .source());
    }

    private void addTimers(PartyBuilder nginx) {
        nginx.timer(
                NginxSettings.connectTimeout(protocol),
                Timers.read(scope, protocol.directive("connect_timeout"), defaults.connectTimeout(protocol)));
        nginx.timer(
                NginxSettings.readTimeout(protocol),
                Timers.read(scope, protocol.directive("read_timeout"), defaults.readTimeout(protocol)));
        nginx.timer(
                NginxSettings.nextUpstreamTimeout(protocol),
                Timers.readLimit(
                        scope, protocol.directive("next_upstream_timeout"), defaults.nextUpstreamTimeout(protocol)));
    }

    private void addPool(PartyBuilder nginx) {
        Pooling pooling = new Pooling(scope, pass, target.block(), defaults);
        Reading<Boolean> effective = pooling.effective();
        nginx.trait(POOL_CONFIGURED, pooling.configured());
        nginx.trait(REUSES_CONNECTIONS, effective);
        if (effective.known().orElse(true)) {
            pooling.idleLimit().ifPresent(limit -> nginx.timer(NginxSettings.UPSTREAM_KEEPALIVE_TIMEOUT, limit));
            pooling.ageLimit().ifPresent(limit -> nginx.timer(NginxSettings.UPSTREAM_KEEPALIVE_TIME, limit));
        }
    }

    private Reading<Bound> tcpKeepalive() {
        Reading<Boolean> on =
                Flags.read(scope, protocol.directive("socket_keepalive"), defaults.socketKeepalive(protocol));
        return on.known().orElse(false) ? host.tcpKeepaliveTime() : on.map(off -> Bound.never());
    }

    private void addTries(PartyBuilder nginx, Reading<Long> peers) {
        Reading<Boolean> afterTimeout = scope.read(
                protocol.directive("next_upstream"),
                RETRY_WORDS,
                words -> words.isEmpty() || words.contains(NginxDirective.REDACTED)
                        ? Optional.empty()
                        : Optional.of(words.contains("timeout") && !words.contains("off")),
                defaults.retriesAfterTimeout(protocol));
        Reading<Long> most = scope.read(
                protocol.directive("next_upstream_tries"),
                Text.of("a number of tries"),
                words -> words.size() == 1 ? Numbers.parse(words.getFirst()) : Optional.empty(),
                defaults.nextUpstreamTries(protocol));
        nginx.trait(
                RETRIES_AFTER_TIMEOUT,
                Answers.all(List.of(afterTimeout, peers.map(count -> count > 1), most.map(limit -> limit != 1))));
        nginx.quantity(Quantity.TRIES, tries(afterTimeout, most, peers));
    }

    /** One known reason for a single try is enough; otherwise all that could allow more must be known. */
    private static Reading<Long> tries(Reading<Boolean> afterTimeout, Reading<Long> most, Reading<Long> peers) {
        if (!afterTimeout.known().orElse(true)) {
            return afterTimeout.map(never -> 1L);
        }
        boolean limited = most.known().filter(limit -> limit > 0).isPresent();
        long limit = limited ? most.known().orElseThrow() : Long.MAX_VALUE;
        if (limit == 1) {
            return most;
        }
        if (peers.known().isEmpty() || peers.known().get() == 1) {
            return peers;
        }
        if (afterTimeout.missing().isPresent()) {
            return afterTimeout.map(never -> 1L);
        }
        if (most.missing().isPresent()) {
            return most;
        }
        return limit < peers.known().get() ? most : peers;
    }

    /** How many addresses can be tried. A backup is one of them: it is asked when all others have failed. */
    private Reading<Long> count(List<Peer> peers) {
        Optional<Gap> hole = target.block().flatMap(Scope::hole);
        if (hole.isPresent()) {
            return Reading.unread(hole.get());
        }
        long addresses = 0;
        for (Peer peer : peers) {
            if (peer.down()) {
                continue;
            }
            Optional<List<String>> resolved = addresses(peer);
            if (resolved.isEmpty()) {
                return Reading.unread(Gaps.name(peer.host(), scope.name()));
            }
            addresses += resolved.get().size();
        }
        return Reading.stated(Math.max(1, addresses), source());
    }

    private Optional<List<String>> addresses(Peer peer) {
        return Addresses.isLiteral(peer.host())
                ? Optional.of(List.of(peer.host()))
                : Optional.ofNullable(host.addresses().get(peer.host()));
    }

    private Reading<Boolean> onSameHost(List<Peer> peers) {
        return Answers.all(peers.stream()
                .filter(peer -> !peer.down() || peers.stream().allMatch(Peer::down))
                .map(this::onSameHost)
                .toList());
    }

    private Reading<Boolean> onSameHost(Peer peer) {
        if (Addresses.isLoopback(peer.host())) {
            return Reading.stated(true, source());
        }
        return addresses(peer)
                .map(found -> found.stream()
                        .allMatch(address -> Addresses.isLoopback(address)
                                || host.ownAddresses().contains(address)))
                .map(same -> Reading.stated(same, source()))
                .orElseGet(() -> Reading.unread(Gaps.name(peer.host(), scope.name())));
    }
}
