package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is in force in an nginx: for each port the routes that a request can take, and the timers on them. */
public final class NginxConfig {

    /** A server together with one of its addresses. */
    private record Door(NginxServer server, Listen listen) {}

    private final NginxConf conf;
    private final Optional<NginxVersion> version;
    private final NginxHost host;
    private final NginxDefaults defaults;

    NginxConfig(NginxConf conf, Optional<NginxVersion> version, NginxHost host) {
        this.conf = conf;
        this.version = version;
        this.host = host;
        defaults = new NginxDefaults(version);
    }

    /** Everything in the configuration that could not be read, wherever it stands. */
    public List<Gap> gaps() {
        return conf.gaps();
    }

    /** The routes of a request that comes to {@code port} from another host, whatever the address it comes to. */
    public NginxRoutes routes(int port) {
        return routes(port, Optional.empty());
    }

    /**
     * The routes of a request that comes to {@code port} of {@code address}. As nginx does, takes the servers that listen
     * on that very address, or else those that listen on all.
     *
     * @param address in digits, an IPv6 address without brackets
     */
    public NginxRoutes routes(String address, int port) {
        return routes(port, Optional.of(address));
    }

    private NginxRoutes routes(int port, Optional<String> address) {
        List<NginxRoute> routes = new ArrayList<>();
        Set<Gap> gaps = new LinkedHashSet<>(conf.main().holes());
        boolean onLoopback = false;
        for (NginxDirective block : conf.main().all("http")) {
            if (block.block().isEmpty()) {
                continue;
            }
            Scope http = new Scope("http", block, Optional.empty());
            http.hole().ifPresent(gaps::add);
            List<NginxServer> servers = servers(http);
            servers.forEach(server -> gaps.addAll(server.gaps()));
            List<Door> doors = doors(servers, port);
            onLoopback |= !doors.isEmpty();
            routes.addAll(routes(http, open(doors, address)));
        }
        routes.addAll(streams(port, address));
        if (routes.isEmpty()) {
            gaps.add(Gaps.notListening(port, onLoopback));
        }
        return new NginxRoutes(routes, List.copyOf(gaps));
    }

    private static List<NginxServer> servers(Scope outer) {
        return outer.at().children().stream()
                .filter(directive -> directive.opens("server"))
                .map(server -> new NginxServer(outer, server))
                .toList();
    }

    private static List<Door> doors(List<NginxServer> servers, int port) {
        return servers.stream()
                .flatMap(server -> server.listens().stream()
                        .filter(listen -> listen.hears(port))
                        .map(listen -> new Door(server, listen)))
                .toList();
    }

