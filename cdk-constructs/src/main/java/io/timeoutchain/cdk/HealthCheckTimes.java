package io.timeoutchain.cdk;

import java.time.Duration;

/**
 * When a target group takes a target for dead. A host whose workers are all busy with requests that take as long as they
 * may answers no health check until one of them ends; it is not dead. So the checks that must fail in a row last longer
 * than that, as far as the platform lets them: up to 10 checks, 300 s apart (<a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">health
 * checks</a>).
 *
 * @param interval from one check to the next, in whole seconds: 10 to 300
 * @param failures how many in a row make a target unhealthy: 2 to 10
 */
record HealthCheckTimes(Duration interval, int failures) {

    /** How long one check waits: less than any interval. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final long SHORTEST_INTERVAL = 10;
    private static final long LONGEST_INTERVAL = 300;
    private static final long FEWEST = 2;
    private static final long MOST = 10;

    /** The quickest checks that outlast a request of {@code longestRequest}. */
    static HealthCheckTimes outlasting(Duration longestRequest) {
        long seconds = longestRequest.plus(TIMEOUT).toSeconds();
        long interval = Math.clamp(Math.ceilDiv(seconds, MOST), SHORTEST_INTERVAL, LONGEST_INTERVAL);
        return new HealthCheckTimes(
                Duration.ofSeconds(interval), (int) Math.clamp(Math.ceilDiv(seconds, interval), FEWEST, MOST));
    }
}
