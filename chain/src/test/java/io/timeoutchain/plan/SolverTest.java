package io.timeoutchain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timeoutchain.model.Setting;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.client.ClientSettings;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.nginx.NginxVersion;
import io.timeoutchain.product.systemd.SystemdSettings;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rules.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SolverTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final Setting READ = NginxSettings.readTimeout(NginxProtocol.PROXY);

    private final Solver solver = new Solver(JudgePolicy.DEFAULT);

    private TimeoutPlan plan(Shape shape, Map<Setting, Duration> pins) {
        return (TimeoutPlan) solver.derive(shape, HALF_A_MINUTE, pins);
    }

    private Conflict conflict(Shape shape, Map<Setting, Duration> pins) {
        return (Conflict) solver.derive(shape, HALF_A_MINUTE, pins);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void every_timer_follows_from_the_longest_request_and_is_as_short_as_it_can_be() {
        TimeoutPlan plan = plan(Shape.USUAL, Map.of());

        assertThat(plan.entries().stream()
                        .map(entry -> SettingNames.of(entry.setting()) + " = "
                                + entry.value().toSeconds() + ": "
                                + entry.reason().text())
                        .toList())
                .containsExactly(
                        "client.keep-alive = 35: callee-closes-first: at least 5 s less than alb.idle (40 s)",
                        "client.response-timeout = 45: caller-gives-up-first: at least 5 s more than alb.idle (40 s)",
                        "client.connect-timeout = 5: usual: time for a lost packet to be sent again twice",
                        "alb.idle = 40: caller-gives-up-first: at least 5 s more than nginx.read (35 s)",
                        "alb.client-keep-alive = 3600: the default of the ALB",
                        "alb.target-connect-timeout = 10: fixed by the platform",
                        "target-group.drain = 35: drain-shorter-than-request: at least 5 s more than gunicorn.timeout (30 s)",
                        "nginx.keepalive = 45: callee-closes-first: at least 5 s more than alb.idle (40 s)",
                        "nginx.keepalive-min = 41: reload-drops-idle: more than alb.idle (40 s)",
                        "nginx.header = 45: callee-cuts-upload: at least 5 s more than alb.idle (40 s)",
                        "nginx.body = 45: callee-cuts-upload: at least 5 s more than alb.idle (40 s)",
                        "nginx.connect = 5: usual: gunicorn is on the same host",
                        "nginx.read = 35: caller-gives-up-first: at least 5 s more than gunicorn.timeout (30 s)",
                        "gunicorn.timeout = 30: the longest request",
                        "gunicorn.graceful = 35: killed-before-drained: at least 5 s more than gunicorn.timeout (30 s)",
                        "linux.tcp-keepalive = 300: AWS advises no more for long-lived connections",
                        "systemd.stop = 40: killed-before-drained: at least 5 s more than gunicorn.graceful (35 s)");
        assertThat(plan.remaining()).isEmpty();
    }

    @Test
    void what_is_pinned_stays_and_the_rest_follows() {
        TimeoutPlan plan = plan(Shape.USUAL, Map.of(AlbSettings.IDLE_TIMEOUT, seconds(120)));

        assertThat(plan.value(AlbSettings.IDLE_TIMEOUT)).contains(seconds(120));
        assertThat(plan.value(NginxSettings.KEEPALIVE_TIMEOUT)).contains(seconds(125));
        assertThat(plan.value(ClientSettings.KEEP_ALIVE)).contains(seconds(115));
        assertThat(plan.value(READ)).contains(seconds(35));
        assertThat(plan.remaining()).isEmpty();
    }

    @Test
    void a_pin_below_a_usual_value_lowers_it() {
        TimeoutPlan plan = plan(Shape.USUAL, Map.of(AlbSettings.CLIENT_KEEP_ALIVE, seconds(60)));

        assertThat(plan.value(AlbSettings.CLIENT_KEEP_ALIVE)).contains(seconds(60));
        assertThat(plan.remaining()).isEmpty();
    }

    @Test
    void with_other_workers_the_application_ends_the_longest_request() {
        Shape shape = new Shape(Optional.of(Shape.USUAL_NGINX), Shape.Worker.GTHREAD, false, true);
        TimeoutPlan plan = plan(shape, Map.of());

        assertThat(plan.value(DjangoSettings.REQUEST_LIMIT)).contains(HALF_A_MINUTE);
        assertThat(plan.value(GunicornSettings.TIMEOUT)).isEmpty();
        assertThat(plan.value(GunicornSettings.KEEP_ALIVE)).contains(seconds(65));
        assertThat(plan.value(SystemdSettings.TIMEOUT_STOP)).isEmpty();
        assertThat(plan.remaining()).isEmpty();
    }

    @Test
    void without_nginx_gunicorn_outlasts_the_load_balancer_itself() {
        TimeoutPlan plan = plan(new Shape(Optional.empty(), Shape.Worker.GEVENT, true, false), Map.of());

        assertThat(plan.value(AlbSettings.IDLE_TIMEOUT)).contains(seconds(35));
        assertThat(plan.value(GunicornSettings.KEEP_ALIVE)).contains(seconds(40));
        assertThat(plan.remaining()).isEmpty();
    }

    @Test
    void what_no_timer_mends_is_told_beside_the_plan() {
        TimeoutPlan old =
                plan(new Shape(Optional.of(new NginxVersion(1, 22, 1)), Shape.Worker.SYNC, true, false), Map.of());
        TimeoutPlan bare = plan(new Shape(Optional.empty(), Shape.Worker.SYNC, true, false), Map.of());

        assertThat(old.remaining()).extracting(finding -> finding.rule().id()).containsExactly("reload-drops-idle");
        assertThat(old.value(NginxSettings.KEEPALIVE_MIN_TIMEOUT)).isEmpty();
        assertThat(bare.remaining())
                .extracting(finding -> finding.rule().id())
                .containsExactly("sync-worker-faces-balancer");
    }

    @Test
    void the_judge_can_tell_everything_of_a_plan() {
        TargetGroup group = plan(Shape.USUAL, Map.of()).group();

        assertThat(new Judge(Rules.all(), JudgePolicy.DEFAULT)
                        .judge(List.of(group))
                        .undecided())
                .isEmpty();
    }

    @Test
    void a_pin_that_is_too_short_is_explained_with_the_rules_between() {
        Conflict conflict = conflict(Shape.USUAL, Map.of(AlbSettings.IDLE_TIMEOUT, seconds(20)));

        assertThat(conflict.sentence().toString())
                .isEqualTo("These cannot go together: a request may take 30 s, so gunicorn.timeout is no less;"
                        + " nginx.read must be at least 5 s longer than gunicorn.timeout (caller-gives-up-first);"
                        + " alb.idle must be at least 5 s longer than nginx.read (caller-gives-up-first);"
                        + " but alb.idle is pinned to 20 s."
                        + " This would do: a longest request of 10 s, or alb.idle = 40 s.");
    }

    @Test
    void three_impossible_pins_are_explained_and_the_innocent_one_is_not_named() {
        Conflict conflict = conflict(
                Shape.USUAL,
                Map.of(
                        AlbSettings.IDLE_TIMEOUT,
                        seconds(120),
                        NginxSettings.KEEPALIVE_TIMEOUT,
                        seconds(75),
                        TargetGroupSettings.DEREGISTRATION_DELAY,
                        seconds(300)));

        assertThat(conflict.sentence().toString())
                .isEqualTo("These cannot go together: alb.idle is pinned to 120 s;"
                        + " nginx.keepalive must be at least 5 s longer than alb.idle (callee-closes-first);"
                        + " but nginx.keepalive is pinned to 75 s."
                        + " This would do: alb.idle = 70 s, or nginx.keepalive = 125 s.");
    }

    @Test
    void where_no_single_pin_would_do_all_that_must_give_way_are_named() {
        Conflict conflict = conflict(
                Shape.USUAL,
                Map.of(
                        AlbSettings.IDLE_TIMEOUT,
                        seconds(20),
                        GunicornSettings.GRACEFUL_TIMEOUT,
                        seconds(30),
                        GunicornSettings.TIMEOUT,
                        seconds(30)));

        assertThat(conflict.together()).isTrue();
        assertThat(conflict.nearest()).hasSizeGreaterThan(1);
        assertThat(conflict.sentence().toString()).contains("Together these would do: ");
    }

    @Test
    void a_pin_outside_the_range_of_its_platform_is_explained() {
        assertThat(conflict(Shape.USUAL, Map.of(AlbSettings.IDLE_TIMEOUT, seconds(5000)))
                        .sentence()
                        .toString())
                .isEqualTo("These cannot go together: alb.idle is pinned to 5000 s; but alb.idle cannot be more than"
                        + " 4000 s. This would do: alb.idle = 4000 s.");
    }

    @Test
    void a_request_longer_than_a_target_can_drain_is_explained() {
        assertThat(solver.derive(Shape.USUAL, seconds(4000), Map.of()))
                .isInstanceOfSatisfying(Conflict.class, conflict -> assertThat(
                                conflict.sentence().toString())
                        .contains("target-group.drain cannot be more than 3600 s")
                        .endsWith("This would do: a longest request of 3595 s."));
    }

    @Test
    void what_the_stack_does_not_have_cannot_be_pinned() {
        assertThatThrownBy(() ->
                        solver.derive(Shape.USUAL, HALF_A_MINUTE, Map.of(GunicornSettings.KEEP_ALIVE, seconds(5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gunicorn.keepalive");
        assertThatThrownBy(() -> solver.derive(
                        Shape.USUAL, HALF_A_MINUTE, Map.of(AlbSettings.IDLE_TIMEOUT, Duration.ofMillis(1500))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole seconds");
        assertThatThrownBy(() -> solver.derive(Shape.USUAL, Duration.ZERO, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
