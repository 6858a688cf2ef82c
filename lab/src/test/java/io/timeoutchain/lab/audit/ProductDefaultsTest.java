package io.timeoutchain.lab.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timeoutchain.auditor.measure.Answer;
import io.timeoutchain.auditor.measure.IdleConnection;
import io.timeoutchain.auditor.measure.LiveServer;
import io.timeoutchain.lab.HostImage;
import io.timeoutchain.lab.HostSpec;
import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabHost;
import io.timeoutchain.lab.LabTest;
import io.timeoutchain.lab.Looks;
import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.gunicorn.GunicornProcess;
import io.timeoutchain.product.gunicorn.GunicornReader;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.nginx.NginxHost;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxReader;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.nginx.NginxVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the product rooms claim of a product without configuration is what that product does, at the lab's versions. */
@LabTest
class ProductDefaultsTest {

    /** Longer than every default that is measured here. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /** What a busy machine may add to a timer; little makes one early, as when a server's clock is read once a round. */
    private static final Duration LATE = Duration.ofMillis(800);

    private static final Duration EARLY = Duration.ofMillis(200);

    /** How late a server's own clock may be beyond that: gunicorn looks at its workers about once a second. */
    private static final Duration ROUND = Duration.ofSeconds(1);

    private static final String DUMP = """
            # configuration file /etc/nginx/nginx.conf:
            events {}
            http {
                server {
                    listen 80;
                    location = /health { return 200; }
                    location / { proxy_pass http://127.0.0.1:8000; }
                }
            }
            """;

    /** One default, and what the real product did. */
    private record Claim(String what, Reading<Bound> claimed, Duration seen, Duration late) {

        void check() {
            assertThat(claimed).as(what).isInstanceOf(Reading.Defaulted.class);
            long limit = claimed.known().flatMap(Bound::ends).orElseThrow().toMillis();
            assertThat(seen.toMillis())
                    .as("%s, of which we say %d ms", what, limit)
                    .isBetween(limit - EARLY.toMillis(), limit + late.toMillis());
        }
    }

    @Test
    void nginx_and_gunicorn_do_by_default_what_the_product_rooms_say(Lab lab) {
        String conf = DUMP.substring(DUMP.indexOf('\n') + 1);
        HostSpec bare = HostSpec.debian().nginx(conf);
        List<LabHost> hosts = lab.hosts(
                bare.gunicorn("--worker-class", "gthread", "--threads", "8", "--timeout", "0"),
                bare.on(HostImage.NEW_NGINX)
                        .debianGunicorn("--worker-class", "gthread", "--threads", "8", "--timeout", "0"),
                HostSpec.debian().gunicorn(),
                HostSpec.debian().debianGunicorn());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> measuring = new ArrayList<>();
            for (LabHost host : hosts.subList(0, 2)) {
                Party nginx = nginx(host.shell("nginx -v 2>&1").stdout());
                Map<String, Supplier<Claim>> claims = Map.of(
                        "keepalive", () -> keepAlive(host.http(80), nginx, NginxSettings.KEEPALIVE_TIMEOUT, LATE),
                        "header", () -> cut(host, nginx, NginxSettings.CLIENT_HEADER_TIMEOUT, "GET / HTTP/1.1\r\n"),
                        "body",
                                () -> cut(
                                        host,
                                        nginx,
                                        NginxSettings.CLIENT_BODY_TIMEOUT,
                                        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1"),
                        "read", () -> readTimeout(host, nginx));
                claims.values().forEach(claim -> measuring.add(checked(claim, threads)));
            }
            List<String> versions = List.of(HostImage.GUNICORN_VERSION, "20.1.0");
            for (int i = 0; i < 2; i++) {
                Party threaded = gunicorn(versions.get(i), "--worker-class", "gthread", "--threads", "8");
                LabHost threads8 = hosts.get(i);
                measuring.add(checked(
                        () -> keepAlive(threads8.http(8000), threaded, GunicornSettings.KEEP_ALIVE, LATE.plus(ROUND)),
                        threads));
                Party sync = gunicorn(versions.get(i));
                LabHost single = hosts.get(i + 2);
                measuring.add(checked(() -> timeout(single, sync), threads));
            }
            measuring.forEach(CompletableFuture::join);
        } finally {
            hosts.forEach(LabHost::close);
        }
    }

    private static CompletableFuture<Void> checked(Supplier<Claim> claim, Executor threads) {
        return CompletableFuture.runAsync(
                () -> Looks.upToThree(() -> claim.get().check()), threads);
    }

