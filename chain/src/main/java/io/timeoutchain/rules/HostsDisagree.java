package io.timeoutchain.rules;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.TargetGroup;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The hosts of one target group must have the same timers.
 *
 * <p>The load balancer spreads requests over them, so a fault on one host shows as a fault of some requests, and the host
 * that somebody looks at is the one that is right.
 */
public final class HostsDisagree implements Rule.OfTargetGroup {

    private static final RuleCard CARD = new RuleCard(
            "hosts-disagree",
            Text.of("Hosts of one target group have different timers"),
            Severity.MEDIUM,
            Text.of(
                    "Some requests fail and others do not, depending on which host the load balancer happens to choose."));

    /**
     * One setting on one way through the hosts; routes are told apart because nginx may set each one differently, and units
     * by what they supervise.
     */
    private record Subject(String route, Optional<Product> supervised, Setting setting) {}

    /** A party that a host brings with it; {@code supervised} says whose unit it is, if it is one. */
    private record Brought(Party party, Optional<Product> supervised) {}

    /** A value, a timer that has it, and the chain in which that stands. */
    private record Held(Timer timer, Chain chain, Set<String> hosts) {}

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict check(TargetGroup group, Duration margin) {
        if (hosts(group) < 2) {
            return Verdict.notApplicable(Text.of("there are not two hosts to compare"));
        }
        List<Gap> gaps = new ArrayList<>();
        List<Map.Entry<Subject, Map<String, Held>>> different = different(group, gaps);
        if (!different.isEmpty()) {
            return fail(different);
        }
        return gaps.isEmpty() ? Verdict.pass() : Verdict.undecided(gaps);
    }

    /** That every two values be the same: neither less than the other. */
    @Override
    public List<Demand> demands(TargetGroup group, Duration margin) {
        return hosts(group) < 2
                ? List.of()
                : different(group, new ArrayList<>()).stream()
                        .flatMap(entry -> alike(List.copyOf(entry.getValue().values())))
                        .toList();
    }

    private static Stream<Demand> alike(List<Held> values) {
        Held first = values.getFirst();
        return values.stream().skip(1).flatMap(other -> Stream.of(notLess(first, other), notLess(other, first)));
    }

    private static Demand notLess(Held lesser, Held greater) {
        return new Demand(
                CARD,
                lesser.chain(),
                List.of(lesser.timer()),
                greater.chain(),
                greater.timer(),
                Duration.ZERO,
                Ordering.Moves.EITHER);
    }

    private static long hosts(TargetGroup group) {
        return group.chains().stream()
                .flatMap(chain -> chain.place().hosts().stream())
                .distinct()
                .count();
    }

    /** What hosts have different values of; what is not known of them is added to {@code gaps}. */
    private static List<Map.Entry<Subject, Map<String, Held>>> different(TargetGroup group, List<Gap> gaps) {
        Map<Subject, Map<String, Held>> values = new LinkedHashMap<>();
        for (Chain chain : group.chains()) {
            for (Brought brought : onHost(chain)) {
                Party party = brought.party();
                gaps.addAll(party.is(Product.UNKNOWN) ? party.gaps() : List.of());
                party.timers()
                        .forEach((setting, reading) -> note(
                                values,
                                gaps,
                                chain,
                                new Subject(chain.place().route(), brought.supervised(), setting),
                                reading));
            }
        }
        return values.entrySet().stream()
                .filter(entry -> areToldApart(entry.getValue().values()))
                .toList();
    }

    /** Several values that all hosts have alike belong to several processes, not to hosts that disagree. */
    private static boolean areToldApart(Collection<Held> values) {
        return values.stream().map(Held::hosts).distinct().count() > 1;
    }

    /** What a host brings with it: all but those in front of the target group. */
    private static List<Brought> onHost(Chain chain) {
        Stream<Brought> waiting = chain.parties().stream()
                .filter(party -> switch (party.product()) {
                    case CLIENT, CLOUDFRONT, ALB, NLB, TARGET_GROUP, DJANGO, MYSQL -> false;
                    case NGINX, GUNICORN, LINUX, SYSTEMD, UNKNOWN -> true;
                })
                .map(party -> new Brought(party, Optional.empty()));
        Stream<Brought> beside = chain.host().stream().flatMap(HostsDisagree::parties);
        return Stream.concat(waiting, beside).toList();
    }

    private static Stream<Brought> parties(Host host) {
        return Stream.concat(
                Stream.of(new Brought(host.kernel(), Optional.empty())),
                host.units().entrySet().stream().map(unit -> new Brought(unit.getValue(), Optional.of(unit.getKey()))));
    }

    private static void note(
            Map<Subject, Map<String, Held>> values,
            List<Gap> gaps,
            Chain chain,
            Subject subject,
            Reading<Bound> reading) {
        if (reading.known().isEmpty()) {
            gaps.addAll(Ordered.missing(reading));
            return;
        }
        values.computeIfAbsent(subject, unseen -> new TreeMap<>())
                .computeIfAbsent(
                        reading.known().get().text(),
                        text -> new Held(new Timer(subject.setting(), reading), chain, new TreeSet<>()))
                .hosts()
                .addAll(chain.place().hosts());
    }

    private static Verdict fail(List<Map.Entry<Subject, Map<String, Held>>> different) {
        List<Observation> observed = different.stream()
                .flatMap(entry -> entry.getValue().values().stream())
                .map(held -> on(held, Observation.of(held.timer())))
                .distinct()
                .toList();
        List<Text> settings = different.stream()
                .map(entry -> Text.of(
                        "%s of %s is %s",
                        entry.getKey().setting().name(),
                        owner(entry.getKey()),
                        Text.joined(
                                "%s, but %s",
                                entry.getValue().values().stream()
                                        .map(HostsDisagree::spelled)
                                        .toList())))
                .distinct()
                .toList();
        return new Verdict.Fail(
                CARD.severity(),
                observed,
                Text.of(
                        "The load balancer sends requests to all of these hosts, but they do not have the same timers: %s. What is wrong on one shows only in a part of the requests.",
                        Text.joined("%s; %s", settings)),
                different.stream().map(HostsDisagree::repair).distinct().toList());
    }

    private static Text owner(Subject subject) {
        return subject.supervised()
                .map(product -> Text.of("the unit of %s", product.title()))
                .orElseGet(() -> subject.setting().product().title());
    }

    private static Observation on(Held held, Observation seen) {
        return new Observation(
                seen.party(), seen.setting(), seen.bound(), spelled(held), seen.reading(), seen.source());
    }

    private static Text spelled(Held held) {
        return Text.of("%s on %s", Ordered.text(held.timer()), String.join(", ", held.hosts()));
    }

    /** Which value is the right one is not this rule's to say: the other rules do. */
    private static Remedy repair(Map.Entry<Subject, Map<String, Held>> entry) {
        Setting setting = entry.getKey().setting();
        return Remedy.say(
                setting.product(), setting.name(), Text.of("give %s the same value on every host", setting.name()));
    }
}
