package io.timeoutchain.cdk;

import io.timeoutchain.cdk.ConstructTree.Contents;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rule.Rule;
import io.timeoutchain.rule.Severity;
import io.timeoutchain.rules.EditedNotReloaded;
import io.timeoutchain.rules.HostsDisagree;
import io.timeoutchain.rules.Rules;
import io.timeoutchain.rules.TooManyWorkers;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import software.constructs.Construct;

/**
 * Judges every Application and Network Load Balancer, listener and target group under a scope when the app is
 * synthesised, by the same rules that an audit of the account would apply, but for those about hosts that run already:
 *
 * <pre>{@code
 * TimeoutGuard.of(app);
 * }</pre>
 *
 * <p>It sees what will stand in the templates, whoever wrote it: L2 and L1 constructs, included templates, aspects, escape
 * hatches. Values are held against the ranges of their platform and against what is declared of the targets ({@link
 * BackendTimers}).
 *
 * <ul>
 *   <li>A finding of at least {@link #failAt} fails the synthesis, from {@code app.synth()} in a test as well as from the
 *       CDK's command line, with the construct path, the values, the rule and the repair.
 *   <li>A lesser finding is a warning at its construct, {@code timeout-chain-} and the rule's id; one of severity info is
 *       a remark. {@code Validations.of(construct).acknowledge(…)} silences it, with a reason, there and below.
 *   <li>What cannot be told, because a value is known only when it is deployed or nothing is declared, is a warning
 *       {@code timeout-chain-cannot-tell-…}, never a pass.
 * </ul>
 *
 * <p>Adds nothing to any template, and registers no validation plugin: since aws-cdk-lib 2.257 one by a third party makes
 * the CDK hash the whole output directory (<a href="https://github.com/aws/aws-cdk/issues/38614">aws-cdk#38614</a>).
 *
 * <p>A nested {@code Stage} is synthesised before its app. The guard of the app gives each one, when that begins, a guard
 * like itself, unless it has one: {@code TimeoutGuard.of(stage)} is where to choose otherwise for one stage.
 */
public final class TimeoutGuard extends Construct {

    /** The id of the construct that is added to the guarded scope. */
    public static final String ID = "TimeoutGuard";

    /** The rules that ask about hosts which run already. */
    private static final Set<Class<? extends Rule>> OF_RUNNING_HOSTS =
            Set.of(TooManyWorkers.class, HostsDisagree.class, EditedNotReloaded.class);

    private static final List<Rule> RULES = Rules.all().stream()
            .filter(rule -> !OF_RUNNING_HOSTS.contains(rule.getClass()))
            .toList();

    private final Construct scope;
    private Severity failAt = Severity.HIGH;
    private JudgePolicy policy = JudgePolicy.DEFAULT;

    private TimeoutGuard(Construct scope) {
        super(scope, ID);
        this.scope = scope;
        HeadStart.begin();
        getNode().addValidation(this::errors);
        ConstructTree.guardStages(
                this, stage -> TimeoutGuard.of(stage).failAt(failAt).judgeBy(policy));
    }

    /**
     * The guard of everything under {@code scope}; always the same for the same scope.
     *
     * @param scope an {@code App}, {@code Stage}, {@code Stack} or any other construct
     */
    public static TimeoutGuard of(Construct scope) {
        return scope.getNode().tryFindChild(ID) instanceof TimeoutGuard known ? known : new TimeoutGuard(scope);
    }

    /** From which severity on a finding fails the synthesis; {@link Severity#HIGH} unless said otherwise. */
    public TimeoutGuard failAt(Severity severity) {
        failAt = severity;
        return this;
    }

    /** Judges with other margins or severities; with {@link JudgePolicy#DEFAULT} unless said otherwise. */
    public TimeoutGuard judgeBy(JudgePolicy other) {
        policy = other;
        return this;
    }

    private List<String> errors() {
        Report report = report(ConstructTree.read(scope), policy, failAt);
        ConstructTree.annotate(scope, report.notes());
        return report.errors();
    }

    /** Judges what stands in an app. */
    static Report report(Contents contents, JudgePolicy policy, Severity failAt) {
        Judge judge = new Judge(RULES, policy);
        // What stands alike is one object, and is judged once.
        IdentityHashMap<TargetGroup, Judgement> judged = new IdentityHashMap<>();
        Report report = new Report(failAt);
        LoadBalancing.stands(contents)
                .forEach(stand -> report.add(
                        stand, judged.computeIfAbsent(stand.chains(), chains -> judge.judge(List.of(chains)))));
        return report;
    }
}
