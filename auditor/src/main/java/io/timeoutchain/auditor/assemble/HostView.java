package io.timeoutchain.auditor.assemble;

import io.timeoutchain.auditor.assemble.Tail.Standing;
import io.timeoutchain.auditor.host.FileTime;
import io.timeoutchain.auditor.host.HostProcess;
import io.timeoutchain.auditor.host.HostReport;
import io.timeoutchain.auditor.host.Listener;
import io.timeoutchain.auditor.host.Measured;
import io.timeoutchain.auditor.host.NginxDump;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.gunicorn.GunicornProcess;
import io.timeoutchain.product.gunicorn.GunicornReader;
import io.timeoutchain.product.linux.LinuxReader;
import io.timeoutchain.product.nginx.NginxConfig;
import io.timeoutchain.product.nginx.NginxHost;
import io.timeoutchain.product.nginx.NginxReader;
import io.timeoutchain.product.nginx.NginxRoute;
import io.timeoutchain.product.nginx.NginxRoutes;
import io.timeoutchain.product.nginx.NginxVersion;
import io.timeoutchain.product.nginx.Upstream;
import io.timeoutchain.product.systemd.SystemdReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One host that answered: its answer read as parties, and how they call each other. */
final class HostView {

    private final String id;
    private final HostReport report;
    private final Optional<InstanceFacts> instance;
    private final List<InstanceTypeFacts> types;
    private final Party kernel;
    private final Set<Gap> gaps = new LinkedHashSet<>();
    private final Map<Long, NginxConfig> nginxByPid = new HashMap<>();

    /**
     * A host.
     *
     * @param report what it answered
     * @param instance what EC2 says of it
     * @param types the instance types of its region, for the next sizes of its family
     */
    HostView(HostReport report, Optional<InstanceFacts> instance, List<InstanceTypeFacts> types) {
        this.id = report.host();
        this.report = report;
        this.instance = instance;
        this.types = types;
        this.kernel = located(LinuxReader.party(
                report.kernel(), Optional.ofNullable(report.machine().get("cpus"))));
    }

    /** What was found out about this host that could not be told, beside what stands in its parties. */
    Set<Gap> gaps() {
        return gaps;
    }

    /**
     * What a connection to {@code port} meets on this host, one tail for each way a request can take.
     *
     * @param needed how long an idle connection must last for its caller, where that is known
     */
    List<Tail> tails(int port, List<Middlebox> toOtherHosts, Optional<Duration> needed) {
        List<Listener> open = report.listenersOn(port).stream()
                .filter(listener -> !Sockets.isLoopback(listener))
                .toList();
        List<HostProcess> owners = owners(open);
        boolean allRead = open.stream()
                .allMatch(listener -> report.process(listener.pid()).isPresent());
        List<Tail> tails = new ArrayList<>();
        if (owners.isEmpty() || !allRead) {
            tails.add(Tail.of("", unknown(Text.of("listener on port %s", port), nobodyRead(port), portRemedy(port))));
        }
        owners.forEach(owner -> {
            Optional<Measured> seen = measured(open, owner);
            tails(owner, port, toOtherHosts).stream()
                    .map(tail -> seen.filter(known -> tellsOf(tail.first(), owner))
                            .map(known -> tail.withFirst(new KeepAliveSeen(id, known, needed).in(tail.first())))
                            .orElse(tail))
                    .forEach(tails::add);
        });
        return tails;
    }

    private List<HostProcess> owners(List<Listener> listeners) {
        return listeners.stream()
                .map(Listener::pid)
                .distinct()
                .flatMap(pid -> report.process(pid).stream())
                .toList();
    }

    /** An nginx that could not be read may have another keep-alive for each server and location. */
    private static boolean tellsOf(Party party, HostProcess owner) {
        return !party.is(Product.UNKNOWN) || owner.kind() != HostProcess.Kind.NGINX;
    }

