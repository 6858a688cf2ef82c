package io.timeoutchain.rules;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Member;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Remedy;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
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
            Text.of("TCP keep-alive probes come after the connection was forgotten"),
            Severity.LOW,
            Text.of(
                    "Programs that ask for TCP keep-alive believe themselves safe, but the first probe comes too late to help."));

    private static final Bound KERNEL_DEFAULT = Bound.ofSeconds(7200);
    private static final Bound LEAST_IDLE_LIMIT = Bound.ofSeconds(60);
    /** What AWS advises for long-lived connections. */
    private static final Duration ADVISED = Duration.ofSeconds(300);

    private static final Timer ADVISED_FIRST = new Timer(
            Setting.fixed(Product.LINUX, "advised first probe", Role.TCP_KEEPALIVE),
            Reading.defaulted(
                    Bound.after(ADVISED),
                    new Source("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/"
                            + "security-group-connection-tracking.html")));

    private static final Ordering PROBES_FIRST = Ordering.of(
            Ordering.Side.CALLEE, Role.TCP_KEEPALIVE, Ordering.Side.BETWEEN, Role.FLOW_IDLE, Ordering.Moves.LESSER);

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
                    ? Verdict.notApplicable(Text.of(
                            "%s sends no TCP keep-alive probes of its own",
                            party.product().title()))
                    : Ordered.together(probes.stream()
                            .map(probe -> judge(member.chain(), probe, margin))
                            .toList());
        });
    }

    @Override
    public List<Ordering> orderings() {
        return List.of(PROBES_FIRST);
    }

    @Override
    public List<Demand> demands(Member member, Duration margin) {
        List<Timer> probes = probes(member);
        Stream<Demand> beforeForgotten = path(member.chain()).stream()
                .flatMap(box ->
                        PROBES_FIRST.demands(CARD, member.chain(), probes, List.of(box.timer()), margin).stream());
        Stream<Demand> asAdvised = probes.stream()
                .filter(probe -> probe.reading().known().equals(Optional.of(KERNEL_DEFAULT)))
                .map(probe -> new Demand(
                        CARD, member.chain(), List.of(probe), ADVISED_FIRST, Duration.ZERO, Ordering.Moves.LESSER));
        return Stream.concat(beforeForgotten, asAdvised).toList();
    }

    /** Whatever on the way counts a probe as traffic. */
    private static List<Middlebox> path(Chain chain) {
        return chain.links().stream()
                .map(Link::middleboxes)
                .flatMap(List::stream)
                .filter(Middlebox::probesCount)
                .toList();
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
                .filter(timer -> !timer.neverEnds()
                        && (kernel.isEmpty() || !timer.reading().known().equals(kernel)))
                .toList();
    }

    private static Verdict judge(Chain chain, Timer probe, Duration margin) {
        if (!probe.reading().missing().isEmpty()) {
            return Verdict.undecided(Ordered.missing(probe.reading()));
        }
        Bound first = probe.reading().known().orElseThrow();
        List<Middlebox> path = path(chain);
        Optional<Middlebox> shortest = path.stream()
                .filter(box -> limit(box).isPresent())
                .min(Comparator.comparing(box -> limit(box).orElseThrow()));
        Optional<Middlebox> tooSoon = shortest.filter(box -> !bound(box).outlasts(first, margin));
        if (tooSoon.isPresent()) {
            Middlebox box = tooSoon.get();
            return late(probe, margin, Optional.of(box), because(first, box));
        }
        if (first.equals(KERNEL_DEFAULT)) {
            return late(
                    probe,
                    margin,
                    shortest,
                    Text.of(
                            "The first probe comes after 7200 s, the kernel's default: a NAT gateway, a network load balancer or a firewall, as on the way to a database, would have forgotten an idle connection after 350 s."));
        }
        List<Gap> gaps = path.stream()
                .flatMap(box -> box.idleLimit().missing().stream())
                .distinct()
                .toList();
        // No documented idle limit is shorter than a minute, so a probe within that time is early enough for any.
        return gaps.isEmpty() || LEAST_IDLE_LIMIT.outlasts(first) ? Verdict.pass() : Verdict.undecided(gaps);
    }

    private static Verdict late(Timer probe, Duration margin, Optional<Middlebox> box, Text because) {
        Duration advised = box.flatMap(KeepaliveProbesTooLate::limit)
                .map(limit -> limit.minus(margin))
                .filter(limit -> limit.compareTo(ADVISED) < 0)
                .orElse(ADVISED);
        return new Verdict.Fail(
                CARD.severity(),
                Stream.concat(Stream.of(Observation.of(probe)), box.map(Observation::of).stream())
                        .toList(),
                because,
                Remedy.set(probe, advised).stream().toList());
    }

    private static Text because(Bound first, Middlebox box) {
        return bound(box).outlasts(first)
                ? Text.of(
                        "The first probe comes after %s of silence, hardly before %s forgets the connection after %s: a probe that is late is lost.",
                        first, box.name(), bound(box))
                : Text.of(
                        "The first probe comes after %s of silence, but %s has forgotten the connection after %s: the probe itself is the first packet that is lost.",
                        first, box.name(), bound(box));
    }

    /** What is known of the idle limit; never, where nothing is. */
    private static Bound bound(Middlebox box) {
        return box.idleLimit().known().orElse(Bound.never());
    }

    private static Optional<Duration> limit(Middlebox box) {
        return box.idleLimit().known().flatMap(Bound::ends);
    }
}
