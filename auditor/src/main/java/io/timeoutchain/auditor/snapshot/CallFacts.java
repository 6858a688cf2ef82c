package io.timeoutchain.auditor.snapshot;

import java.time.Duration;

/**
 * What collecting cost.
 *
 * @param planned the API calls that were announced once the load balancers were listed
 * @param made the API calls that were sent, repeated ones included
 * @param throttled how many of them were refused because they came too fast
 * @param took how long collecting took
 */
public record CallFacts(int planned, int made, int throttled, Duration took) {}