    private static Claim keepAlive(URI server, Party party, Setting setting, Duration late) {
        IdleConnection seen = LiveServer.at(server.resolve("/health")).idleConnection(PATIENCE);
        assertThat(seen).isInstanceOf(IdleConnection.Ended.class);
        return claim(party, setting, ((IdleConnection.Ended) seen).after(), late);
    }

    private static Claim readTimeout(LabHost host, Party nginx) {
        Answer seen = LiveServer.at(host.http(80).resolve("/slow?seconds=200")).answer(PATIENCE);
        assertThat(seen).isInstanceOfSatisfying(Answer.Given.class, given -> assertThat(given.status())
                .isEqualTo(504));
        return claim(nginx, NginxSettings.readTimeout(NginxProtocol.PROXY), ((Answer.Given) seen).after(), LATE);
    }

    /** Sends a part of a request and waits for the end of the connection. */
    private static Claim cut(LabHost host, Party nginx, Setting setting, String part) {
        URI address = host.http(80);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
            long started = System.nanoTime();
            assertThat(socket.getInputStream().read())
                    .as("nginx says nothing before it cuts a request off")
                    .isEqualTo(-1);
            return claim(nginx, setting, Duration.ofNanos(System.nanoTime() - started), LATE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sync workers announce every close, and their {@code timeout} ends a request: with 500 from version 22 on. */
    private static Claim timeout(LabHost host, Party sync) {
        assertThat(sync.surely(Trait.ANNOUNCES_CLOSE)).isTrue();
        assertThat(LiveServer.at(host.http(8000).resolve("/health")).idleConnection(PATIENCE))
                .isEqualTo(new IdleConnection.Announced("Connection: close", 200));
        Answer seen =
                LiveServer.at(host.http(8000).resolve("/slow?seconds=200")).answer(PATIENCE);
        Duration after =
                switch (seen) {
                    case Answer.Given(int status, Duration time) -> {
                        assertThat(status).isEqualTo(500);
                        yield time;
                    }
                    case Answer.Refused(var ending, Duration time) -> time;
                    case Answer.Awaited(Duration waited) -> waited;
                    case Answer.Unobserved(var gap) -> throw new AssertionError(gap);
                };
        // A worker beats while it waits for a request, and the master looks about once a second.
        return claim(sync, GunicornSettings.TIMEOUT, after, LATE.plus(ROUND));
    }

    private static Claim claim(Party party, Setting setting, Duration seen, Duration late) {
        Reading<Bound> claimed = requireNonNull(party.timers().get(setting), setting.name());
        return new Claim(
                "%s of %s %s".formatted(setting.name(), party.product().id(), party.version()), claimed, seen, late);
    }

    private static Party nginx(String version) {
        Optional<NginxVersion> known =
                NginxVersion.parse(version.replace("nginx version: ", "").strip());
        assertThat(known).as(version).isPresent();
        return NginxReader.read(
                        DUMP,
                        known,
                        new NginxHost(
                                Reading.stated(Bound.ofSeconds(7200), new Source("the kernel")), Map.of(), Set.of()))
                .routes(80)
                .routes()
                .stream()
                .map(route -> route.party())
                .filter(party -> party.timers().containsKey(NginxSettings.readTimeout(NginxProtocol.PROXY)))
                .findFirst()
                .orElseThrow();
    }

    private static Party gunicorn(String version, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("/usr/bin/gunicorn"));
        argv.addAll(List.of(arguments));
        return GunicornReader.read(new GunicornProcess(
                argv,
                GunicornProcess.Environment.bare(),
                new GunicornProcess.Configuration.None(),
                Optional.of(version),
                Optional.empty(),
                Optional.empty()));
    }

    @Test
    void measure_agrees_with_a_configured_keep_alive_within_a_fifth_of_a_second(Lab lab) {
        HostSpec spec = HostSpec.debian()
                .nginxProxying("keepalive_timeout 4s;")
                .gunicorn("--worker-class", "gthread", "--threads", "4", "--keep-alive", "3");
        try (LabHost host = lab.host(spec)) {
            Looks.upToThree(() -> assertThat(keepAlive(host, 80)).isCloseTo(4, within(0.2)));
            Looks.upToThree(() -> assertThat(keepAlive(host, 8000)).isCloseTo(3, within(0.2)));
        }
    }

    private static double keepAlive(LabHost host, int port) {
        IdleConnection seen = LiveServer.at(host.http(port).resolve("/health")).idleConnection(PATIENCE);
        assertThat(seen).isInstanceOf(IdleConnection.Ended.class);
        return ((IdleConnection.Ended) seen).after().toMillis() / 1000.0;
    }
}
