package io.timeoutchain.rules;

import static io.timeoutchain.rules.Ordered.text;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.LongestRequest;
import io.timeoutchain.model.Member;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.rule.Demand;
import io.timeoutchain.rule.Ordering;
import io.timeoutchain.rule.Ordering.Comparison;
import io.timeoutchain.rule.Remedy;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.RuleCard;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * An application server that is stopped must be given the time to finish the longest request, first by itself and then by
 * systemd.
 *
 * <p>gunicorn ends its workers when {@code graceful_timeout} is over; systemd kills what is left after {@code
 * TimeoutStopSec} (90 s unless set; systemd.service(5)), whatever gunicorn grants.
 */
public final class KilledBeforeDrained implements Rule.OfMember {

    private static final RuleCard CARD = new RuleCard(
            "killed-before-drained",
            Text.of("A stopped application is killed before it has finished its requests"),
            Severity.MEDIUM,
            Text.of("Every restart cuts requests that would have ended by themselves."));

    private static final Ordering REQUEST_ENDS = Ordering.of(
            Ordering.Side.CHAIN, Role.REQUEST_LIMIT, Ordering.Side.CALLEE, Role.DRAIN, Ordering.Moves.GREATER);
    private static final Ordering SYSTEMD_WAITS = Ordering.of(
            Ordering.Side.CALLEE, Role.DRAIN, Ordering.Side.UNIT_OF_CALLEE, Role.DRAIN, Ordering.Moves.GREATER);

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Ordering> orderings() {
        return List.of(REQUEST_ENDS, SYSTEMD_WAITS);
    }

    @Override
    public Verdict check(Member member, Duration margin) {
        Party party = member.party();
        return Ordered.unrecognised(party).orElseGet(() -> {
            List<Timer> graceful = party.timers(Role.DRAIN);
            if (!party.is(Product.GUNICORN) || graceful.isEmpty()) {
                return Verdict.notApplicable(Text.of(
                        "%s is no application server with a drain time",
                        party.product().title()));
            }
            List<Timer> stops = stops(member);
            return Ordered.together(List.of(
                    requestEnds(LongestRequest.of(member.chain()), graceful, stops, margin),
                    systemdWaits(LongestRequest.of(member.chain()), graceful, stops, margin)));
        });
    }

    @Override
    public List<Demand> demands(Member member, Duration margin) {
        Party party = member.party();
        if (!party.is(Product.GUNICORN)) {
            return List.of();
        }
        List<Timer> graceful = party.timers(Role.DRAIN);
        Stream<Demand> requestEnds = LongestRequest.of(member.chain()).ends().stream()
                .flatMap(
                        longest -> REQUEST_ENDS
                                .ofEarliest(
                                        CARD, member.chain(), LongestRequest.timers(member.chain()), graceful, margin)
                                .stream());
        return Stream.concat(
                        requestEnds,
                        SYSTEMD_WAITS.demands(CARD, member.chain(), graceful, stops(member), margin).stream())
                .toList();
    }

    private static List<Timer> stops(Member member) {
        return member.chain()
                .host()
                .flatMap(host -> host.unit(member.party().product()))
                .map(unit -> unit.timers(Role.DRAIN))
                .orElse(List.of());
    }

    private static Verdict requestEnds(
            LongestRequest longest, List<Timer> graceful, List<Timer> stops, Duration margin) {
        if (longest.ends().isEmpty()) {
            // Where nothing ends a request no drain time is long enough: unbounded-work answers for that.
            return longest.gaps().isEmpty() ? Verdict.pass() : Verdict.undecided(longest.gaps());
        }
        Comparison comparison = Ordering.compare(List.of(longest.ends().get()), graceful, margin);
        if (!(comparison instanceof Comparison.Holds) && !longest.gaps().isEmpty()) {
            return Verdict.undecided(longest.gaps());
        }
        return Ordered.verdict(
                comparison,
                margin,
                CARD.severity(),
                (request, drain) -> Text.of(
                        "A request may go on for %s (%s), but gunicorn gives its workers only %s to finish when it is stopped: each deployment cuts the slow ones, and their caller answers 502.",
                        text(request), Ordered.name(request), text(drain)),
                (request, drain) -> repair(longest, drain, stops, margin),
                Text.of("nothing to compare"));
    }

    private static Verdict systemdWaits(
            LongestRequest longest, List<Timer> graceful, List<Timer> stops, Duration margin) {
        return Ordered.verdict(
                Ordering.compare(graceful, stops, margin),
                margin,
                CARD.severity(),
                (drain, stop) -> Text.of(
                        "gunicorn grants its workers %s to finish when it is stopped, but systemd kills the whole unit after %s.",
                        text(drain), text(stop)),
                (drain, stop) -> repair(longest, drain, stops, margin),
                Text.of("no unit of systemd supervises gunicorn here"));
    }

    /** Raises what is too short, each above what it must outlast once that is raised too. */
    private static List<Remedy> repair(LongestRequest longest, Timer drain, List<Timer> stops, Duration margin) {
        Duration granted = drain.ends().orElseThrow();
        Duration needed = longest.ends()
                .filter(request -> longest.gaps().isEmpty())
                .flatMap(Timer::ends)
                .map(request -> request.plus(margin))
                .filter(request -> request.compareTo(granted) > 0)
                .orElse(granted);
        Stream<Remedy> graceful = needed.equals(granted) ? Stream.of() : Remedy.set(drain, needed).stream();
        Stream<Remedy> units = stops.stream()
                .filter(stop -> stop.reading()
                        .known()
                        .filter(bound -> !bound.outlasts(Bound.after(needed), margin))
                        .isPresent())
                .flatMap(stop -> Remedy.set(stop, needed.plus(margin)).stream());
        return Stream.concat(graceful, units).toList();
    }
}
