package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.rule.JudgePolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Prints how long deriving and repairing one chain take: {@code java -cp … io.timeoutchain.plan.PlanBenchmark}. */
final class PlanBenchmark {

    private static final int WARM_UP = 5_000;
    private static final int MEASURED = 5_000;

    private PlanBenchmark() {}

    public static void main(String[] arguments) {
        Solver solver = new Solver(JudgePolicy.DEFAULT);
        Shape large = new Shape(Optional.of(Shape.USUAL_NGINX), Shape.Worker.GTHREAD, true, true);
        TargetGroup oneWrong =
                Observed.changed(Shape.USUAL, Map.of(NginxSettings.KEEPALIVE_TIMEOUT, Bound.ofSeconds(30)));
        TargetGroup defaults = Observed.changed(
                Shape.USUAL,
                Map.of(
                        AlbSettings.IDLE_TIMEOUT,
                        Bound.ofSeconds(60),
                        NginxSettings.KEEPALIVE_TIMEOUT,
                        Bound.ofSeconds(75),
                        NginxSettings.CLIENT_BODY_TIMEOUT,
                        Bound.ofSeconds(60),
                        NginxSettings.CLIENT_HEADER_TIMEOUT,
                        Bound.ofSeconds(60),
                        NginxSettings.KEEPALIVE_MIN_TIMEOUT,
                        Bound.ofSeconds(0),
                        NginxSettings.readTimeout(NginxProtocol.PROXY),
                        Bound.ofSeconds(60),
                        GunicornSettings.TIMEOUT,
                        Bound.ofSeconds(120)));
        report("derive", () -> solver.derive(large, Duration.ofSeconds(30), Map.of()));
        report(
                "explain",
                () -> solver.derive(
                        large, Duration.ofSeconds(30), Map.of(AlbSettings.IDLE_TIMEOUT, Duration.ofSeconds(20))));
        report("repair one value", () -> Repairs.of(oneWrong, JudgePolicy.DEFAULT));
        report("repair defaults", () -> Repairs.of(defaults, JudgePolicy.DEFAULT));
    }

    private static void report(String what, Supplier<?> work) {
        long[] nanos = new long[MEASURED];
        int kept = 0;
        for (int run = -WARM_UP; run < MEASURED; run++) {
            long begin = System.nanoTime();
            kept += work.get().hashCode() & 1;
            if (run >= 0) {
                nanos[run] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-18s median %6.1f us, 99 %% below %6.1f us (%d)%n",
                what, nanos[MEASURED / 2] / 1000.0, nanos[MEASURED * 99 / 100] / 1000.0, kept);
    }
}