    /** What was measured at the sockets of {@code owner}; a response that tells nothing is a gap. */
    private Optional<Measured> measured(List<Listener> open, HostProcess owner) {
        List<Measured> all = report.measured().stream()
                .filter(measured -> open.stream()
                        .anyMatch(listener -> listener.pid() == owner.pid()
                                && listener.address().equals(measured.listener())))
                .toList();
        all.stream()
                .filter(measured -> !measured.isUsual())
                .map(
                        measured -> new Gap(
                                Text.of("measurement of %s on %s", measured.listener(), id),
                                Text.of(
                                        "GET %s was answered with %d, after which a server may close what it keeps otherwise",
                                        measured.path(), measured.status()),
                                Text.of(
                                        "let the health check's path answer there, or measure from elsewhere with timeout-chain measure")))
                .forEach(gaps::add);
        return all.stream().filter(Measured::isUsual).findFirst();
    }

    private Text nobodyRead(int port) {
        return report.listenersOn(port).isEmpty()
                ? Text.of("nothing listens there")
                : Text.of(
                        "what listens there listens on the loopback address alone, or belongs to a process that was not read");
    }

    private static Text portRemedy(int port) {
        return Text.of("check that the target group's port %d is the one the application serves", port);
    }

    private List<Tail> tails(HostProcess owner, int port, List<Middlebox> toOtherHosts) {
        return switch (owner.kind()) {
            case NGINX -> throughNginx(owner, port, toOtherHosts);
            case GUNICORN -> List.of(Tail.of("", standing(owner)));
            case OTHER ->
                List.of(Tail.of(
                        "",
                        unknown(
                                Text.of("timers of %s on port %d", owner.name(), port),
                                Text.of("nginx and gunicorn are read, this program is not"),
                                Text.of("compare its keep-alive and request limit with the load balancer's by hand"))));
        };
    }

    private Party unknown(Text subject, Text cause, Text remedy) {
        return Party.unknown(new Gap(Text.of("%s on %s", subject, id), cause, remedy));
    }

    // ---- nginx

    private List<Tail> throughNginx(HostProcess nginx, int port, List<Middlebox> toOtherHosts) {
        Optional<NginxDump> dump = nginx.nginx();
        if (dump.isEmpty()) {
            return List.of(Tail.of(
                    "",
                    unknown(
                            Text.of("configuration of nginx"),
                            nginx.inContainer()
                                    ? Text.of("it runs in a container, whose files the script does not enter")
                                    : Text.of("its files could not be read"),
                            Text.of("let the host script run as root, and see that the files are there"))));
        }
        NginxRoutes routes = nginxByPid
                .computeIfAbsent(nginx.pid(), pid -> read(nginx, dump.get()))
                .routes(port);
        routes.gaps().stream().map(this::here).forEach(gaps::add);
        if (routes.routes().isEmpty()) {
            return List.of(Tail.of(
                    "",
                    unknown(
                            Text.of("nginx on port %s", port),
                            routes.gaps().stream()
                                    .map(Gap::cause)
                                    .findFirst()
                                    .orElse(Text.of("no server of its configuration answers there")),
                            portRemedy(port))));
        }
        Reading<Boolean> edited = edited(nginx, dump.get());
        return routes.routes().stream()
                .map(route -> behind(
                        Tail.of(
                                routes.routes().size() == 1 ? "" : route.label(),
                                new Standing(
                                        ReloadPending.applied(located(route.party()), edited, id), Optional.of(nginx))),
                        route,
                        toOtherHosts))
                .toList();
    }

    private NginxConfig read(HostProcess nginx, NginxDump dump) {
        Reading<Bound> probes = kernel.timers(Role.TCP_KEEPALIVE).getFirst().reading();
        NginxConfig config = NginxReader.read(
                dump.text(),
                nginx.version().flatMap(NginxVersion::parse),
                new NginxHost(probes, report.addresses(), ownAddresses()));
        config.gaps().stream().map(this::here).forEach(gaps::add);
        return config;
    }

    private Set<String> ownAddresses() {
        Set<String> own = new LinkedHashSet<>();
        instance.ifPresent(known -> known.interfaces().forEach(card -> own.addAll(card.addresses())));
        return own;
    }

