package io.timeoutchain.auditor.assemble;

import io.timeoutchain.auditor.host.Measured;
import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Measurement;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import java.time.Duration;
import java.util.Optional;

/**
 * What a measured keep-alive tells of the party that it was measured at.
 *
 * @param host where
 * @param measured how it was seen
 * @param needed how long an idle connection must last for its caller, where that is known
 */
record KeepAliveSeen(String host, Measured measured, Optional<Duration> needed) {

    /** {@code party} as measured; what one request on one connection does not tell stays as it was. */
    Party in(Party party) {
        return switch (party.product()) {
            case UNKNOWN -> unrecognised(party);
            case NGINX -> tellsOfAll(party) ? configured(party) : party;
            case GUNICORN -> configured(party);
            case CLIENT, CLOUDFRONT, ALB, NLB, TARGET_GROUP, DJANGO, MYSQL, LINUX, SYSTEMD ->
                throw new IllegalArgumentException(party.product().id() + " is nothing that is measured on a host");
        };
    }

    /**
     * nginx may have another keep-alive for each server and location, of which its party has the least; only a close before
     * that is more than what one request shows of one of them. What is unread may be anything.
     */
    private boolean tellsOfAll(Party nginx) {
        return nginx.surelyNot(Trait.KEEP_ALIVE_VARIES)
                || nginx.timers(Role.KEEP_ALIVE).stream()
                        .anyMatch(timer -> measured.seen() instanceof Measurement.Closed(Duration after)
                                && measured.seen().keepAlive(timer.reading(), source())
                                        instanceof Reading.Measured<Bound> seen
                                && seen.contradicted().isPresent()
                                && timer.ends()
                                        .filter(least -> least.compareTo(after) > 0)
                                        .isPresent());
    }

    private Party configured(Party party) {
        PartyBuilder known = Party.of(party.product()).version(party.version());
        party.timers().forEach((setting, reading) -> known.timer(setting, timer(setting, reading)));
        party.quantities().forEach(known::quantity);
        party.traits()
                .forEach((trait, reading) -> known.trait(
                        trait,
                        trait == Trait.ANNOUNCES_CLOSE ? measured.seen().announcesClose(reading, source()) : reading));
        return known.build();
    }

    private Reading<Bound> timer(Setting setting, Reading<Bound> reading) {
        boolean tells = !(measured.seen() instanceof Measurement.StillOpen open)
                || isLongEnough(open)
                || reading.known().isPresent();
        return setting.plays(Role.KEEP_ALIVE) && tells ? measured.seen().keepAlive(reading, source()) : reading;
    }

    /** A caller that never leaves a connection idle for as long never meets what the server would have done later. */
    private boolean isLongEnough(Measurement.StillOpen open) {
        return needed.filter(time -> time.compareTo(open.waited()) <= 0).isPresent();
    }

    /** A server that is not read has nothing configured that could be contradicted. */
    private Party unrecognised(Party party) {
        Gap gap = party.gaps().getFirst();
        Party announcing =
                party.with(Trait.ANNOUNCES_CLOSE, measured.seen().announcesClose(Reading.unread(gap), source()));
        return switch (measured.seen()) {
            case Measurement.Announced announced -> announcing;
            case Measurement.Closed closed -> announcing.keepingAlive(closed.keepAlive(Reading.unread(gap), source()));
            case Measurement.StillOpen open ->
                announcing.keepingAlive(
                        isLongEnough(open)
                                ? open.keepAlive(Reading.unread(gap), source())
                                : Reading.unread(notSeen(open.waited())));
        };
    }

    private Gap notSeen(Duration waited) {
        return new Gap(
                Text.of("keep-alive at %s on %s", measured.listener(), host),
                Text.of(
                        "an idle connection was still open after %s: it is longer than that, not known how long",
                        whole(waited)),
                Text.of(
                        "measure for longer than the caller uses idle connections again, and a margin (--measure=MAX)"));
    }

    private Source source() {
        Text result =
                switch (measured.seen()) {
                    case Measurement.Closed(Duration after) -> Text.of("closed after %s", after);
                    case Measurement.StillOpen(Duration waited) -> Text.of("still open after %s", waited);
                    case Measurement.Announced() -> Text.of("the response announced the close");
                };
        return new Source(Text.of("measured: GET %s at %s, %s", measured.path(), measured.listener(), result));
    }

    private static Duration whole(Duration time) {
        return Duration.ofSeconds(time.toSeconds());
    }
}