    /** The doors that a connection can come in by. */
    private List<Door> open(List<Door> doors, Optional<String> address) {
        if (address.isEmpty()) {
            return doors.stream().filter(door -> !door.listen().isLoopback()).toList();
        }
        String wanted = address.get();
        return Stream.<List<Door>>of(
                        doors.stream()
                                .filter(door -> isAt(door.listen(), wanted))
                                .toList(),
                        doors.stream()
                                .filter(door -> wanted.indexOf(':') < 0
                                        && door.listen().address().equals(Listen.ANY_4))
                                .toList(),
                        doors.stream()
                                .filter(door -> door.listen().address().equals(Listen.ANY_6)
                                        && (wanted.indexOf(':') >= 0
                                                || door.listen().coversIpv4()))
                                .toList())
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private boolean isAt(Listen listen, String address) {
        List<String> resolved = host.addresses().getOrDefault(listen.address(), List.of());
        return listen.address().equals(address) || resolved.contains(address);
    }

    private List<NginxRoute> routes(Scope http, List<Door> doors) {
        if (doors.isEmpty()) {
            return List.of();
        }
        List<Spot> spots = reachable(doors).stream()
                .flatMap(server -> server.spots().stream())
                .toList();
        Collection<List<Door>> byAddress = doorsByAddress(doors).values();
        Entrance entrance = new Entrance(
                spots,
                byAddress.stream().map(NginxConfig::defaultServer).toList(),
                byAddress.stream()
                        .map(here -> here.stream().map(Door::listen).toList())
                        .toList(),
                defaults,
                host);
        UpstreamBlocks blocks = new UpstreamBlocks(http);
        return spots.stream().map(spot -> route(spot, entrance, blocks)).toList();
    }

    private static Map<String, List<Door>> doorsByAddress(List<Door> doors) {
        Map<String, List<Door>> byAddress = new LinkedHashMap<>();
        doors.forEach(door -> byAddress
                .computeIfAbsent(door.listen().address(), address -> new ArrayList<>())
                .add(door));
        return byAddress;
    }

    private static Scope defaultServer(List<Door> doors) {
        return doors.stream()
                .filter(door -> door.listen().isDefaultServer())
                .findFirst()
                .orElse(doors.getFirst())
                .server()
                .scope();
    }

    /** The servers that a {@code Host} header can select. nginx ignores a name that an earlier server has taken. */
    private static Set<NginxServer> reachable(List<Door> doors) {
        Set<NginxServer> reachable = new HashSet<>();
        for (List<Door> here : doorsByAddress(doors).values()) {
            Scope defaultServer = defaultServer(here);
            Set<String> taken = new HashSet<>();
            for (Door door : here) {
                boolean anyFree = door.server()
                        .names()
                        .map(names -> names.stream().filter(taken::add).count() > 0)
                        .orElse(true);
                if (anyFree || door.server().scope().equals(defaultServer)) {
                    reachable.add(door.server());
                }
            }
        }
        Set<NginxServer> inOrder = new LinkedHashSet<>();
        doors.stream().map(Door::server).filter(reachable::contains).forEach(inOrder::add);
        return inOrder;
    }

    private NginxRoute route(Spot spot, Entrance entrance, UpstreamBlocks blocks) {
        Scope scope = spot.scope();
        PartyBuilder nginx = entrance.party(version.map(NginxVersion::toString).orElse(""));
        nginx.timer(
                NginxSettings.CLIENT_BODY_TIMEOUT,
                Timers.read(scope, "client_body_timeout", defaults.clientBodyTimeout()));
        Upstream upstream =
                switch (spot.handler()) {
                    case Spot.Handler.Answer() -> {
                        nginx.trait(
                                Trait.ANSWERS_ITSELF,
                                Reading.stated(true, scope.at().source()));
                        yield new Upstream.None();
                    }
                    case Spot.Handler.Untold(Gap gap) -> {
                        nginx.trait(Trait.ANSWERS_ITSELF, Reading.unread(gap));
                        nginx.timer(NginxSettings.connectTimeout(NginxProtocol.PROXY), Reading.unread(gap));
                        nginx.timer(NginxSettings.readTimeout(NginxProtocol.PROXY), Reading.unread(gap));
                        yield new Upstream.Unknown(gap);
                    }
                    case Spot.Handler.Pass pass -> {
                        nginx.trait(
                                Trait.ANSWERS_ITSELF,
                                Reading.stated(false, pass.directive().source()));
                        UpstreamBlocks.Target target = blocks.of(pass.protocol(), pass.directive(), scope.name());
                        new Passage(scope, pass, target, defaults, host).describe(nginx);
                        yield target.upstream();
                    }
                };
        Party party = nginx.build();
        return new NginxRoute(
                scope.name(), scope.at().source(), protocol(spot.handler()), upstream, party, gaps(upstream, party));
    }

    private static Optional<NginxProtocol> protocol(Spot.Handler handler) {
        return handler instanceof Spot.Handler.Pass pass ? Optional.of(pass.protocol()) : Optional.empty();
    }

    private static List<Gap> gaps(Upstream upstream, Party party) {
        Set<Gap> gaps = new LinkedHashSet<>(party.gaps());
        if (upstream instanceof Upstream.Unknown(Gap gap)) {
            gaps.add(gap);
        }
        return List.copyOf(gaps);
    }

    /** Ports that nginx passes on as plain TCP: their timers are others, and are not read. */
    private List<NginxRoute> streams(int port, Optional<String> address) {
        return conf.main().all("stream").stream()
                .filter(stream -> stream.block().isPresent())
                .map(stream -> new Scope("stream", stream, Optional.empty()))
                .flatMap(stream -> open(doors(servers(stream), port), address).stream())
                .filter(door -> !door.listen().words().contains("udp"))
                .map(door -> stream(door, port))
                .toList();
    }

    private NginxRoute stream(Door door, int port) {
        Gap gap = Gaps.unsupported(
                Text.of("nginx on port %s", port),
                door.server().scope().at(),
                Text.of("nginx passes this port on as plain TCP (stream), whose timers are not read"));
        return new NginxRoute(
                "stream :" + port,
                door.server().scope().at().source(),
                Optional.empty(),
                new Upstream.Unknown(gap),
                Party.unknown(gap),
                List.of(gap));
    }
}
