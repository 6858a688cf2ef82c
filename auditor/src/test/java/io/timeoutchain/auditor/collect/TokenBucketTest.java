package io.timeoutchain.auditor.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {

    private static final Instant START = FakeTime.START;

    private final TokenBucket bucket = new TokenBucket(new Quota(40, 10), START);

    @ParameterizedTest
    @CsvSource({"39, 0", "40, 0", "41, 100", "50, 1000"})
    void the_last_of_so_many_calls_at_once_waits_for_its_token(int calls, long millis) {
        Duration last = Duration.ZERO;
        for (int i = 0; i < calls; i++) {
            last = bucket.take(START);
        }
        assertThat(last).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "39, 0", "40, 0", "41, 100", "410, 37000"})
    void the_least_time_for_so_many_calls_follows_from_the_quota(int calls, long millis) {
        assertThat(new Quota(40, 10).timeFor(calls)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void a_pause_fills_it_up_to_its_capacity_and_not_further() {
        for (int i = 0; i < 40; i++) {
            bucket.take(START);
        }
        Instant later = START.plusSeconds(3600);
        for (int i = 0; i < 40; i++) {
            assertThat(bucket.take(later)).isZero();
        }
        assertThat(bucket.take(later)).isPositive();
    }

    @Test
    void throttling_halves_the_rate_and_forgets_what_was_saved() {
        bucket.slowDown(START);
        assertThat(bucket.perSecond()).isEqualTo(5);
        assertThat(bucket.take(START)).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void refusals_of_calls_that_were_under_way_together_count_once() {
        bucket.slowDown(START);
        bucket.slowDown(START.plusMillis(999));
        assertThat(bucket.perSecond()).isEqualTo(5);
        bucket.slowDown(START.plusMillis(1000));
        assertThat(bucket.perSecond()).isEqualTo(2.5);
    }

    @Test
    void it_never_stops() {
        for (int second = 0; second < 100; second++) {
            bucket.slowDown(START.plusSeconds(second));
        }
        assertThat(bucket.perSecond()).isEqualTo(10.0 / 16);
    }

    @Test
    void answers_bring_the_full_rate_back_and_no_more() {
        bucket.slowDown(START);
        for (int i = 0; i < 24; i++) {
            bucket.recover(START);
        }
        assertThat(bucket.perSecond()).isCloseTo(9.8, within(1e-9));
        bucket.recover(START);
        bucket.recover(START);
        assertThat(bucket.perSecond()).isEqualTo(10);
    }

    @Test
    void a_share_of_a_quota_admits_at_least_one_call() {
        assertThat(new Quota(40, 10).share(0.5)).isEqualTo(new Quota(20, 5));
        assertThat(new Quota(40, 10).share(0.01)).isEqualTo(new Quota(1, 0.1));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.9, 1", "1, 0", "1, -1"})
    void a_quota_that_admits_nothing_is_refused(double capacity, double perSecond) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quota(capacity, perSecond));
    }

    @Test
    void load_balancing_shares_one_bucket_and_ec2_has_one_for_each_action() {
        Quotas quotas = Quotas.DOCUMENTED;
        List<AwsAction> balancing = Stream.of(AwsAction.DESCRIBE_RULES, AwsAction.DESCRIBE_LISTENERS)
                .flatMap(action -> Collections.nCopies(40, action).stream())
                .toList();
        List<AwsAction> ec2 = Stream.of(AwsAction.DESCRIBE_INSTANCES, AwsAction.DESCRIBE_INSTANCE_TYPES)
                .flatMap(action -> Collections.nCopies(100, action).stream())
                .toList();
        assertThat(quotas.timeFor(balancing)).isEqualTo(Duration.ofSeconds(4));
        assertThat(quotas.timeFor(ec2)).isEqualTo(Duration.ZERO);
        assertThat(quotas.timeFor(List.of())).isEqualTo(Duration.ZERO);
    }
}
