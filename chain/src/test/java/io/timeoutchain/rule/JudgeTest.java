package io.timeoutchain.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Evidence;
import io.timeoutchain.model.EvidenceKind;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Link;
import io.timeoutchain.model.Member;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.linux.LinuxSettings;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.nlb.NlbSettings;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import io.timeoutchain.rules.CalleeClosesFirst;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class JudgeTest {

    private static final RuleCard CARD = new RuleCard(
            "always-broken", Text.verbatim("Always broken"), Severity.HIGH, Text.verbatim("It always is."));
    private static final Source HERE = new Source("here");

    /** Fails on every link with the severity given, for the values of the link. */
    private record Broken(RuleCard card, Severity severity, List<Remedy> repair) implements Rule.OfLink {

        static Broken with(Severity severity) {
            return new Broken(CARD, severity, List.of());
        }

        @Override
        public Verdict check(Link link, Duration margin) {
            return new Verdict.Fail(
                    severity,
                    link.callee().timers().entrySet().stream()
                            .map(entry -> Observation.of(new Timer(entry.getKey(), entry.getValue())))
                            .toList(),
                    Text.verbatim("it is broken"),
                    repair);
        }
    }

    private record Throwing(RuleCard card) implements Rule.OfMember {
        @Override
        public Verdict check(Member member, Duration margin) {
            throw new IllegalStateException("a bug");
        }
    }

    private static Place place(String route, String... hosts) {
        return place("arn:lb", route, List.of(hosts));
    }

    private static Place place(String balancerArn, String route, List<String> hosts) {
        return new Place(
                "111122223333",
                "eu-central-1",
                "web",
                balancerArn,
                List.of("arn:listener"),
                "app",
                "arn:tg",
                hosts,
                route);
    }

    private static Party alb() {
        return Party.of(Product.ALB)
                .timer(AlbSettings.IDLE_TIMEOUT, Reading.stated(Bound.ofSeconds(60), HERE))
                .trait(Trait.REUSES_CONNECTIONS, Reading.defaulted(true, HERE))
                .build();
    }

    private static Party nginx(Reading<Bound> keepAlive) {
        return Party.of(Product.NGINX)
                .timer(NginxSettings.KEEPALIVE_TIMEOUT, keepAlive)
                .build();
    }

    private static Party nginx(long keepAlive) {
        return nginx(Reading.stated(Bound.ofSeconds(keepAlive), HERE));
    }

    private static Chain chain(Place place, Party target, Evidence... evidence) {
        return new Chain(
                place,
                List.of(alb(), target),
                List.of(List.of()),
                Optional.empty(),
                Optional.of(new Host(Party.of(Product.LINUX).build(), Map.of(), List.of())),
                List.of(evidence));
    }

    private static Chain chain(String host, long keepAlive, Evidence... evidence) {
        return chain(place("", host), nginx(keepAlive), evidence);
    }

    private static TargetGroup group(Chain... chains) {
        return new TargetGroup(
                place("", "i-1", "i-2"), Party.of(Product.TARGET_GROUP).build(), List.of(chains));
    }

    private static Evidence evidence(EvidenceKind kind) {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        return new Evidence(kind, "i-1", 3, noon, noon.plusSeconds(60));
    }

    private static Judgement judge(List<Rule> rules, Chain... chains) {
        return judge(rules, JudgePolicy.DEFAULT, chains);
    }

    private static Judgement judge(List<Rule> rules, JudgePolicy policy, Chain... chains) {
        return new Judge(rules, policy).judge(List.of(group(chains)));
    }

    @Test
    void there_is_one_verdict_for_every_rule_at_every_place_of_its_kind() {
        Judgement judgement = judge(Rules.all(), chain("i-1", 30), chain("i-2", 75));

        int chains = 2;
        int links = chains;
        int members = 3 * chains + 1; // ALB, nginx and kernel, and the target group itself
        long expected = Rules.all().stream()
                .mapToLong(rule -> switch (rule) {
                    case Rule.OfLink ofLink -> links;
                    case Rule.OfMember ofMember -> members;
                    case Rule.OfTargetGroup ofGroup -> 1;
                })
                .sum();
        assertThat(judgement.totals().all()).isEqualTo((int) expected);
        assertThat(judgement.totals().fail()).isGreaterThanOrEqualTo(1);
        assertThat(judgement.faults()).isEmpty();
    }

    @Test
    void a_rule_that_throws_is_a_fault_and_undecided_and_the_others_are_kept() {
        Throwing throwing = new Throwing(
                new RuleCard("has-a-bug", Text.verbatim("Has a bug"), Severity.HIGH, Text.verbatim("It throws.")));

        Judgement judgement = judge(List.of(throwing, Broken.with(Severity.HIGH)), chain("i-1", 30));

        assertThat(judgement.faults())
                .containsExactly(new Judgement.Fault("has-a-bug", "java.lang.IllegalStateException: a bug"));
        assertThat(judgement.findings()).extracting(Finding::rule).containsExactly(CARD);
        assertThat(judgement.undecided()).isNotEmpty().allMatch(open -> open.rule()
                .equals(throwing.card()));
        assertThat(judgement.totals()).isEqualTo(new Totals(0, 1, 0, 4));
    }

    @Test
    void the_same_finding_on_several_hosts_and_routes_is_one() {
        Judgement judgement = judge(
                List.of(Broken.with(Severity.HIGH)),
                chain(place("/a", "i-1"), nginx(30)),
                chain(place("/b", "i-2"), nginx(30)));

        assertThat(judgement.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.spot().place().hosts()).containsExactly("i-1", "i-2");
            assertThat(finding.spot().place().route()).isEqualTo("/a, /b");
        });
        assertThat(judgement.totals().fail()).isEqualTo(2);
    }

    @Test
    void findings_with_other_values_or_another_severity_stay_apart() {
        assertThat(judge(List.of(Broken.with(Severity.HIGH)), chain("i-1", 30), chain("i-2", 40))
                        .findings())
                .hasSize(2);
        Rule milderOnOneHost = new Rule.OfLink() {
            @Override
            public RuleCard card() {
                return CARD;
            }

            @Override
            public Verdict check(Link link, Duration margin) {
                boolean first = link.chain().place().hosts().contains("i-1");
                return Broken.with(first ? Severity.MEDIUM : Severity.HIGH).check(link, margin);
            }
        };
        assertThat(judge(List.of(milderOnOneHost), chain("i-1", 30), chain("i-2", 30))
                        .findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.HIGH, Severity.MEDIUM);
    }

    @Test
    void the_same_gap_on_several_hosts_is_one_undecided() {
        Reading<Bound> unread = Reading.unread(new Gap("keepalive_timeout of nginx", "denied", "grant it"));

        Judgement judgement = judge(
                List.of(new CalleeClosesFirst()),
                chain(place("", "i-1"), nginx(unread)),
                chain(place("", "i-2"), nginx(unread)));

        assertThat(judgement.undecided())
                .singleElement()
                .satisfies(open -> assertThat(open.spot().place().hosts()).containsExactly("i-1", "i-2"));
        assertThat(judgement.totals().undecided()).isEqualTo(2);
    }

    @Test
    void confidence_is_high_only_where_every_value_was_written_down() {
        Rule rule = Broken.with(Severity.HIGH);

        assertThat(judge(List.of(rule), chain("i-1", 30)).findings())
                .extracting(Finding::confidence)
                .containsExactly(Confidence.HIGH);
        assertThat(judge(List.of(rule), chain(place("", "i-1"), nginx(Reading.defaulted(Bound.ofSeconds(30), HERE))))
                        .findings())
                .extracting(Finding::confidence)
                .containsExactly(Confidence.MEDIUM);
    }

    @Test
    void evidence_goes_to_the_findings_that_it_supports_on_the_link_that_it_concerns() {
        Evidence ofCaller = evidence(EvidenceKind.CALLER_CLOSED_EARLY);
        Rule rule = new Broken(
                new RuleCard("caller-gives-up-first", Text.verbatim("x"), Severity.HIGH, Text.verbatim("y")),
                Severity.HIGH,
                List.of());

        assertThat(judge(
                                List.of(rule, Broken.with(Severity.HIGH)),
                                chain(
                                        "i-1",
                                        30,
                                        ofCaller,
                                        evidence(EvidenceKind.UPSTREAM_READ_TIMED_OUT),
                                        evidence(EvidenceKind.OUT_OF_MEMORY_KILL)))
                        .findings())
                .extracting(finding -> finding.rule().id(), Finding::evidence)
                .containsExactly(tuple("caller-gives-up-first", List.of(ofCaller)), tuple("always-broken", List.of()));
    }

    @Test
    void the_worst_comes_first_and_of_the_equally_bad_the_one_with_evidence() {
        Rule info = new Broken(
                new RuleCard("a-info", Text.verbatim("x"), Severity.INFO, Text.verbatim("y")),
                Severity.INFO,
                List.of());
        Rule high = new Broken(
                new RuleCard("b-high", Text.verbatim("x"), Severity.HIGH, Text.verbatim("y")),
                Severity.HIGH,
                List.of());
        Rule seen = new Broken(
                new RuleCard("callee-cuts-upload", Text.verbatim("x"), Severity.HIGH, Text.verbatim("y")),
                Severity.HIGH,
                List.of());

        assertThat(judge(List.of(info, high, seen), chain("i-1", 30, evidence(EvidenceKind.REQUEST_READ_TIMED_OUT)))
                        .findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("callee-cuts-upload", "b-high", "a-info");
    }

    @Test
    void the_fingerprint_stays_when_values_hosts_and_routes_change_and_differs_by_rule_and_load_balancer() {
        String before = fingerprint(chain("i-1", 30));

        assertThat(fingerprint(chain("i-9", 45))).isEqualTo(before);
        assertThat(fingerprint(chain(place("/other", "i-1"), nginx(30)))).isEqualTo(before);
        assertThat(fingerprint(chain(place("arn:another", "", List.of("i-1")), nginx(30))))
                .isNotEqualTo(before);
        Rule other = new Broken(
                new RuleCard("also-broken", Text.verbatim("x"), Severity.HIGH, Text.verbatim("y")),
                Severity.HIGH,
                List.of());
        assertThat(judge(List.of(other), chain("i-1", 30)).findings().getFirst().fingerprint())
                .isNotEqualTo(before);
    }

    private static String fingerprint(Chain chain) {
        return judge(List.of(Broken.with(Severity.HIGH)), chain)
                .findings()
                .getFirst()
                .fingerprint();
    }

    @Test
    void the_margin_of_the_policy_decides_and_one_for_the_rule_alone_overrules_it() {
        List<Rule> rules = List.of(new CalleeClosesFirst());
        Chain threeApart = chain("i-1", 63);
        JudgePolicy three = new JudgePolicy(Duration.ofSeconds(3), Map.of(), Map.of());
        JudgePolicy tenForThis =
                new JudgePolicy(Duration.ofSeconds(3), Map.of("callee-closes-first", Duration.ofSeconds(10)), Map.of());

        assertThat(judge(rules, threeApart).findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.LOW);
        assertThat(judge(rules, three, threeApart).findings()).isEmpty();
        assertThat(judge(rules, tenForThis, threeApart).findings().getFirst().repair())
                .extracting(repair -> repair.text().toString())
                .containsExactly("keepalive_timeout 70s;");
    }

    @Test
    void the_severity_of_the_policy_replaces_that_of_the_card_and_makes_a_milder_case_only_milder() {
        JudgePolicy info = new JudgePolicy(Duration.ofSeconds(5), Map.of(), Map.of(CARD.id(), Severity.INFO));
        RuleCard lowCard = new RuleCard("always-broken", Text.verbatim("x"), Severity.LOW, Text.verbatim("y"));
        JudgePolicy high = new JudgePolicy(Duration.ofSeconds(5), Map.of(), Map.of(CARD.id(), Severity.HIGH));
        Rule milderCase = new Broken(
                new RuleCard("always-broken", Text.verbatim("x"), Severity.MEDIUM, Text.verbatim("y")),
                Severity.LOW,
                List.of());

        assertThat(severity(Broken.with(Severity.HIGH), info)).isEqualTo(Severity.INFO);
        assertThat(severity(Broken.with(Severity.LOW), info)).isEqualTo(Severity.INFO);
        assertThat(severity(new Broken(lowCard, Severity.LOW, List.of()), high)).isEqualTo(Severity.HIGH);
        assertThat(severity(milderCase, high)).isEqualTo(Severity.LOW);
    }

    private static Severity severity(Rule rule, JudgePolicy policy) {
        return judge(List.of(rule), policy, chain("i-1", 30))
                .findings()
                .getFirst()
                .severity();
    }

    @Test
    void a_repair_names_the_resource_that_has_the_setting() {
        Rule rule = new Broken(
                CARD,
                Severity.HIGH,
                Stream.of(
                                AlbSettings.IDLE_TIMEOUT,
                                TargetGroupSettings.DEREGISTRATION_DELAY,
                                NlbSettings.TCP_IDLE_TIMEOUT,
                                LinuxSettings.CONNECTION_TRACKING)
                        .flatMap(setting -> Remedy.set(
                                new Timer(setting, Reading.stated(Bound.ofSeconds(60), HERE)), Duration.ofSeconds(65))
                                .stream())
                        .toList());

        assertThat(judge(List.of(rule), chain("i-1", 30)).findings().getFirst().repair())
                .extracting(repair -> repair.text().toString())
                .satisfiesExactly(
                        alb -> assertThat(alb).contains("--load-balancer-arn arn:lb "),
                        group -> assertThat(group).contains("--target-group-arn arn:tg "),
                        nlb -> assertThat(nlb).contains("--listener-arn arn:listener "),
                        host -> assertThat(host).contains("--instance-ids i-1 "));
    }
}
