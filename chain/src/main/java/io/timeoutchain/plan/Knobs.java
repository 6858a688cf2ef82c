package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Timer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The timers of some target groups, numbered: those that were read at the same spot are one knob, and so are those of a
 * fleet, which have the same value on the same way through each host.
 */
final class Knobs {

    /** Read at the same spot: a line of a host's file that several routes inherit, or an attribute of the load balancer. */
    private record Spot(String owner, Setting setting, Reading<Bound> reading) {}

    /** The same on every host of a target group; {@code unit} tells the units of systemd apart. */
    private record Fleet(String owner, String route, Setting setting, Bound value, String unit) {}

    private final List<Timer> timers = new ArrayList<>();
    private final List<List<Place>> places = new ArrayList<>();
    private final List<Integer> same = new ArrayList<>();
    private final Map<Object, Integer> numbers = new HashMap<>();

    /** Numbers {@code timer}, which stands at {@code place}. */
    void add(Place place, Timer timer) {
        Spot spot = spot(place, timer.setting(), timer.reading());
        int number = numbers.computeIfAbsent(spot, unseen -> next(timer));
        places.get(root(number)).add(place);
        timer.reading().known().ifPresent(value -> {
            Integer other = numbers.putIfAbsent(fleet(place, timer, value), root(number));
            if (other != null) {
                join(root(other), root(number));
            }
        });
    }

    private int next(Timer timer) {
        timers.add(timer);
        places.add(new ArrayList<>());
        same.add(same.size());
        return same.size() - 1;
    }

    private int root(int number) {
        return same.get(number) == number ? number : root(same.get(number));
    }

    private void join(int one, int other) {
        if (one != other) {
            same.set(Math.max(one, other), Math.min(one, other));
            places.get(Math.min(one, other)).addAll(places.get(Math.max(one, other)));
        }
    }

    /** How many numbers there are; not each of them is a knob of its own. */
    int size() {
        return timers.size();
    }

    /** The knob that {@code timer} at {@code place} is, which must have been added. */
    int number(Place place, Timer timer) {
        return find(place, timer).orElseThrow(() -> new IllegalArgumentException(timer + " is not numbered"));
    }

    /** The knob that {@code timer} at {@code place} is, if it has been added. */
    Optional<Integer> find(Place place, Timer timer) {
        return Optional.ofNullable(numbers.get(spot(place, timer.setting(), timer.reading())))
                .map(this::root);
    }

    /** The timers, one for each knob. */
    List<Timer> timers() {
        return all().stream().map(timers::get).toList();
    }

    Timer timer(int knob) {
        return timers.get(knob);
    }

    /** Where {@code knob} was met. */
    List<Place> places(int knob) {
        return places.get(knob).stream().distinct().toList();
    }

    /** All places of {@code knob} as one. */
    Place place(int knob) {
        return places(knob).stream().reduce(Place::and).orElseThrow();
    }

    private static Spot spot(Place place, Setting setting, Reading<Bound> reading) {
        String owner =
                switch (setting.product()) {
                    case CLIENT, CLOUDFRONT, ALB, DJANGO, MYSQL -> place.loadBalancerArn();
                    case NLB -> String.join(" ", place.listenerArns());
                    case TARGET_GROUP -> place.targetGroupArn();
                    case NGINX, GUNICORN, LINUX, SYSTEMD, UNKNOWN -> String.join(" ", place.hosts());
                };
        return new Spot(owner, setting, reading);
    }

    private static Fleet fleet(Place place, Timer timer, Bound value) {
        Setting setting = timer.setting();
        return switch (setting.product()) {
            case CLIENT, CLOUDFRONT, ALB -> new Fleet(place.loadBalancerArn(), place.route(), setting, value, "");
            case NLB -> new Fleet(String.join(" ", place.listenerArns()), place.route(), setting, value, "");
            case TARGET_GROUP, NGINX, GUNICORN, DJANGO, MYSQL, LINUX, UNKNOWN ->
                new Fleet(place.targetGroupArn(), place.route(), setting, value, "");
            case SYSTEMD -> new Fleet(place.targetGroupArn(), place.route(), setting, value, source(timer.reading()));
        };
    }

    /** Where {@code reading} stands, in words; empty for what was not read. */
    static String source(Reading<Bound> reading) {
        return switch (reading) {
            case Reading.Stated<Bound>(Bound value, Source source) -> source.text();
            case Reading.Defaulted<Bound>(Bound value, Source basis) -> basis.text();
            case Reading.Measured<Bound>(Bound value, Source source, Reading<Bound> configured) -> source(configured);
            case Reading.Unread<Bound> unread -> "";
        };
    }

    /** {@code group} with the readings that {@code values} has for the knobs in it, and all others as they were. */
    TargetGroup set(TargetGroup group, Map<Integer, Reading<Bound>> values) {
        return new TargetGroup(
                group.place(),
                set(group.place(), group.settings(), values),
                group.chains().stream().map(chain -> set(chain, values)).toList());
    }

    private Chain set(Chain chain, Map<Integer, Reading<Bound>> values) {
        Function<Party, Party> change = party -> set(chain.place(), party, values);
        return new Chain(
                chain.place(),
                chain.parties().stream().map(change).toList(),
                chain.middleboxes(),
                chain.passThrough().map(change),
                chain.host().map(host -> {
                    Map<Product, Party> units = new TreeMap<>();
                    host.units().forEach((product, unit) -> units.put(product, change.apply(unit)));
                    return new Host(change.apply(host.kernel()), units, host.largerSizes());
                }),
                chain.evidence());
    }

    private Party set(Place place, Party party, Map<Integer, Reading<Bound>> values) {
        Map<Setting, Reading<Bound>> changed = new LinkedHashMap<>();
        party.timers().forEach((setting, reading) -> {
            Integer number = numbers.get(spot(place, setting, reading));
            Reading<Bound> value = number == null ? null : values.get(root(number));
            if (value != null) {
                changed.put(setting, value);
            }
        });
        if (changed.isEmpty()) {
            return party;
        }
        PartyBuilder builder = Party.of(party.product()).version(party.version());
        party.timers().forEach((setting, reading) -> builder.timer(setting, changed.getOrDefault(setting, reading)));
        party.traits().forEach(builder::trait);
        party.quantities().forEach(builder::quantity);
        return builder.build();
    }

    /** Every timer with a product's own name in {@code groups}, numbered. */
    static Knobs of(List<TargetGroup> groups) {
        Knobs knobs = new Knobs();
        for (TargetGroup group : groups) {
            knobs.add(group.place(), group.settings());
            for (Chain chain : group.chains()) {
                chain.members().forEach(member -> knobs.add(chain.place(), member.party()));
            }
        }
        return knobs;
    }

    private void add(Place place, Party party) {
        party.timers().forEach((setting, reading) -> add(place, new Timer(setting, reading)));
    }

    /** The knobs themselves, each once. */
    List<Integer> all() {
        List<Integer> roots = new ArrayList<>();
        for (int number = 0; number < size(); number++) {
            if (root(number) == number) {
                roots.add(number);
            }
        }
        return Collections.unmodifiableList(roots);
    }
}
