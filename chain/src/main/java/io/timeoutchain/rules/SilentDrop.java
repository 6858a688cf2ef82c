package io.timeoutchain.rules;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Trait;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Observation;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Remedy;
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
 * What passes packets on must not forget a connection before either end closes it, or sends a TCP keep-alive probe.
 *
 * <p>A NAT gateway, a network load balancer, a firewall and the connection tracking of an instance's network interface
 * (350 s by default on Nitro v6 instance types, 432,000 s before: Amazon EC2 User Guide, "Security group connection
 * tracking") forget an idle connection; most of them tell nobody. The next request hangs until TCP itself gives up.
 *
 * <p>A connection is silent in two ways: idle between requests, and waiting for an answer.
 */
public final class SilentDrop implements Rule.OfLink {

    private static final RuleCard CARD = new RuleCard(
            "silent-drop",
            Text.of("Something on the way forgets a connection that both ends still use"),
            Severity.HIGH,
            Text.of(
                    "The next request, or the answer that is awaited, vanishes: no error, only a hang until TCP gives up."));

    /** How long a connection can be silent, which timer ends that, and what is not known about it. */
    private record Silence(Text kind, Optional<Timer> ends, List<Timer> timers, List<Gap> gaps) {

        static Silence of(Text kind, List<Timer> timers) {
            return new Silence(
                    kind,
                    timers.stream()
                            .filter(timer -> timer.ends().isPresent())
                            .min(Comparator.comparing(timer -> timer.ends().orElseThrow())),
                    timers,
                    timers.stream()
                            .flatMap(timer -> timer.reading().missing().stream())
                            .distinct()
                            .toList());
        }

        /** At most this long, whatever the unread timers say. */
        Bound atMost() {
            return ends.flatMap(Timer::ends).map(Bound::after).orElse(Bound.never());
        }
    }

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(Link link, Duration margin) {
        if (link.middleboxes().isEmpty()) {
            return Verdict.notApplicable(Text.of(
                    "nothing is known to stand between %s and %s",
                    link.caller().product().title(), link.callee().product().title()));
        }
        List<Silence> silences = silences(link);
        List<Verdict> verdicts = link.middleboxes().stream()
                .flatMap(middlebox -> silences.stream().map(silence -> check(link, middlebox, silence, margin)))
                .toList();
        return Ordered.together(verdicts);
    }

    private static final Ordering FORGETS_LAST = Ordering.of(
            Ordering.Side.CALLER, Role.REUSE_WINDOW, Ordering.Side.BETWEEN, Role.FLOW_IDLE, Ordering.Moves.LESSER);

    @Override
    public List<Ordering> orderings() {
        return List.of(FORGETS_LAST);
    }

    @Override
    public List<Demand> demands(Link link, Duration margin) {
        List<Silence> silences = link.middleboxes().isEmpty() ? List.of() : silences(link);
        return link.middleboxes().stream()
                .flatMap(middlebox -> silences.stream()
                        .flatMap(silence -> FORGETS_LAST
                                .ofEarliest(
                                        CARD,
                                        link.chain(),
                                        broken(link, middlebox, silence).timers(),
                                        List.of(middlebox.timer()),
                                        margin)
                                .stream()))
                .toList();
    }

    /** The silence, as far as probes that the middlebox counts leave it one. */
    private static Silence broken(Link link, Middlebox middlebox, Silence silence) {
        List<Timer> probes = middlebox.probesCount() ? probes(link) : List.of();
        return Silence.of(
                silence.kind(),
                Stream.concat(silence.timers().stream(), probes.stream()).toList());
    }

    private static List<Silence> silences(Link link) {
        List<Silence> silences = new ArrayList<>();
        Party caller = link.caller();
        Party callee = link.callee();
        if (!caller.surelyNot(Trait.REUSES_CONNECTIONS) && !callee.surely(Trait.ANNOUNCES_CLOSE)) {
            silences.add(Silence.of(
                    Text.of("idle between two requests"),
                    both(caller, Role.REUSE_WINDOW, callee.timers(Role.KEEP_ALIVE))));
        }
        silences.add(Silence.of(Text.of("waiting for an answer"), both(caller, Role.RESPONSE_WAIT, OwnLimit.of(link))));
        return silences;
    }

    private static List<Timer> both(Party caller, Role role, List<Timer> ofCallee) {
        return Stream.concat(caller.timers(role).stream(), ofCallee.stream()).toList();
    }

    private static Verdict check(Link link, Middlebox middlebox, Silence silence, Duration margin) {
        Silence broken = broken(link, middlebox, silence);
        Optional<Bound> known = middlebox.idleLimit().known();
        if (known.isEmpty()) {
            return Verdict.undecided(Ordered.missing(middlebox.idleLimit()));
        }
        Bound limit = known.get();
        if (limit.outlasts(broken.atMost(), margin)) {
            return Verdict.pass();
        }
        if (!broken.gaps().isEmpty()) {
            return Verdict.undecided(broken.gaps());
        }
        boolean onlyClose = limit.outlasts(broken.atMost());
        return new Verdict.Fail(
                onlyClose ? Severity.LOW : CARD.severity(),
                Stream.concat(
                                Stream.of(Observation.of(middlebox)),
                                broken.timers().stream().map(Observation::of))
                        .toList(),
                Text.of(
                                "%s forgets a connection after %s without a packet, and between %s and %s one may be silent %s (%s): %s.",
                                middlebox.name(),
                                limit,
                                link.caller().product().title(),
                                link.callee().product().title(),
                                broken.ends()
                                        .map(timer -> Text.of("for up to %s", Ordered.text(timer)))
                                        .orElse(Text.of("for ever")),
                                silence.kind(),
                                onlyClose
                                        ? Text.of(
                                                "that is in order, but by less than the recommended margin of %s",
                                                margin)
                                        : Text.of(
                                                "what is sent next is lost, and its sender gets a reset or no answer at all"))
                        .asSentence(),
                repair(link, limit, broken, margin));
    }

    private static List<Timer> probes(Link link) {
        return Stream.concat(
                        link.caller().timers(Role.TCP_KEEPALIVE_TO_CALLEE).stream(),
                        link.callee().timers(Role.TCP_KEEPALIVE_TO_CALLER).stream())
                .toList();
    }

    /** Ends the silence a margin before the middlebox does: by the first timer that can be set so. */
    private static List<Remedy> repair(Link link, Bound limit, Silence silence, Duration margin) {
        Duration before = limit.ends().orElseThrow().minus(margin);
        Stream<Timer> candidates = Stream.concat(
                silence.timers().stream()
                        .filter(timer ->
                                timer.setting().product() == link.caller().product()),
                silence.timers().stream());
        return candidates
                .flatMap(timer -> Remedy.set(timer, Duration.ofSeconds(before.toSeconds())).stream())
                .findFirst()
                .or(() -> Optional.of(Remedy.say(
                        Product.LINUX,
                        "net.ipv4.tcp_keepalive_time",
                        Text.of("let either end send TCP keep-alive probes at least every %s", before))))
                .stream()
                .toList();
    }
}
