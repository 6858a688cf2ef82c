package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.systemd.SystemdSettings;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import io.timeoutchain.rule.JudgePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to derive, to explain and to repair one chain. Each is to stay below a millisecond. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class PlanBenchmark {

    private static final Duration REQUEST = Duration.ofSeconds(30);

    private final Solver solver = new Solver(JudgePolicy.DEFAULT);
    private final Shape large = new Shape(Optional.of(Shape.USUAL_NGINX), Shape.Worker.GTHREAD, true, true);
    private final Map<Setting, Duration> impossible = Map.of(AlbSettings.IDLE_TIMEOUT, Duration.ofSeconds(20));
    private final TargetGroup sound = Observed.planned(Shape.USUAL);
    private final TargetGroup oneWrong =
            Observed.changed(Shape.USUAL, Map.of(NginxSettings.KEEPALIVE_TIMEOUT, Bound.ofSeconds(30)));

    /** What distributions ship, behind an ALB as it is made: six findings. */
    private final TargetGroup defaults = Observed.changed(
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

    /** Everything raised to one value, drains too short, and the unit shorter still: the longest plan of the usual chain. */
    private final TargetGroup allWrong = Observed.changed(
            Shape.USUAL,
            Map.of(
                    AlbSettings.IDLE_TIMEOUT,
                    Bound.ofSeconds(300),
                    NginxSettings.KEEPALIVE_TIMEOUT,
                    Bound.ofSeconds(300),
                    NginxSettings.CLIENT_BODY_TIMEOUT,
                    Bound.ofSeconds(300),
                    NginxSettings.CLIENT_HEADER_TIMEOUT,
                    Bound.ofSeconds(300),
                    NginxSettings.readTimeout(NginxProtocol.PROXY),
                    Bound.ofSeconds(300),
                    GunicornSettings.TIMEOUT,
                    Bound.ofSeconds(300),
                    GunicornSettings.GRACEFUL_TIMEOUT,
                    Bound.ofSeconds(30),
                    SystemdSettings.TIMEOUT_STOP,
                    Bound.ofSeconds(20),
                    TargetGroupSettings.DEREGISTRATION_DELAY,
                    Bound.ofSeconds(10)));

    @Benchmark
    public Derivation derive() {
        return solver.derive(large, REQUEST, Map.of());
    }

    @Benchmark
    public Derivation explain() {
        return solver.derive(large, REQUEST, impossible);
    }

    @Benchmark
    public RepairOutcome repairNothing() {
        return Repairs.of(List.of(sound), JudgePolicy.DEFAULT);
    }

    @Benchmark
    public RepairOutcome repairOneValue() {
        return Repairs.of(List.of(oneWrong), JudgePolicy.DEFAULT);
    }

    @Benchmark
    public RepairOutcome repairDefaults() {
        return Repairs.of(List.of(defaults), JudgePolicy.DEFAULT);
    }

    @Benchmark
    public RepairOutcome repairEverything() {
        return Repairs.of(List.of(allWrong), JudgePolicy.DEFAULT);
    }
}
