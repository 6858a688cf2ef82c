package io.timeoutchain.product.nginx;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Configurations for tests, and shorthands for asking about them. */
final class Dumps {

    static final NginxVersion OLD = new NginxVersion(1, 22, 1);
    static final NginxVersion WITH_FLOOR = new NginxVersion(1, 27, 4);
    static final NginxVersion POOLING = new NginxVersion(1, 29, 7);

    static final List<String> FIXTURES = List.of(
            "broken-lines",
            "debian-package",
            "every-protocol",
            "included-files",
            "inherited-and-replaced",
            "lua-blocks",
            "quotes-braces-and-comments",
            "redacted",
            "stderr-noise",
            "vhosts-on-one-port");

    static final NginxHost HOST = new NginxHost(
            Reading.stated(Bound.ofSeconds(7200), new Source("sysctl net.ipv4.tcp_keepalive_time")),
            Map.of("two.internal", List.of("10.0.0.1", "10.0.0.2"), "self.internal", List.of("10.0.0.9")),
            Set.of("10.0.0.9"));

    private Dumps() {}

    static String fixture(String name) {
        try (InputStream dump = Dumps.class.getResourceAsStream("/nginx/" + name + ".dump")) {
            return new String(Objects.requireNonNull(dump, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A main file with this text. */
    static String file(String text) {
        return "# configuration file /etc/nginx/nginx.conf:\n" + text + "\n";
    }

    /** A main file whose {@code http} block holds this text, from line 2 on. */
    static String http(String text) {
        return file("http {\n" + text + "\n}\n");
    }

    /** A main file whose only server, on port 80, holds this text, from line 2 on. */
    static String server(String text) {
        return file("http { server { listen 80; server_name example.com;\n" + text + "\n}}\n");
    }

    static NginxConfig config(String dump, NginxVersion version) {
        return NginxReader.read(dump, Optional.of(version), HOST);
    }

    static NginxRoute route(String dump, NginxVersion version, String label) {
        return route(config(dump, version).routes(80), label);
    }

    static NginxRoute route(NginxRoutes routes, String label) {
        return routes.routes().stream()
                .filter(route -> route.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " is none of "
                        + routes.routes().stream().map(NginxRoute::label).toList()));
    }

    /** The only reading of a role; fails if there are more or none. */
    static Reading<Bound> timer(NginxRoute route, Role role) {
        return only(route.party().timers(role).stream()
                .map(timer -> timer.reading())
                .toList());
    }

    static Reading<Bound> timer(NginxRoute route, Setting setting) {
        return Optional.ofNullable(route.party().timers().get(setting))
                .orElseThrow(() -> new AssertionError(setting.name() + " is absent"));
    }

    static <T> T only(List<T> list) {
        if (list.size() != 1) {
            throw new AssertionError("not one but " + list);
        }
        return list.getFirst();
    }

    static Reading<Bound> stated(long seconds, int line) {
        return stated(Bound.ofSeconds(seconds), line);
    }

    static <T> Reading<T> stated(T value, int line) {
        return Reading.stated(value, Source.line("/etc/nginx/nginx.conf", line));
    }

    /** The value of a default, or a failure if the reading is none. */
    static <T> T defaulted(Reading<T> reading) {
        if (reading instanceof Reading.Defaulted<T>(T value, Source basis)) {
            return value;
        }
        throw new AssertionError("no default: " + reading);
    }

    /** The cause of a gap, or a failure if the reading is none. */
    static String cause(Reading<?> reading) {
        return reading.missing()
                .orElseThrow(() -> new AssertionError("no gap: " + reading))
                .cause()
                .toString();
    }
}
