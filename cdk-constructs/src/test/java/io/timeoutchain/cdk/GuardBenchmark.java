package io.timeoutchain.cdk;

import static io.timeoutchain.cdk.TestApp.GOOD_NGINX;
import static io.timeoutchain.cdk.TestApp.NGINX;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/**
 * What the guard costs: synthesises an app of 50 load balancers with and without it, in turn, and prints both.
 * Run it with {@code CDK_VALIDATION=false}, since the CDK's own validator costs more than everything else together.
 */
final class GuardBenchmark {

    private static final int BALANCERS = 50;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 15;

    private GuardBenchmark() {}

    public static void main(String[] arguments) {
        IntStream.range(0, WARM_UP).forEach(round -> {
            synth(false);
            synth(true);
        });
        double[] without = new double[ROUNDS];
        double[] with = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            without[round] = synth(false);
            with[round] = synth(true);
        }
        System.out.printf(
                Locale.ROOT,
                "%d load balancers, app.synth() alone, after warm-up: median %.0f ms without the guard, %.0f ms with it (x %.2f);"
                        + " fastest %.0f ms and %.0f ms (x %.2f)%n",
                BALANCERS,
                median(without),
                median(with),
                median(with) / median(without),
                least(without),
                least(with),
                least(with) / least(without));
    }

    /** Milliseconds of one {@code app.synth()}. */
    private static double synth(boolean guarded) {
        TestApp test = new TestApp();
        for (int number = 0; number < BALANCERS; number++) {
            Construct scope = new Construct(test.stack, "Service" + number);
            var group = test.service(scope, Duration.seconds(60));
            if (guarded) {
                BackendTimers.of(group).nginx(NGINX, GOOD_NGINX);
            }
        }
        if (guarded) {
            TimeoutGuard.of(test.app);
        }
        long start = System.nanoTime();
        test.app.synth();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
