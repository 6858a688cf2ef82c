package io.timeoutchain.cdk;

import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Severity;
import java.util.Map;

/**
 * Judges an example once, on a thread of its own, while the app is still being built.
 *
 * <p>A {@code cdk synth} is one short process, and a new virtual machine takes longer to load the rules and the readers than
 * to use them. It is idle while Node builds the app, and this is what it does then. The outcome is of no interest; a
 * fault in it is one that the guard itself will meet and report.
 */
final class HeadStart {

    private static final String EXAMPLE = """
            [
              {"path": "A", "shown": "A", "type": "LoadBalancer", "properties": {
                "Type": "application",
                "LoadBalancerAttributes": [{"Key": "idle_timeout.timeout_seconds", "Value": "60"}]}},
              {"path": "L", "shown": "L", "type": "Listener", "properties": {
                "LoadBalancerArn": {"Fn::Construct": ["A", "Ref"]}, "Protocol": "HTTP",
                "DefaultActions": [{"Type": "forward", "TargetGroupArn": {"Fn::Construct": ["G", "Ref"]}}]}},
              {"path": "G", "shown": "G", "type": "TargetGroup", "properties": {
                "Port": 80, "TargetType": "instance",
                "TargetGroupAttributes": [{"Key": "deregistration_delay.timeout_seconds", "Value": "60"}]}}
            ]""";

    static {
        Thread.ofPlatform().daemon().name("timeout-chain-head-start").start(HeadStart::judgeExample);
    }

    private HeadStart() {}

    /** Begins, if it has not; gives no result and waits for nothing. */
    static void begin() {
        // The initialiser of the class has begun it.
    }

    private static void judgeExample() {
        var declared = BackendTimers.Declaration.of("1.28.0", "keepalive_timeout 55s;", "23.0.0", "--timeout 30");
        Report report = TimeoutGuard.report(
                ConstructTree.of(EXAMPLE, Map.of("G", declared)), JudgePolicy.DEFAULT, Severity.HIGH);
        report.errors();
        report.notes();
    }
}
