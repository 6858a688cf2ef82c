package io.timeoutchain.cdk;

import io.timeoutchain.cdk.ConstructTree.Contents;
import io.timeoutchain.cdk.ConstructTree.Note;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.IPolicyValidationPlugin;
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

    /** What a plugin is to report, by the path of the guard that found it; empty where there is none. */
    private Optional<Map<String, Report>> collected = Optional.empty();

    private TimeoutGuard(Construct scope) {
        super(scope, ID);
        this.scope = scope;
        HeadStart.begin();
        getNode().addValidation(this::errors);
        ConstructTree.guardStages(this, stage -> TimeoutGuard.of(stage).like(this));
    }

    /**
     * The guard of everything under {@code scope}; always the same for the same scope.
     *
     * @param scope an {@code App}, {@code Stage}, {@code Stack} or any other construct
     * @throws RuntimeException from the jsii runtime, if {@code scope} has a child of that id which is no guard
     */
    public static TimeoutGuard of(Construct scope) {
        return scope.getNode().tryFindChild(ID) instanceof TimeoutGuard known ? known : new TimeoutGuard(scope);
    }

    /**
     * From which severity on a finding fails the synthesis; {@link Severity#HIGH} unless said otherwise.
     *
     * @param severity the least that fails; {@link Severity#INFO} lets nothing pass
     */
    public TimeoutGuard failAt(Severity severity) {
        failAt = severity;
        return this;
    }

    /**
     * Judges with other margins or severities; with {@link JudgePolicy#DEFAULT} unless said otherwise.
     *
     * @param other the margins, as durations, and severities by the id of their rule
     */
    public TimeoutGuard judgeBy(JudgePolicy other) {
        policy = other;
        return this;
    }

    /**
     * A plugin that puts everything that is found and everything that cannot be told into the CDK's validation report,
     * {@code validation-report.json} in the output directory, under the name {@code timeout-chain}:
     *
     * <pre>{@code
     * Validations.of(app).addPlugins(TimeoutGuard.of(app).plugin());
     * }</pre>
     *
     * <p>Once it was asked for, nothing is annotated at constructs any more, and it is the CDK that fails the synthesis for a
     * finding of at least {@link #failAt}, after it has written templates and report; outside its command line too, with
     * the findings on standard error. A finding is acknowledged by {@code timeout-chain::} and its rule: {@code
     * timeout-chain::callee-closes-first}; one that fails the synthesis as well. What is found in nested stages that were
     * given no guard of their own is in it.
     *
     * <p>Not registered by itself, for its price: the CDK then hashes all files in the output directory, those of earlier
     * runs too (<a href="https://github.com/aws/aws-cdk/issues/38614">aws-cdk#38614</a>).
     *
     * @return a plugin to be registered at the app or stage that is guarded
     */
    public IPolicyValidationPlugin plugin() {
        if (collected.isEmpty()) {
            collected = Optional.of(new LinkedHashMap<>());
        }
        return new ReportPlugin(collected.get());
    }

    private TimeoutGuard like(TimeoutGuard other) {
        failAt = other.failAt;
        policy = other.policy;
        collected = other.collected;
        return this;
    }

    private List<String> errors() {
        Report report = report(ConstructTree.read(scope), policy, failAt);
        if (collected.isPresent()) {
            collected.get().put(getNode().getPath(), report);
            return List.of();
        }
        ConstructTree.annotate(scope, report.notes());
        return report.errors().stream().map(Note::message).toList();
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
