package io.timeoutchain.cdk;

import static io.timeoutchain.cdk.TestApp.GOOD_NGINX;
import static io.timeoutchain.cdk.TestApp.NGINX;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.constructs.Construct;

/**
 * What the guard costs: synthesises an app of 50 services with it and without it, in turn, and prints both.
 *
 * <p>Two apps, both of plain L2 constructs in five stacks:
 *
 * <ul>
 *   <li><b>bare</b>: 50 times a load balancer (which brings its security group), a listener and a target group, in a VPC
 *       that is imported. Nothing that the guard does not look at: the dearest case.
 *   <li><b>service</b>: the same in a VPC of each stack, each in front of an Auto Scaling group with its role, instance profile,
 *       security group and launch configuration.
 * </ul>
 *
 * <p>Idle timeouts and declared timers are of five kinds, so that what is alike is judged once, as it is in an app of one
 * team. Nothing is found, and nothing noted.
 *
 * <p><b>Warm</b> is {@code app.synth()} alone, after many others in the same two processes. <b>Cold</b> is what a {@code cdk
 * synth} waits for: a virtual machine and a Node process of their own that build the app, constructs of the guard
 * included, and synthesise it; once as its {@code app.synth()} alone, once as the life of the process.
 *
 * <p>Run it with {@code CDK_VALIDATION=false}, since the CDK's own validator costs more than everything else together.
 */
final class GuardBenchmark {

    private static final int SERVICES = 50;
    private static final int KINDS = 5;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 40;
    private static final int PROCESSES = 10;

    private GuardBenchmark() {}

    /**
     * Measures what is named, {@code cold} or {@code warm}, or both. With two words, an app and {@code true} or {@code
     * false}, it is one synthesis in this process.
     */
    public static void main(String[] arguments) {
        if (arguments.length == 2) {
            System.out.println(synth(arguments[0], Boolean.parseBoolean(arguments[1])));
            return;
        }
        List<String> wanted = arguments.length == 0 ? List.of("cold", "warm") : List.of(arguments);
        for (String app : List.of("bare", "service")) {
            if (wanted.contains("cold")) {
                cold(app);
            }
            if (wanted.contains("warm")) {
                warm(app);
            }
        }
    }

    private static void cold(String app) {
        List<Run> without = new ArrayList<>();
        List<Run> with = new ArrayList<>();
        for (int round = 0; round < PROCESSES; round++) {
            without.add(process(app, false));
            with.add(process(app, true));
        }
        print(app + ", cold process", times(without, Run::life), times(with, Run::life));
        print(app + ", cold synth", times(without, Run::synth), times(with, Run::synth));
    }

    private static void warm(String app) {
        List<Run> without = new ArrayList<>();
        List<Run> with = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Run plain = new Run(0, synth(app, false));
            Run guarded = new Run(0, synth(app, true));
            if (round >= 0) {
                without.add(plain);
                with.add(guarded);
            }
        }
        print(app + ", warm synth", times(without, Run::synth), times(with, Run::synth));
    }

    private static double[] times(List<Run> runs, ToDoubleFunction<Run> time) {
        return runs.stream().mapToDouble(time).toArray();
    }

    private static void print(String what, double[] without, double[] with) {
        System.out.printf(
                Locale.ROOT,
                "%s of %d: median %.0f ms without the guard, %.0f ms with it (x %.2f); fastest %.0f ms and %.0f ms (x %.2f)%n",
                what,
                SERVICES,
                median(without),
                median(with),
                median(with) / median(without),
                least(without),
                least(with),
                least(with) / least(without));
    }

    /** Milliseconds of a process, and of the {@code app.synth()} in it. */
    private record Run(double life, double synth) {}

    private static Run process(String app, boolean guarded) {
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            GuardBenchmark.class.getName(),
                            app,
                            String.valueOf(guarded))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run((System.nanoTime() - start) / 1e6, Double.parseDouble(printed.strip()));
        } catch (IOException e) {
            throw new IllegalStateException("cannot start a virtual machine", e);
        }
    }

    /** Milliseconds of one {@code app.synth()}. */
    private static double synth(String app, boolean guarded) {
        TestApp test = new TestApp();
        for (int kind = 0; kind < KINDS; kind++) {
            Stack stack = new Stack(test.app, "Kind" + kind);
            for (int number = 0; number < SERVICES / KINDS; number++) {
                Construct scope = new Construct(stack, "Service" + number);
                Duration idle = Duration.seconds(60 + kind);
                ApplicationTargetGroup group =
                        app.equals("bare") ? test.service(scope, idle) : service(test, scope, idle);
                if (guarded) {
                    BackendTimers.of(group)
                            .nginx(NGINX, GOOD_NGINX.replace("timeout 75s", "timeout %ds".formatted(75 + kind)));
                }
            }
        }
        if (guarded) {
            TimeoutGuard.of(test.app);
        }
        long start = System.nanoTime();
        test.app.synth();
        return (System.nanoTime() - start) / 1e6;
    }

    /** A load balancer in front of an Auto Scaling group, in the VPC of their stack. */
    private static ApplicationTargetGroup service(TestApp test, Construct scope, Duration idle) {
        Stack stack = Stack.of(scope);
        Vpc vpc = stack.getNode().tryFindChild("Vpc") instanceof Vpc known
                ? known
                : Vpc.Builder.create(stack, "Vpc").build();
        ApplicationTargetGroup group = test.service(scope, vpc, idle);
        AutoScalingGroup.Builder.create(scope, "Hosts")
                .vpc(vpc)
                .instanceType(new InstanceType("t3.micro"))
                .machineImage(MachineImage.latestAmazonLinux2023())
                .build()
                .attachToApplicationTargetGroup(group);
        return group;
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