    private Reading<Boolean> edited(HostProcess nginx, NginxDump dump) {
        Optional<FileTime> newest = dump.files().stream().max(Comparator.comparing(FileTime::changed));
        return newest.map(file -> ReloadPending.reading(
                        id,
                        "nginx",
                        file.path(),
                        file.changed(),
                        nginx.workersSince().or(nginx::started)))
                .orElseGet(() -> Reading.unread(new Gap(
                        Text.of("age of nginx's configuration on %s", id),
                        Text.of("the times of its files could not be read"),
                        Text.of("let the host script run as root"))));
    }

    private Tail behind(Tail tail, NginxRoute route, List<Middlebox> toOtherHosts) {
        return switch (route.upstream()) {
            case Upstream.None() -> tail;
            case Upstream.Unknown(Gap gap) -> tail.then(List.of(), Party.unknown(here(gap)));
            case Upstream.UnixSocket(var block, List<String> paths) ->
                tail.then(alike(paths.stream()
                        .map(path -> behind(
                                Sockets.ofPath(report.listeners(), path),
                                path,
                                Text.of("nobody is seen to listen on that socket")))
                        .toList()));
            case Upstream.Tcp(var block, List<Upstream.Peer> peers) -> overTcp(tail, peers, toOtherHosts);
        };
    }

    private Tail overTcp(Tail tail, List<Upstream.Peer> peers, List<Middlebox> toOtherHosts) {
        List<Upstream.Peer> asked = peers.stream().filter(peer -> !peer.down()).toList();
        Optional<Upstream.Peer> elsewhere =
                asked.stream().filter(peer -> !isHere(peer)).findFirst();
        if (elsewhere.isPresent()) {
            return tail.then(
                    toOtherHosts,
                    unknown(
                            Text.of("server behind %s, called", name(elsewhere.get())),
                            Text.of("it is on another host, and only the target group's own hosts are read"),
                            Text.of("audit the load balancer or host that serves it")));
        }
        return tail.then(alike(asked.stream()
                .map(peer -> behind(
                        Sockets.of(report.listeners(), addresses(peer), peer.port()),
                        name(peer),
                        Text.of("nothing listens there")))
                .toList()));
    }

    private static String name(Upstream.Peer peer) {
        return (peer.host().contains(":") ? "[%s]:%d" : "%s:%d").formatted(peer.host(), peer.port());
    }

    private List<String> addresses(Upstream.Peer peer) {
        return report.addresses().getOrDefault(peer.host(), List.of(peer.host()));
    }

    private boolean isHere(Upstream.Peer peer) {
        return addresses(peer).stream()
                .allMatch(
                        address -> Sockets.isLoopback(address) || ownAddresses().contains(address));
    }

    /** Who answers on the given sockets. */
    private Standing behind(List<Listener> sockets, String address, Text nobody) {
        List<HostProcess> owners = owners(sockets);
        boolean allRead = sockets.stream()
                .allMatch(listener -> report.process(listener.pid()).isPresent());
        if (owners.isEmpty() || !allRead) {
            return nowhere(unknown(
                    Text.of("server behind %s", address),
                    sockets.isEmpty() ? nobody : Text.of("it was not read which process listens there"),
                    Text.of("start the application, or let the host script run as root")));
        }
        return alike(owners.stream().map(this::standing).toList());
    }

    /** Servers that are alike behave alike; where they differ, what is not read of one is not known of the chain. */
    private Standing alike(List<Standing> servers) {
        Optional<Standing> unread = servers.stream()
                .filter(server -> server.party().is(Product.UNKNOWN))
                .findFirst();
        if (unread.isPresent()) {
            return unread.get();
        }
        if (servers.stream().map(this::values).distinct().count() > 1) {
            return nowhere(unknown(
                    Text.of("servers behind one upstream of nginx"),
                    Text.of("its servers are not configured alike"),
                    Text.of("give all servers of one upstream the same settings")));
        }
        return servers.stream()
                .max(Comparator.comparingLong(HostView::peak))
                .orElseGet(() -> nowhere(unknown(
                        Text.of("servers behind one upstream of nginx"),
                        Text.of("none of its servers is in use"),
                        Text.of("take \"down\" from one of them, or the upstream out of the configuration"))));
    }

