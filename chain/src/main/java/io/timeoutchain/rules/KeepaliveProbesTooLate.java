package io.timeoutchain.rules;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Member;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Repair;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The first TCP keep-alive probe must come before anything on the way forgets the connection.
 *
 * <p>Linux sends it after 7200 s ({@code net.ipv4.tcp_keepalive_time}; kernel documentation, ip-sysctl), which is later
 * than any idle limit AWS documents for TCP but the old connection tracking. AWS advises less than 5 minutes for
 * long-lived connections (EC2 User Guide, "Security group connection tracking").
 */
public final class KeepaliveProbesTooLate implements Rule.OfMember {

    private static final RuleCard CARD = new RuleCard(
            "keepalive-probes-too-late",
            "TCP keep-alive probes come after the connection was forgotten",
            Severity.LOW,
            "Programs that ask for TCP keep-alive believe themselves safe, but the first probe comes too late to help.");

    private static final Duration KERNEL_DEFAULT = Duration.ofSeconds(7200);
    /** What AWS advises for long-lived connections. */
    private static final Duration ADVISED = Duration.ofSeconds(300);

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(Member member, Duration margin) {
        Party party = member.party();
        return Ordered.unrecognised(party).orElseGet(() -> {
            List<Timer> probes = probes(member);
            return probes.isEmpty()
                    ? Verdict.notApplicable("%s sends no TCP keep-alive probes of its own"
                            .formatted(party.product().title()))
                    : Ordered.worst(probes.stream()
                            .map(probe -> judge(member.chain(), probe, margin))
                            .toList());
        });
    }

    /** The kernel's own time, and what a socket sets for itself where that differs from the kernel's. */
    private static List<Timer> probes(Member member) {
        Party party = member.party();
        if (party.is(Product.LINUX)) {
            return party.timers(Role.TCP_KEEPALIVE);
        }
        Optional<Bound> kernel = member.chain()
                .host()
                .flatMap(host ->
                        host.kernel().timers(Role.TCP_KEEPALIVE).stream().findFirst())
                .flatMap(timer -> timer.reading().known());
        return Stream.of(Role.TCP_KEEPALIVE_TO_CALLER, Role.TCP_KEEPALIVE_TO_CALLEE)
                .flatMap(role -> party.timers(role).stream())
                .filter(timer ->
                        timer.ends().isPresent() && !timer.reading().known().equals(kernel))
                .toList();
    }

    private static Verdict judge(Chain chain, Timer probe, Duration margin) {
        if (!probe.reading().missing().isEmpty()) {
            return Verdict.undecided(Ordered.missing(probe.reading()));
        }
        Duration first = probe.ends().orElseThrow();
        List<Middlebox> path = chain.links().stream()
                .map(Link::middleboxes)
                .flatMap(List::stream)
                .filter(Middlebox::probesCount)
                .toList();
        Optional<Middlebox> shortest = path.stream()
                .filter(box -> limit(box).isPresent())
                .min(Comparator.comparing(box -> limit(box).orElseThrow()));
        Optional<Duration> least = shortest.flatMap(KeepaliveProbesTooLate::limit);
        boolean late = least.filter(limit -> first.compareTo(limit) > 0).isPresent();
        if (late || first.equals(KERNEL_DEFAULT)) {
            List<Observation> observed = new ArrayList<>(Ordered.seen(probe));
            shortest.ifPresent(box -> observed.add(Observation.of(box)));
            Duration advised = least.map(limit -> limit.minus(margin))
                    .filter(limit -> limit.compareTo(ADVISED) < 0)
                    .orElse(ADVISED);
            return new Verdict.Fail(
                    CARD.severity(),
                    observed,
                    late
                            ? "The first probe comes after %s of silence, but %s has forgotten the connection after %s: the probe itself is the first packet that is lost."
                                    .formatted(
                                            Durations.text(first),
                                            shortest.orElseThrow().name(),
                                            Durations.text(least.orElseThrow()))
                            : "The first probe comes after two hours, the kernel's default: a NAT gateway, a network load balancer or a firewall on the way to a database forgets an idle connection after 350 s.",
                    Repair.set(probe, advised).stream().toList());
        }
        List<Gap> gaps = path.stream()
                .flatMap(box -> box.idleLimit().missing().stream())
                .distinct()
                .toList();
        // No documented idle limit is shorter than a minute, so a probe within that time is early enough for any.
        return gaps.isEmpty() || first.compareTo(Duration.ofSeconds(60)) < 0 ? Verdict.pass() : Verdict.undecided(gaps);
    }

    private static Optional<Duration> limit(Middlebox box) {
        return box.idleLimit().known().flatMap(Bound::ends);
    }
}
