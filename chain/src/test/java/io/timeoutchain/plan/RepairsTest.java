package io.timeoutchain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.client.ClientSettings;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.linux.LinuxSettings;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.nginx.NginxVersion;
import io.timeoutchain.product.systemd.SystemdSettings;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RepairsTest {

    private static final Setting READ = NginxSettings.readTimeout(NginxProtocol.PROXY);

    private static Bound seconds(long seconds) {
        return Bound.ofSeconds(seconds);
    }

    private static List<String> changes(TargetGroup... groups) {
        return Repairs.of(List.of(groups), JudgePolicy.DEFAULT).changes().stream()
                .map(change -> "%s: %s to %d"
                        .formatted(
                                SettingNames.of(change.setting()),
                                change.from().text(),
                                change.to().toSeconds()))
                .toList();
    }

    private static RepairPlan mended(TargetGroup... groups) {
        return ((RepairOutcome.Mended) Repairs.of(List.of(groups), JudgePolicy.DEFAULT)).plan();
    }

    private static List<String> findings(List<TargetGroup> groups) {
        return new Judge(Rules.all(), JudgePolicy.DEFAULT)
                .judge(groups).findings().stream()
                        .map(finding -> finding.rule().id())
                        .toList();
    }

    @Test
    void what_holds_needs_no_repair() {
        assertThat(Repairs.of(Observed.planned(Shape.USUAL), JudgePolicy.DEFAULT))
                .isEqualTo(new RepairOutcome.NothingBroken());
    }

    @Test
    void one_value_that_is_wrong_is_the_one_that_is_changed() {
        TargetGroup group = Observed.changed(Shape.USUAL, Map.of(NginxSettings.KEEPALIVE_TIMEOUT, seconds(30)));
        RepairPlan plan = mended(group);

        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.setting()).isEqualTo(NginxSettings.KEEPALIVE_TIMEOUT);
            assertThat(change.text().text().toString()).isEqualTo("keepalive_timeout 45s;");
            assertThat(change.mends()).extracting(mend -> mend.rule().id()).containsExactly("callee-closes-first");
        });
        assertThat(findings(plan.repaired())).isEmpty();
    }

    @Test
    void what_does_not_count_asks_for_no_change_but_gets_no_worse() {
        TargetGroup group = Observed.changed(
                Shape.USUAL,
                Map.of(
                        NginxSettings.KEEPALIVE_TIMEOUT,
                        seconds(30),
                        TargetGroupSettings.DEREGISTRATION_DELAY,
                        seconds(10)));
        Map<String, List<Finding>> found = new Judge(Rules.all(), JudgePolicy.DEFAULT)
                .judge(List.of(group)).findings().stream()
                        .collect(Collectors.groupingBy(finding -> finding.rule().id()));
        assertThat(found).containsOnlyKeys("callee-closes-first", "drain-shorter-than-request");

        found.forEach((rule, counting) -> {
            RepairOutcome outcome = Repairs.of(List.of(group), JudgePolicy.DEFAULT, counting);
            assertThat(outcome).isInstanceOf(RepairOutcome.Mended.class);
            assertThat(outcome.changes()).singleElement().satisfies(change -> assertThat(change.mends())
                    .extracting(mend -> mend.rule().id())
                    .containsExactly(rule));
        });
        assertThat(Repairs.of(List.of(group), JudgePolicy.DEFAULT, List.of()))
                .isEqualTo(new RepairOutcome.NothingBroken());
    }

    @Test
    void what_mends_a_defect_that_counts_mends_another_on_the_way_rather_than_make_it_worse() {
        // The load balancer's wait must grow for the one; raising it alone would make the other, which does not count,
        // worse.
        TargetGroup group = Observed.changed(
                Shape.USUAL,
                Map.of(AlbSettings.IDLE_TIMEOUT, seconds(20), NginxSettings.KEEPALIVE_TIMEOUT, seconds(15)));
        List<Finding> counting = new Judge(Rules.all(), JudgePolicy.DEFAULT)
                .judge(List.of(group)).findings().stream()
                        .filter(finding -> finding.rule().id().equals("caller-gives-up-first"))
                        .toList();
        assertThat(counting).isNotEmpty();
        RepairOutcome outcome = Repairs.of(List.of(group), JudgePolicy.DEFAULT, counting);

        assertThat(outcome.changes())
                .extracting(change -> SettingNames.of(change.setting()))
                .containsExactly("alb.idle", "nginx.keepalive");
        assertThat(findings(((RepairOutcome.Mended) outcome).plan().repaired())).isEmpty();
    }

    @Test
    void a_load_balancer_that_was_raised_alone_is_lowered_rather_than_three_hosts_files_raised() {
        assertThat(changes(Observed.changed(Shape.USUAL, Map.of(AlbSettings.IDLE_TIMEOUT, seconds(300)))))
                .containsExactly("alb.idle: 300 s to 40");
    }

    @Test
    void of_two_ways_with_one_change_the_safer_is_taken() {
        assertThat(changes(Observed.changed(
                        Shape.USUAL,
                        Map.of(
                                TargetGroupSettings.DEREGISTRATION_DELAY,
                                seconds(300),
                                GunicornSettings.GRACEFUL_TIMEOUT,
                                seconds(60),
                                SystemdSettings.TIMEOUT_STOP,
                                seconds(60)))))
                .containsExactly("systemd.stop: 60 s to 65");
    }

    @Test
    void raising_goes_from_the_outside_inwards_so_that_nothing_breaks_on_the_way() {
        TargetGroup group = Observed.changed(
                Shape.USUAL,
                Map.of(GunicornSettings.GRACEFUL_TIMEOUT, seconds(20), SystemdSettings.TIMEOUT_STOP, seconds(26)));

        assertThat(changes(group)).containsExactly("systemd.stop: 26 s to 40", "gunicorn.graceful: 20 s to 35");
    }

    @Test
    void requests_are_not_shortened_where_the_time_to_drain_them_is_too_short() {
        assertThat(changes(
                        Observed.changed(Shape.USUAL, Map.of(TargetGroupSettings.DEREGISTRATION_DELAY, seconds(10)))))
                .containsExactly("target-group.drain: 10 s to 35");
    }

    @Test
    void a_limit_that_is_lowered_anyway_is_not_lowered_further_to_spare_a_drain() {
        TargetGroup group = Observed.changed(
                Shape.USUAL,
                Map.of(GunicornSettings.TIMEOUT, seconds(300), TargetGroupSettings.DEREGISTRATION_DELAY, seconds(10)));

        assertThat(changes(group))
                .containsExactlyInAnyOrder("gunicorn.timeout: 300 s to 30", "target-group.drain: 10 s to 35");
    }

    @Test
    void what_could_not_be_read_is_not_assumed_and_what_it_may_depend_on_is_left() {
        Gap gap = new Gap("nginx on i-1", "access denied", "grant it");
        TargetGroup group = Observed.read(
                Shape.USUAL,
                Map.of(
                        NginxSettings.KEEPALIVE_TIMEOUT,
                        Reading.unread(gap),
                        AlbSettings.IDLE_TIMEOUT,
                        Reading.stated(seconds(30), new Source("attribute"))));
        List<String> changes = changes(group);

        assertThat(changes)
                .as("raising alb.idle could outlast the keep-alive that is not known")
                .isNotEmpty()
                .noneMatch(change -> change.startsWith("alb.idle"))
                .noneMatch(change -> change.startsWith("nginx.keepalive:"));
    }

    @Test
    void what_never_ends_is_left_so_where_what_must_end_before_it_could_not_be_read() {
        Gap gap = new Gap("the client", "nobody declared it", "declare it");
        TargetGroup group = Observed.read(
                Shape.USUAL,
                Map.of(
                        ClientSettings.KEEP_ALIVE,
                        Reading.unread(gap),
                        AlbSettings.IDLE_TIMEOUT,
                        Reading.stated(Bound.never(), new Source("attribute")),
                        NginxSettings.KEEPALIVE_TIMEOUT,
                        Reading.stated(Bound.never(), new Source("nginx.conf"))));

        assertThat(changes(group)).noneMatch(change -> change.startsWith("alb.idle"));
    }

    @Test
    void a_timer_that_everything_drains_by_is_lowered_once_and_no_other_is_dragged_along() {
        TargetGroup group = Observed.changed(
                Shape.USUAL,
                Map.of(
                        AlbSettings.IDLE_TIMEOUT,
                        seconds(300),
                        READ,
                        seconds(300),
                        GunicornSettings.TIMEOUT,
                        seconds(300),
                        TargetGroupSettings.DEREGISTRATION_DELAY,
                        seconds(10)));

        assertThat(changes(group))
                .containsExactlyInAnyOrder(
                        "alb.idle: 300 s to 40",
                        "nginx.read: 300 s to 35",
                        "gunicorn.timeout: 300 s to 30",
                        "target-group.drain: 10 s to 35");
    }

    @Test
    void a_value_that_its_platform_refuses_is_brought_into_range() {
        assertThat(changes(
                        Observed.changed(Shape.USUAL, Map.of(TargetGroupSettings.DEREGISTRATION_DELAY, seconds(5000)))))
                .containsExactly("target-group.drain: 5000 s to 3600");
    }

    @Test
    void what_never_ends_is_given_an_end_where_that_mends_it() {
        TargetGroup group =
                Observed.changed(Shape.USUAL, Map.of(NginxSettings.KEEPALIVE_TIMEOUT, seconds(20), READ, seconds(35)));

        assertThat(changes(group)).containsExactly("nginx.keepalive: 20 s to 45");
        assertThat(changes(Observed.changed(Shape.USUAL, Map.of(ClientSettings.KEEP_ALIVE, Bound.never()))))
                .containsExactly("client.keep-alive: never to 35");
    }

    @Test
    void an_application_without_any_limit_is_given_one_where_that_ends_requests() {
        TargetGroup group = Observed.changed(Shape.USUAL, Map.of(GunicornSettings.TIMEOUT, Bound.never()));

        assertThat(findings(List.of(group))).contains("unbounded-work");
        assertThat(changes(group)).containsExactly("gunicorn.timeout: never to 30");
    }

    @Test
    void an_unbounded_application_is_not_bounded_by_a_number_that_nothing_obeys() {
        Shape threads = new Shape(Optional.of(Shape.USUAL_NGINX), Shape.Worker.GTHREAD, true, false);
        TargetGroup group = Observed.changed(threads, Map.of(DjangoSettings.REQUEST_LIMIT, Bound.never()));

        assertThat(Repairs.of(group, JudgePolicy.DEFAULT))
                .isInstanceOfSatisfying(RepairOutcome.Partly.class, partly -> {
                    assertThat(partly.changes())
                            .noneMatch(change -> change.setting().plays(Role.REQUEST_LIMIT));
                    assertThat(partly.remaining()).singleElement().satisfies(left -> {
                        assertThat(left.finding().rule().id()).isEqualTo("unbounded-work");
                        assertThat(left.why().toString())
                                .startsWith("it is no matter of a timer's value alone: bound the work inside");
                    });
                });
    }

    @Test
    void what_an_old_nginx_cannot_be_told_is_left_with_the_upgrade_that_it_takes() {
        Shape old = new Shape(Optional.of(new NginxVersion(1, 22, 1)), Shape.Worker.SYNC, false, false);

        assertThat(Repairs.of(Observed.planned(old), JudgePolicy.DEFAULT).remaining())
                .anySatisfy(left -> assertThat(left.why().toString())
                        .contains("upgrade nginx to 1.27.4 or newer (this is 1.22.1)"));
    }

    @Test
    void retries_that_last_too_long_are_ended_in_time_and_what_fails_at_once_is_still_tried_again() {
        TargetGroup group = Observed.retrying(Observed.planned(Shape.USUAL), 3);
        RepairPlan plan = mended(group);

        assertThat(findings(List.of(group))).containsExactly("retries-outlast-caller");
        assertThat(changes(group)).containsExactly("nginx.proxy_next_upstream_timeout: never to 1");
        assertThat(findings(plan.repaired())).isEmpty();
    }

    @Test
    void hosts_that_disagree_are_brought_to_the_one_value_that_keeps_all_rules() {
        TargetGroup right = Observed.planned(Shape.USUAL);
        TargetGroup fleet = Observed.fleet(
                right, Observed.changed(Shape.USUAL, Map.of(NginxSettings.KEEPALIVE_TIMEOUT, seconds(20))), right);

        assertThat(findings(List.of(fleet))).contains("hosts-disagree", "callee-closes-first");
        assertThat(mended(fleet).changes()).singleElement().satisfies(change -> {
            assertThat(change.hosts()).containsExactly("i-1");
            assertThat(change.to()).isEqualTo(Duration.ofSeconds(45));
        });
    }

    @Test
    void a_host_that_strays_is_moved_rather_than_all_that_agree() {
        TargetGroup right = Observed.planned(Shape.USUAL);
        TargetGroup fleet = Observed.fleet(
                right, right, Observed.changed(Shape.USUAL, Map.of(NginxSettings.KEEPALIVE_TIMEOUT, seconds(90))));

        assertThat(mended(fleet).changes()).singleElement().satisfies(change -> {
            assertThat(change.hosts()).containsExactly("i-2");
            assertThat(change.to()).isEqualTo(Duration.ofSeconds(45));
        });
    }

    @Test
    void hosts_of_which_none_is_right_are_all_changed_to_one_value() {
        TargetGroup fleet = Observed.fleet(
                Observed.changed(Shape.USUAL, Map.of(NginxSettings.KEEPALIVE_TIMEOUT, seconds(10))),
                Observed.changed(Shape.USUAL, Map.of(NginxSettings.KEEPALIVE_TIMEOUT, seconds(20))));
        RepairPlan plan = mended(fleet);

        assertThat(plan.changes()).hasSize(2).allSatisfy(change -> assertThat(change.to())
                .isEqualTo(Duration.ofSeconds(45)));
        assertThat(findings(plan.repaired())).isEmpty();
    }

    @Test
    void target_groups_behind_one_load_balancer_are_repaired_together() {
        TargetGroup one = Observed.planned(Shape.USUAL);
        TargetGroup other = Observed.named("other", Observed.changed(Shape.USUAL, Map.of(READ, seconds(50))));
        RepairPlan plan = mended(one, other);

        assertThat(findings(List.of(one, other))).contains("caller-gives-up-first");
        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.setting()).isEqualTo(READ);
            assertThat(change.places()).extracting(Place::targetGroup).containsOnly("other");
        });
        assertThat(findings(plan.repaired())).isEmpty();
    }

    @Test
    void what_cannot_be_had_together_is_left_with_the_reason_and_the_rest_is_mended() {
        TargetGroup group = Observed.changed(
                Shape.USUAL,
                Map.of(
                        AlbSettings.IDLE_TIMEOUT,
                        seconds(4000),
                        READ,
                        seconds(3998),
                        GunicornSettings.TIMEOUT,
                        seconds(3700),
                        NginxSettings.KEEPALIVE_TIMEOUT,
                        seconds(30),
                        TargetGroupSettings.DEREGISTRATION_DELAY,
                        seconds(3600)));
        Gap gap = new Gap("gunicorn on i-1", "access denied", "grant it");
        TargetGroup unread = Observed.reading(
                group, Map.of(GunicornSettings.TIMEOUT, Reading.unread(gap), READ, Reading.unread(gap)));

        assertThat(mended(group).changes()).hasSizeGreaterThan(2);
        assertThat(Repairs.of(unread, JudgePolicy.DEFAULT).changes())
                .extracting(RepairPlan.Change::setting)
                .contains(NginxSettings.KEEPALIVE_TIMEOUT)
                .doesNotContain(GunicornSettings.TIMEOUT, READ);
    }

    @Test
    void rules_that_exclude_each_other_are_named_where_one_of_them_is_left_broken() {
        TargetGroup group = Observed.fixed(
                Observed.changed(Shape.USUAL, Map.of(READ, seconds(20), NginxSettings.KEEPALIVE_TIMEOUT, seconds(20))),
                Duration.ofSeconds(32),
                Duration.ofSeconds(30));

        assertThat(Repairs.of(group, JudgePolicy.DEFAULT))
                .isInstanceOfSatisfying(RepairOutcome.Partly.class, partly -> {
                    assertThat(partly.changes())
                            .extracting(RepairPlan.Change::setting)
                            .contains(NginxSettings.KEEPALIVE_TIMEOUT);
                    assertThat(partly.remaining()).singleElement().satisfies(left -> assertThat(
                                    left.why().toString())
                            .isEqualTo("gunicorn.fixed-limit is 30 s and cannot be set here,"
                                    + " nginx.read must be at least 5 s longer than gunicorn.fixed-limit"
                                    + " (caller-gives-up-first), alb.fixed-idle-timeout must be at least 5 s longer than"
                                    + " nginx.read (caller-gives-up-first), but alb.fixed-idle-timeout is 32 s and cannot"
                                    + " be set here"));
                });
    }

    @Test
    void a_search_that_is_ended_says_so_and_not_that_there_is_no_repair() {
        TargetGroup group = Observed.changed(Shape.USUAL, Map.of(NginxSettings.KEEPALIVE_TIMEOUT, seconds(30)));

        assertThat(Repairs.of(List.of(group), JudgePolicy.DEFAULT, 1))
                .isInstanceOfSatisfying(RepairOutcome.GaveUp.class, gaveUp -> {
                    assertThat(gaveUp.tried()).isEqualTo(1);
                    assertThat(gaveUp.changes()).isEmpty();
                    assertThat(gaveUp.remaining())
                            .singleElement()
                            .satisfies(left -> assertThat(left.why().toString()).contains("ended after 1"));
                });
    }

    @Test
    void a_finding_is_shown_with_the_changes_that_mend_it_and_with_no_others() {
        TargetGroup group = Observed.changed(
                Shape.USUAL,
                Map.of(
                        NginxSettings.KEEPALIVE_TIMEOUT,
                        seconds(30),
                        TargetGroupSettings.DEREGISTRATION_DELAY,
                        seconds(10)));
        RepairPlan plan = mended(group);

        assertThat(new Judge(Rules.all(), JudgePolicy.DEFAULT)
                        .judge(List.of(group))
                        .findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(plan.mending(finding))
                        .extracting(RepairPlan.Change::setting)
                        .containsExactly(
                                finding.rule().id().equals("callee-closes-first")
                                        ? NginxSettings.KEEPALIVE_TIMEOUT
                                        : TargetGroupSettings.DEREGISTRATION_DELAY));
    }

    @Test
    void a_connection_that_is_forgotten_on_the_way_is_ended_before() {
        TargetGroup group = Observed.changed(Shape.USUAL, Map.of(LinuxSettings.TCP_KEEPALIVE_TIME, seconds(7200)));
        Chain chain = group.chains().getFirst();
        List<List<Middlebox>> boxes = new ArrayList<>(chain.middleboxes());
        boxes.set(
                1,
                List.of(new Middlebox(
                        Text.of("connection tracking"), Reading.stated(seconds(30), new Source("interface")), true)));
        TargetGroup behind = new TargetGroup(
                group.place(),
                group.settings(),
                List.of(new Chain(
                        chain.place(), chain.parties(), boxes, chain.passThrough(), chain.host(), chain.evidence())));
        RepairPlan plan = mended(behind);

        assertThat(findings(List.of(behind))).contains("silent-drop", "keepalive-probes-too-late");
        assertThat(findings(plan.repaired())).isEmpty();
    }

    @Test
    void a_wait_for_a_connection_that_must_be_shorter_leaves_time_for_another_peer() {
        Setting connect = NginxSettings.connectTimeout(NginxProtocol.PROXY);
        TargetGroup group = Observed.changed(Shape.USUAL, Map.of(connect, seconds(75)));

        assertThat(findings(List.of(group))).containsExactly("connect-outlasts-caller");
        assertThat(mended(group).changes())
                .filteredOn(change -> change.setting().equals(connect))
                .extracting(RepairPlan.Change::to)
                .containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void a_wait_for_a_connection_that_need_not_change_stays_however_unusual() {
        Setting connect = NginxSettings.connectTimeout(NginxProtocol.PROXY);
        TargetGroup group = Observed.changed(
                Shape.USUAL, Map.of(connect, seconds(10), NginxSettings.KEEPALIVE_TIMEOUT, seconds(30)));

        assertThat(mended(group).changes())
                .extracting(RepairPlan.Change::setting)
                .containsExactly(NginxSettings.KEEPALIVE_TIMEOUT);
    }

    @Test
    void a_fleet_is_changed_alike_and_a_line_that_routes_share_once() {
        TargetGroup one = Observed.changed(Shape.USUAL, Map.of(NginxSettings.KEEPALIVE_TIMEOUT, seconds(30)));
        Chain chain = one.chains().getFirst();
        TargetGroup fleet = new TargetGroup(one.place(), one.settings(), List.of(on(chain, "i-1"), on(chain, "i-2")));
        RepairPlan plan = mended(fleet);

        assertThat(plan.changes()).singleElement().satisfies(change -> assertThat(change.places())
                .extracting(Place::hosts)
                .contains(List.of("i-1"), List.of("i-2")));
        assertThat(findings(plan.repaired())).isEmpty();
    }

    private static Chain on(Chain chain, String host) {
        return new Chain(
                chain.place().onHosts(List.of(host)),
                chain.parties(),
                chain.middleboxes(),
                Optional.empty(),
                chain.host(),
                chain.evidence());
    }
}
