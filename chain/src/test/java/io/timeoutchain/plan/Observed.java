package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.rule.JudgePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Target groups as they might be met: a plan that holds, of which somebody has changed some values. */
final class Observed {

    private Observed() {}

    /** The plan for half a minute and {@code shape}. */
    static TargetGroup planned(Shape shape) {
        return ((TimeoutPlan) new Solver(JudgePolicy.DEFAULT).derive(shape, Duration.ofSeconds(30), Map.of())).group();
    }

    /** The plan with other readings of some settings. */
    static TargetGroup read(Shape shape, Map<Setting, Reading<Bound>> readings) {
        return reading(planned(shape), readings);
    }

    /** {@code group} with other readings of some settings, at every place that has them. */
    static TargetGroup reading(TargetGroup group, Map<Setting, Reading<Bound>> readings) {
        Knobs knobs = Knobs.of(List.of(group));
        Map<Integer, Reading<Bound>> values = new HashMap<>();
        knobs.all().forEach(knob -> {
            Reading<Bound> reading = readings.get(knobs.timer(knob).setting());
            if (reading != null) {
                values.put(knob, reading);
            }
        });
        return knobs.set(group, values);
    }

    /** {@code group} with an nginx that passes a request on to several peers, and sets no limit over all tries. */
    static TargetGroup retrying(TargetGroup group, long tries) {
        return parties(group, party -> {
            if (!party.is(Product.NGINX)) {
                return party;
            }
            PartyBuilder more = Party.of(party.product()).version(party.version());
            party.timers().forEach(more::timer);
            party.traits().forEach(more::trait);
            return more.timer(
                            NginxSettings.nextUpstreamTimeout(NginxProtocol.PROXY),
                            Reading.stated(Bound.never(), new Source("somebody")))
                    .trait(Trait.RETRIES_AFTER_TIMEOUT, Reading.stated(true, new Source("somebody")))
                    .quantity(Quantity.TRIES, Reading.stated(tries, new Source("somebody")))
                    .build();
        });
    }

    /** {@code group} with a load balancer and an application whose waits nobody can change. */
    static TargetGroup fixed(TargetGroup group, Duration idle, Duration limit) {
        Setting balancer = Setting.fixed(
                Product.ALB,
                "fixed idle timeout",
                Role.KEEP_ALIVE,
                Role.REUSE_WINDOW,
                Role.RESPONSE_WAIT,
                Role.IDLE_LIMIT);
        Setting application = Setting.fixed(Product.GUNICORN, "fixed limit", Role.REQUEST_LIMIT);
        return parties(group, party -> switch (party.product()) {
            case ALB -> instead(party, AlbSettings.IDLE_TIMEOUT, balancer, idle);
            case GUNICORN -> instead(party, GunicornSettings.TIMEOUT, application, limit);
            case CLIENT, CLOUDFRONT, NGINX, NLB, TARGET_GROUP, DJANGO, MYSQL, LINUX, SYSTEMD, UNKNOWN -> party;
        });
    }

    private static Party instead(Party party, Setting old, Setting other, Duration value) {
        PartyBuilder changed = Party.of(party.product()).version(party.version());
        party.timers().forEach((setting, reading) -> {
            if (setting.equals(old)) {
                changed.timer(other, Reading.stated(Bound.after(value), new Source("the program")));
            } else {
                changed.timer(setting, reading);
            }
        });
        party.traits().forEach(changed::trait);
        party.quantities().forEach(changed::quantity);
        return changed.build();
    }

    private static TargetGroup parties(TargetGroup group, UnaryOperator<Party> change) {
        return new TargetGroup(
                group.place(),
                group.settings(),
                group.chains().stream()
                        .map(chain -> new Chain(
                                chain.place(),
                                chain.parties().stream().map(change).toList(),
                                chain.middleboxes(),
                                chain.passThrough(),
                                chain.host(),
                                chain.evidence()))
                        .toList());
    }

    /** One target group with a host for each of {@code hosts}: i-0, i-1 and so on; what stands in front is the first's. */
    static TargetGroup fleet(TargetGroup... hosts) {
        TargetGroup first = hosts[0];
        List<Chain> chains = new ArrayList<>();
        for (TargetGroup host : hosts) {
            Chain chain = host.chains().getFirst();
            List<Party> parties = chain.parties().stream()
                    .map(party -> switch (party.product()) {
                        case CLIENT, CLOUDFRONT, ALB, DJANGO, MYSQL ->
                            first.chains().getFirst().party(party.product()).orElseThrow();
                        case NLB, TARGET_GROUP, NGINX, GUNICORN, LINUX, SYSTEMD, UNKNOWN -> party;
                    })
                    .toList();
            chains.add(new Chain(
                    chain.place().onHosts(List.of("i-" + chains.size())),
                    parties,
                    chain.middleboxes(),
                    chain.passThrough(),
                    chain.host(),
                    chain.evidence()));
        }
        return new TargetGroup(
                first.place()
                        .onHosts(chains.stream()
                                .flatMap(chain -> chain.place().hosts().stream())
                                .toList()),
                first.settings(),
                chains);
    }

    /** {@code group} behind the load balancer of {@code one}, with the same clients. */
    static TargetGroup sharing(TargetGroup one, TargetGroup group) {
        Chain front = one.chains().getFirst();
        return parties(group, party -> switch (party.product()) {
            case CLIENT, CLOUDFRONT, ALB, DJANGO, MYSQL ->
                front.party(party.product()).orElseThrow();
            case NLB, TARGET_GROUP, NGINX, GUNICORN, LINUX, SYSTEMD, UNKNOWN -> party;
        });
    }

    /** {@code group} under another name, on other hosts, behind the same load balancer. */
    static TargetGroup named(String name, TargetGroup group) {
        UnaryOperator<Place> elsewhere = place -> new Place(
                place.account(),
                place.region(),
                place.loadBalancer(),
                place.loadBalancerArn(),
                place.listenerArns(),
                name,
                "arn:" + name,
                place.hosts().isEmpty()
                        ? List.of(name)
                        : place.hosts().stream().map(host -> name + host).toList(),
                place.route());
        return new TargetGroup(
                elsewhere.apply(group.place()),
                group.settings(),
                group.chains().stream()
                        .map(chain -> new Chain(
                                elsewhere.apply(chain.place()),
                                chain.parties(),
                                chain.middleboxes(),
                                chain.passThrough(),
                                chain.host(),
                                chain.evidence()))
                        .toList());
    }

    /** The plan with other values of some settings. */
    static TargetGroup changed(Shape shape, Map<Setting, Bound> values) {
        Map<Setting, Reading<Bound>> readings = new HashMap<>();
        values.forEach((setting, value) -> readings.put(setting, Reading.stated(value, new Source("somebody"))));
        return read(shape, readings);
    }
}