    /** How large a server's workers grew; one whose size is not known may be the largest of all. */
    private static long peak(Standing server) {
        return Optional.ofNullable(server.party().quantities().get(Quantity.WORKER_PEAK_BYTES))
                .map(size -> size.known().orElse(Long.MAX_VALUE))
                .orElse(0L);
    }

    /**
     * What was set for a server, without where it stands: two processes say the same in different places. How large its
     * workers grew is no setting, and never the same.
     */
    private List<Object> values(Standing server) {
        return List.of(
                values(server.party()),
                server.process().flatMap(this::unit).map(HostView::values).orElse(List.of()));
    }

    private static List<Object> values(Party party) {
        Map<Quantity, Reading<Long>> counts = new TreeMap<>(party.quantities());
        counts.remove(Quantity.WORKER_PEAK_BYTES);
        return List.of(
                party.product(), party.version(), values(party.timers()), values(party.traits()), values(counts));
    }

    private static <K, V> Map<K, Optional<V>> values(Map<K, Reading<V>> readings) {
        return readings.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .known()));
    }

    private static Standing nowhere(Party party) {
        return new Standing(party, Optional.empty());
    }

    /** The process behind nginx, as far as such a process is read. */
    private Standing standing(HostProcess process) {
        return switch (process.kind()) {
            case GUNICORN -> new Standing(gunicorn(process), Optional.of(process));
            case NGINX, OTHER ->
                nowhere(unknown(
                        Text.of("timers of %s behind nginx", process.name()),
                        Text.of("gunicorn is read there, this program is not"),
                        Text.of("compare its keep-alive and request limit with nginx's by hand")));
        };
    }

    // ---- gunicorn

    private Party gunicorn(HostProcess process) {
        Party party = located(GunicornReader.read(new GunicornProcess(
                process.argv(),
                environment(process),
                configuration(process),
                process.version(),
                Optional.of(process.pid()),
                process.workers().isPresent() ? Optional.of(process.workers().getAsInt()) : Optional.empty())));
        Party sized = party.with(
                Quantity.WORKER_PEAK_BYTES, bytes(process.workerPeak(), Text.of("peak size of gunicorn's workers")));
        return gunicornEdited(process)
                .map(edited -> sized.with(Trait.EDITED_SINCE_READ, edited))
                .orElse(sized);
    }

    private static GunicornProcess.Environment environment(HostProcess process) {
        return Optional.ofNullable(process.hidden().get(HostProcess.Part.ENVIRONMENT))
                .<GunicornProcess.Environment>map(GunicornProcess.Environment.Hidden::new)
                .orElseGet(() -> new GunicornProcess.Environment.Seen(
                        process.gunicornArguments(),
                        Optional.ofNullable(process.environment().get("WEB_CONCURRENCY"))));
    }

    private GunicornProcess.Configuration configuration(HostProcess process) {
        Optional<GunicornProcess.Configuration> hidden = Optional.ofNullable(
                        process.hidden().get(HostProcess.Part.CONFIGURATION))
                .map(GunicornProcess.Configuration.Hidden::new);
        return hidden.or(() -> process.gunicornFile()
                        .map(file -> new GunicornProcess.Configuration.Text(
                                file.file().path(),
                                file.lines().stream()
                                        .map(line -> new GunicornProcess.Line(line.number(), line.text()))
                                        .toList(),
                                gunicornEdited(process).flatMap(Reading::known).orElse(true))))
                .orElseGet(GunicornProcess.Configuration.None::new);
    }

    /**
     * Whether gunicorn's file was edited since gunicorn read it. It reads it when it starts and at HUP, which replaces all
     * workers; but single workers are replaced for other reasons too, so young workers do not prove a HUP.
     */
    private Optional<Reading<Boolean>> gunicornEdited(HostProcess process) {
        return process.gunicornFile().map(file -> {
            Instant changed = file.file().changed();
            boolean maybeReread = process.started()
                            .filter(started -> ReloadPending.isAfter(changed, started))
                            .isPresent()
                    && process.workersSince()
                            .filter(since -> !ReloadPending.isAfter(changed, since))
                            .isPresent();
            return maybeReread
                    ? Reading.unread(new Gap(
                            Text.of(
                                    "whether gunicorn on %s has read %s",
                                    id, file.file().path()),
                            Text.of(
                                    "the file was edited after gunicorn started, and its workers were replaced after that, by a reload or one by one"),
                            Text.of("restart gunicorn, then audit again")))
                    : ReloadPending.reading(id, "gunicorn", file.file().path(), changed, process.started());
        });
    }

    // ---- the machine

    /** The machine that {@code tail} stands on: its kernel, and the units of the parties of the tail. */
    Host host(Tail tail) {
        Map<Product, Party> units = new EnumMap<>(Product.class);
        tail.processes().forEach(process -> product(process.kind())
                .ifPresent(product -> unit(process).ifPresent(unit -> units.put(product, unit))));
        return new Host(kernel.with(Quantity.MEMORY_FOR_WORKERS_BYTES, memoryForWorkers()), units, largerSizes());
    }

    private static Optional<Product> product(HostProcess.Kind kind) {
        return switch (kind) {
            case NGINX -> Optional.of(Product.NGINX);
            case GUNICORN -> Optional.of(Product.GUNICORN);
            case OTHER -> Optional.empty();
        };
    }

    /** The unit that supervises {@code process}; one that systemd did not show has unread timers. */
    private Optional<Party> unit(HostProcess process) {
        return process.unit()
                .map(unit -> located(SystemdReader.party(unit, report.units().getOrDefault(unit, ""))));
    }

    private Reading<Long> memoryForWorkers() {
        Optional<Long> available = Optional.ofNullable(report.machine().get("memory-available-kb"))
                .filter(text -> text.matches("\\d{1,12}"))
                .map(text -> Long.parseLong(text) * 1024);
        long held = report.processes().stream()
                .filter(process -> process.kind() == HostProcess.Kind.GUNICORN)
                .mapToLong(process ->
                        process.workers().orElse(0) * process.workerResident().orElse(0))
                .sum();
        return available
                .map(free -> Reading.stated(
                        free + held,
                        new Source(Text.of("MemAvailable in /proc/meminfo, and what the workers hold already"))))
                .orElseGet(() -> Reading.unread(new Gap(
                        Text.of("memory of %s", id),
                        Text.of("/proc/meminfo was not read"),
                        Text.of("let the host script run as root"))));
    }

    private Reading<Long> bytes(OptionalLong size, Text what) {
        return size.isPresent()
                ? Reading.stated(size.getAsLong(), new Source(Text.of("VmHWM in /proc/PID/status")))
                : Reading.unread(new Gap(
                        Text.of("%s on %s", what, id),
                        Text.of("no worker's size was read"),
                        Text.of("let the host script run as root")));
    }

    private List<Host.InstanceSize> largerSizes() {
        Optional<InstanceTypeFacts> mine = instance.flatMap(known ->
                types.stream().filter(type -> type.type().equals(known.type())).findFirst());
        return mine.map(type -> types.stream()
                        .filter(other -> family(other).equals(family(type)) && other.memoryMiB() > type.memoryMiB())
                        .sorted(Comparator.comparingLong(InstanceTypeFacts::memoryMiB)
                                .thenComparing(InstanceTypeFacts::type))
                        .map(other -> new Host.InstanceSize(other.type(), other.vcpus(), other.memoryMiB() << 20))
                        .toList())
                .orElse(List.of());
    }

    private static String family(InstanceTypeFacts type) {
        return type.type().replaceFirst("\\..*", "");
    }

    // ---- naming the host

    private Gap here(Gap gap) {
        return gap.subject().toString().contains(id)
                ? gap
                : new Gap(Text.of("%s on %s", gap.subject(), id), gap.cause(), gap.remedy());
    }

    /** The party with each of its gaps naming this host: product rooms do not know where they read. */
    private Party located(Party party) {
        return party.mapGaps(this::here);
    }
}
