package io.timeoutchain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.fixture.Places;
import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.linux.LinuxSettings;
import io.timeoutchain.product.mysql.MysqlSettings;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.systemd.SystemdSettings;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rule.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every ordering of every rule below, at and above its limit, at the margin, and with timers that never end. */
final class BoundariesTest {

    private static final Source HERE = new Source("here");
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final Bound LESSER = Bound.ofSeconds(60);

    /** A rule at a place, and the target group in which its two timers have given values. */
    record Demand(Rule rule, String at, Severity reversed, BiFunction<Bound, Bound, TargetGroup> group) {

        Verdict on(Bound lesser, Bound greater) {
            return Optional.ofNullable(Places.verdicts(rule, group.apply(lesser, greater), MARGIN)
                            .get(at))
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return rule.card().id() + " at " + at;
        }
    }

    private static final List<Demand> WITH_MARGIN = List.of(
            new Demand(
                    new CalleeClosesFirst(),
                    "alb > nginx",
                    Severity.HIGH,
                    (idle, keep) -> group(alb(idle), nginx(NginxSettings.KEEPALIVE_TIMEOUT, keep))),
            new Demand(
                    new CalleeClosesFirst(),
                    "django > mysql",
                    Severity.HIGH,
                    (age, wait) -> group(
                            party(Product.DJANGO, DjangoSettings.CONN_MAX_AGE, age)
                                    .build(),
                            party(Product.MYSQL, MysqlSettings.WAIT_TIMEOUT, wait)
                                    .build())),
            new Demand(
                    new CalleeCutsUpload(),
                    "alb > nginx",
                    Severity.MEDIUM,
                    (idle, read) -> group(alb(idle), nginx(NginxSettings.CLIENT_BODY_TIMEOUT, read))),
            new Demand(
                    new CallerGivesUpFirst(),
                    "alb > nginx",
                    Severity.HIGH,
                    (read, idle) -> group(alb(idle), nginx(NginxSettings.readTimeout(NginxProtocol.PROXY), read))),
            new Demand(
                    new CallerGivesUpFirst(),
                    "nginx > gunicorn",
                    Severity.HIGH,
                    (limit, read) -> group(
                            nginx(NginxSettings.readTimeout(NginxProtocol.PROXY), read),
                            party(Product.GUNICORN, GunicornSettings.TIMEOUT, limit)
                                    .build())),
            new Demand(
                    new ConnectOutlastsCaller(),
                    "nginx > gunicorn",
                    Severity.MEDIUM,
                    (connect, idle) -> group(
                            alb(idle),
                            nginx(NginxSettings.connectTimeout(NginxProtocol.PROXY), connect),
                            Party.of(Product.GUNICORN).build())),
            new Demand(
                    new SilentDrop(),
                    "alb > nginx",
                    Severity.HIGH,
                    (idle, limit) -> withMiddlebox(
                            limit, alb(idle), Party.of(Product.NGINX).build())),
            new Demand(
                    new KeepaliveProbesTooLate(),
                    "linux",
                    Severity.LOW,
                    (probe, limit) -> withMiddlebox(
                            limit,
                            alb(Bound.ofSeconds(1)),
                            Party.of(Product.NGINX).build(),
                            host(probe, Optional.empty()))),
            new Demand(
                    new DrainShorterThanRequest(),
                    "target-group",
                    Severity.MEDIUM,
                    (idle, delay) -> new TargetGroup(
                            place(),
                            party(Product.TARGET_GROUP, TargetGroupSettings.DEREGISTRATION_DELAY, delay)
                                    .build(),
                            group(alb(idle), Party.of(Product.NGINX).build()).chains())),
            new Demand(
                    new KilledBeforeDrained(),
                    "gunicorn",
                    Severity.MEDIUM,
                    (idle, graceful) -> group(
                            alb(idle),
                            party(Product.GUNICORN, GunicornSettings.GRACEFUL_TIMEOUT, graceful)
                                    .build())),
            new Demand(
                    new KilledBeforeDrained(),
                    "gunicorn",
                    Severity.MEDIUM,
                    (graceful, stop) -> withMiddlebox(
                            Bound.never(),
                            alb(Bound.ofSeconds(1)),
                            party(Product.GUNICORN, GunicornSettings.GRACEFUL_TIMEOUT, graceful)
                                    .build(),
                            host(Bound.ofSeconds(60), Optional.of(stop)))),
            new Demand(
                    new RetriesOutlastCaller(),
                    "nginx > gunicorn",
                    Severity.MEDIUM,
                    BoundariesTest::twoTriesThatTakeInAll));

    private static final List<Demand> WITHOUT_MARGIN = List.of(new Demand(
            new ReloadDropsIdle(),
            "alb > nginx",
            Severity.LOW,
            (idle, floor) -> group(alb(idle), nginx(NginxSettings.KEEPALIVE_MIN_TIMEOUT, floor))));

    static Stream<Arguments> withMargin() {
        return WITH_MARGIN.stream().flatMap(demand -> IntStream.of(1, 59, 60, 61, 64, 65, 66, 3600)
                .mapToObj(greater -> Arguments.of(demand, greater)));
    }

