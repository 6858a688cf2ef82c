package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.HostFacts;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What each host is asked to measure: one request for each target port at which HTTP/1.1 is spoken, for the path of the
 * target group's health check, which the load balancer itself asks for all the time.
 */
final class Measuring {

    /** What a path may hold on its way through a shell and a document's parameter; for others {@code /} is asked for. */
    private static final Pattern PATH = Pattern.compile("/[0-9A-Za-z/._~%?&=+,-]{0,1000}");

    private static final Set<String> SECURE = Set.of("HTTPS", "TLS");
    private static final Set<String> OTHER_VERSIONS = Set.of("HTTP2", "GRPC");

    private final Optional<Duration> wait;
    private final Map<String, SortedMap<Integer, String>> probes = new HashMap<>();

    private Measuring(Optional<Duration> wait) {
        this.wait = wait;
    }

    /**
     * What to measure.
     *
     * @param wait for how long to wait for a close; empty where nothing is to be measured
     */
    static Measuring of(Optional<Duration> wait, List<TargetGroupFacts> groups) {
        Measuring measuring = new Measuring(wait);
        if (wait.isPresent()) {
            groups.stream().filter(Measuring::speaksHttp1).forEach(measuring::add);
        }
        return measuring;
    }

    /** A group that speaks TCP says by its health check that there is HTTP in it. */
    private static boolean speaksHttp1(TargetGroupFacts group) {
        return !OTHER_VERSIONS.contains(group.protocolVersion().orElse(""))
                && (group.healthCheckPath().isPresent()
                        || group.protocol()
                                .filter(name -> name.startsWith("HTTP"))
                                .isPresent());
    }

    private void add(TargetGroupFacts group) {
        String path = group.healthCheckPath()
                .filter(text -> PATH.matcher(text).matches())
                .orElse("/");
        String secure = group.protocol().filter(SECURE::contains).isPresent() ? "+tls" : "";
        for (TargetFacts target : group.targets().orElse(List.of())) {
            Optional<Integer> port = target.port().or(group::port);
            if (target.instanceId().isPresent() && port.isPresent()) {
                probes.computeIfAbsent(target.instanceId().get(), id -> new TreeMap<>())
                        .putIfAbsent(port.get(), port.get() + secure + path);
            }
        }
    }

    /** How much longer than otherwise the script may take. */
    Duration longer() {
        return wait.orElse(Duration.ZERO);
    }

    /** What {@code host} is asked, as the script reads it; empty text where that is nothing. */
    String on(HostFacts host) {
        SortedMap<Integer, String> asked = probes.getOrDefault(host.instanceId(), new TreeMap<>());
        return asked.isEmpty()
                ? ""
                : asked.values().stream().collect(Collectors.joining(" ", longer().toSeconds() + " ", ""));
    }
}
