package io.timeoutchain.auditor.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.timeoutchain.auditor.collect.CallFailed.Kind;
import io.timeoutchain.auditor.snapshot.GapFacts;
import io.timeoutchain.model.Text;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallsTest {

    private final FakeTime time = new FakeTime();
    private final Calls calls = new Calls(Quotas.DOCUMENTED, time, () -> 1);
    private final Deque<Kind> failures = new ArrayDeque<>();

    private final Call<String> rules = new Call<>(AwsAction.DESCRIBE_RULES, () -> {
        Kind failure = failures.poll();
        if (failure != null) {
            throw new CallFailed(failure, "because");
        }
        return "answer";
    });

    private void failing(Kind kind, int times) {
        for (int i = 0; i < times; i++) {
            failures.add(kind);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"THROTTLED", "BROKEN", "TIMED_OUT", "NOT_YET"})
    void what_may_pass_is_sent_again(Kind kind) throws CallFailed {
        failing(kind, Calls.ATTEMPTS - 1);
        assertThat(calls.send(rules)).isEqualTo("answer");
        assertThat(calls.made()).isEqualTo(Calls.ATTEMPTS);
        assertThat(calls.throttled()).isEqualTo(kind == Kind.THROTTLED ? Calls.ATTEMPTS - 1 : 0);
    }

    @Test
    void what_does_not_pass_is_given_up_after_a_bounded_time() {
        failing(Kind.BROKEN, Calls.ATTEMPTS);
        assertThatExceptionOfType(CallFailed.class).isThrownBy(() -> calls.send(rules));
        assertThat(calls.made()).isEqualTo(Calls.ATTEMPTS);
        assertThat(time.passed()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"THROTTLED", "BROKEN", "TIMED_OUT", "NOT_YET"})
    void what_will_not_pass_is_sent_once(Kind kind) {
        failing(kind, 1);
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() -> calls.send(rules))
                .satisfies(failed -> assertThat(failed.kind()).isEqualTo(kind));
        assertThat(calls.made()).isEqualTo(1);
        assertThat(time.passed()).isZero();
    }

    @Test
    void throttling_slows_the_calls_that_follow() throws CallFailed {
        failing(Kind.THROTTLED, 1);
        calls.send(rules);
        Duration before = time.passed();
        for (int i = 0; i < 10; i++) {
            calls.send(rules);
        }
        // Without the refusal these ten would have been within the capacity, and would not have waited at all.
        assertThat(time.passed().minus(before)).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void a_throttled_service_does_not_slow_another() throws CallFailed {
        failing(Kind.THROTTLED, 1);
        calls.send(rules);
        Duration before = time.passed();
        calls.send(new Call<>(AwsAction.DESCRIBE_INSTANCES, () -> "answer"));
        assertThat(time.passed()).isEqualTo(before);
    }

    @Test
    void more_calls_than_the_capacity_are_spread_over_time() throws CallFailed {
        for (int i = 0; i < 60; i++) {
            calls.send(rules);
        }
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_denied_call_is_a_gap_that_names_the_iam_action() {
        failing(Kind.DENIED, 1);
        Collected<Optional<String>> answer = calls.ask(rules, "arn:listener", Text.of("rules of listener 80"));
        assertThat(answer.value()).isEmpty();
        assertThat(answer.gaps())
                .containsExactly(new GapFacts(
                        "arn:listener",
                        "elasticloadbalancing:DescribeRules",
                        "rules of listener 80",
                        "because",
                        "allow elasticloadbalancing:DescribeRules to the identity that runs the audit"
                                + " (\"timeout-chain policy\" prints the whole policy)"));
    }

    @Test
    void a_listing_that_breaks_off_keeps_its_first_pages() {
        Listing<Integer> listing = next -> new Call<>(AwsAction.DESCRIBE_RULES, () -> {
            if (next.isPresent()) {
                throw new CallFailed(Kind.DENIED, "because");
            }
            return new Page<>(List.of(1, 2), Optional.of("more"));
        });
        Collected<Optional<List<Integer>>> answer = calls.askAll(listing, "about", Text.of("subject"));
        assertThat(answer.value()).contains(List.of(1, 2));
        assertThat(answer.gaps()).hasSize(1);
    }
}