    @ParameterizedTest
    @MethodSource("withMargin")
    void equal_is_broken_less_than_the_margin_is_low_and_the_margin_is_enough(Demand demand, int greater) {
        Verdict verdict = demand.on(LESSER, Bound.ofSeconds(greater));

        if (greater >= 65) {
            assertThat(verdict).isEqualTo(Verdict.pass());
        } else {
            assertThat(verdict).isInstanceOfSatisfying(Verdict.Fail.class, fail -> assertThat(fail.severity())
                    .isEqualTo(greater <= 60 ? demand.reversed() : Severity.LOW));
        }
    }

    static Stream<Demand> withMarginOnce() {
        return WITH_MARGIN.stream();
    }

    @ParameterizedTest
    @MethodSource("withMarginOnce")
    void a_greater_that_never_ends_is_in_order(Demand demand) {
        assertThat(demand.on(LESSER, Bound.never())).isEqualTo(Verdict.pass());
    }

    static Stream<Arguments> withoutMargin() {
        return WITHOUT_MARGIN.stream()
                .flatMap(demand -> IntStream.of(0, 59, 60, 61).mapToObj(greater -> Arguments.of(demand, greater)));
    }

    @ParameterizedTest
    @MethodSource("withoutMargin")
    void equal_is_broken_and_one_second_more_is_enough(Demand demand, int greater) {
        Verdict verdict = demand.on(LESSER, Bound.ofSeconds(greater));

        if (greater > 60) {
            assertThat(verdict).isEqualTo(Verdict.pass());
        } else {
            assertThat(verdict).isInstanceOfSatisfying(Verdict.Fail.class, fail -> assertThat(fail.severity())
                    .isEqualTo(demand.reversed()));
        }
    }

    static Stream<Demand> whoseLesserCanBeEndless() {
        return Stream.concat(WITH_MARGIN.stream(), WITHOUT_MARGIN.stream())
                .filter(demand -> switch (demand.rule().card().id()) {
                    // What has no end of its own is another rule's; a kernel always has a time for its first probe.
                    case "caller-gives-up-first",
                            "drain-shorter-than-request",
                            "keepalive-probes-too-late",
                            "killed-before-drained",
                            "retries-outlast-caller" -> false;
                    default -> true;
                });
    }

    @ParameterizedTest
    @MethodSource("whoseLesserCanBeEndless")
    void a_lesser_that_never_ends_is_broken_and_said_in_good_english(Demand demand) {
        assertThat(demand.on(Bound.never(), LESSER)).isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
            assertThat(fail.severity()).isEqualTo(demand.reversed());
            assertThat(fail.because().toString())
                    .doesNotContain("up to never", "for never", "after never", "idle for never");
        });
    }

    private static TargetGroup twoTriesThatTakeInAll(Bound all, Bound idle) {
        Bound each = all.ends().map(time -> Bound.after(time.dividedBy(2))).orElse(all);
        Party nginx = party(Product.NGINX, NginxSettings.readTimeout(NginxProtocol.PROXY), Bound.ofSeconds(0))
                .timer(NginxSettings.connectTimeout(NginxProtocol.PROXY), Reading.stated(each, HERE))
                .quantity(Quantity.TRIES, Reading.stated(2L, HERE))
                .build();
        return group(alb(idle), nginx, Party.of(Product.GUNICORN).build());
    }

    private static Party alb(Bound idle) {
        return party(Product.ALB, AlbSettings.IDLE_TIMEOUT, idle)
                .trait(Trait.REUSES_CONNECTIONS, Reading.stated(true, HERE))
                .build();
    }

    private static Party nginx(Setting setting, Bound bound) {
        return party(Product.NGINX, setting, bound).build();
    }

    private static PartyBuilder party(Product product, Setting setting, Bound bound) {
        return Party.of(product).timer(setting, Reading.stated(bound, HERE));
    }

    private static Host host(Bound probe, Optional<Bound> stop) {
        return new Host(
                party(Product.LINUX, LinuxSettings.TCP_KEEPALIVE_TIME, probe).build(),
                stop.map(bound -> Map.of(
                                Product.GUNICORN,
                                party(Product.SYSTEMD, SystemdSettings.TIMEOUT_STOP, bound)
                                        .build()))
                        .orElse(Map.of()),
                List.of());
    }

    private static TargetGroup group(Party... parties) {
        return group(new Chain(
                place(),
                List.of(parties),
                Stream.of(parties).skip(1).map(party -> List.<Middlebox>of()).toList(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
    }

    private static TargetGroup withMiddlebox(Bound limit, Party caller, Party callee) {
        return withMiddlebox(limit, caller, callee, host(Bound.ofSeconds(300), Optional.empty()));
    }

    private static TargetGroup withMiddlebox(Bound limit, Party caller, Party callee, Host host) {
        Middlebox firewall = new Middlebox(Text.verbatim("the firewall"), Reading.stated(limit, HERE), true);
        return group(new Chain(
                place(),
                List.of(caller, callee),
                List.of(List.of(firewall)),
                Optional.empty(),
                Optional.of(host),
                List.of()));
    }

    private static TargetGroup group(Chain chain) {
        return new TargetGroup(place(), Party.of(Product.TARGET_GROUP).build(), List.of(chain));
    }

    private static Place place() {
        return new Place(
                "111122223333", "eu-central-1", "web", "arn:lb", List.of(), "app", "arn:tg", List.of("i-1"), "");
    }
}
