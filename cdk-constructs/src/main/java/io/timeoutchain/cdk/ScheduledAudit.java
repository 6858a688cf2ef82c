package io.timeoutchain.cdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TimeConversionOptions;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.scheduler.ContextAttribute;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.TimeWindow;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * An audit that runs by itself, keeps its reports, and speaks up when something is new, worse or fixed:
 *
 * <pre>{@code
 * ScheduledAudit.Builder.create(stack, "Audit")
 *         .code(Code.fromAsset("auditor/target/scheduled-audit.zip"))
 *         .regions(List.of("eu-central-1"))
 *         .build();
 * }</pre>
 *
 * <p>A schedule calls a function, which audits every region of this account, or of those whose roles it is given. Reports and
 * snapshots go to a bucket ({@code runs/<date>/<account>/}, and {@code latest/<account>/}), news to a topic, figures to
 * CloudWatch: {@code Findings} by {@code Severity}, {@code Undecided}, {@code Gaps} and {@code Ran}, with the dimension {@code
 * Audit}, in the namespace {@value #NAMESPACE}. Alarms tell of high findings and of an audit that did not run; a call that
 * failed for good goes to a queue.
 *
 * <p>The function may do what {@code timeout-chain policy} prints for the same regions and document, assume the given roles,
 * and use its own bucket, topic, queue, log and namespace; nothing else.
 */
public final class ScheduledAudit extends Construct {

    /** The namespace of the metrics. */
    public static final String NAMESPACE = "TimeoutChain";

    private static final String HANDLER = "io.timeoutchain.auditor.scheduled.aws.ScheduledAuditHandler::handleRequest";
    private static final String SHELL_DOCUMENT = "AWS-RunShellScript";
    private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::\\d{12}:role/.+");

    /** The longest that Lambda lets a function run. */
    private static final Duration LONGEST_RUN = Duration.minutes(15);

    /** An alarm looks back seven days at most, for periods of an hour (PutMetricAlarm, EvaluationPeriods). */
    private static final int LONGEST_SILENCE_HOURS = 7 * 24;

    private final Bucket bucket;
    private final ITopic topic;
    private final Queue deadLetters;
    private final Function function;
    private final Schedule schedule;
    private final Alarm highFindings;
    private final Alarm didNotRun;
    private final Optional<Alarm> couldNotTell;

    private ScheduledAudit(Builder builder) {
        super(builder.scope, builder.id);
        bucket = bucket(builder);
        topic = builder.topic == null ? newTopic() : builder.topic;
        deadLetters = Queue.Builder.create(this, "DeadLetters")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
        function = function(builder);
        schedule = schedule(builder);
        highFindings = alarm(
                "HighFindings",
                "A timer is set so that requests fail.",
                metric("Findings", Map.of("Audit", name(), "Severity", "high")),
                1);
        didNotRun = silence(builder);
        couldNotTell = builder.alarmOnGaps
                ? Optional.of(alarm(
                        "CouldNotTell",
                        "Something could not be read, so that its timers could not be judged.",
                        metric("Gaps", Map.of("Audit", name())),
                        1))
                : Optional.empty();
        CfnOutput.Builder.create(this, "Bucket").value(bucket.getBucketName()).build();
        CfnOutput.Builder.create(this, "Topic").value(topic.getTopicArn()).build();
    }

    /** The bucket with the reports and snapshots. It stays when the stack is deleted. */
    public Bucket bucket() {
        return bucket;
    }

    /** The topic that news and alarms go to, to subscribe to. */
    public ITopic topic() {
        return topic;
    }

    /** What could not be called, or failed each time. */
    public Queue deadLetters() {
        return deadLetters;
    }

    /** The function that audits. */
    public Function function() {
        return function;
    }

    /** What calls it. */
    public Schedule schedule() {
        return schedule;
    }

    /** Is in alarm while a high finding is open. */
    public Alarm highFindings() {
        return highFindings;
    }

    /** Goes into alarm when no run has audited anything for longer than the schedule allows; and is, until the first has. */
    public Alarm didNotRun() {
        return didNotRun;
    }

    /** Is in alarm while something could not be told, where {@link Builder#alarmOnGaps} asked for it. */
    public Optional<Alarm> couldNotTell() {
        return couldNotTell;
    }

    private String name() {
        return Names.uniqueId(this);
    }

    private Bucket bucket(Builder builder) {
        return Bucket.Builder.create(this, "Results")
                .versioned(true)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .lifecycleRules(List.of(
                        LifecycleRule.builder()
                                .id("ForgetOldRuns")
                                .prefix("runs/")
                                .expiration(builder.keepRuns)
                                .build(),
                        LifecycleRule.builder()
                                .id("ForgetOldVersions")
                                .noncurrentVersionExpiration(Duration.days(30))
                                .abortIncompleteMultipartUploadAfter(Duration.days(1))
                                .build()))
                .build();
    }

    /** With a key of its own: CloudWatch may not use the one that AWS keeps for SNS, and alarms would be lost. */
    private Topic topic(Key key) {
        Topic made = Topic.Builder.create(this, "News").masterKey(key).build();
        made.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("TakeAlarmsOfThisAccount")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(made.getTopicArn()))
                .conditions(ofThisAccount())
                .build());
        made.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("RefuseWithoutTls")
                .effect(Effect.DENY)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("sns:Publish"))
                .resources(List.of(made.getTopicArn()))
                .conditions(Map.of("Bool", Map.of("aws:SecureTransport", "false")))
                .build());
        return made;
    }

    private Topic newTopic() {
        Key key = Key.Builder.create(this, "NewsKey")
                .description("Encrypts the news of a scheduled audit of timers.")
                .enableKeyRotation(true)
                .build();
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("TakeAlarmsOfThisAccount")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
                .resources(List.of("*"))
                .conditions(ofThisAccount())
                .build());
        return topic(key);
    }

    private Map<String, Object> ofThisAccount() {
        return Map.of("StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount()));
    }

    private Function function(Builder builder) {
        LogGroup log = LogGroup.Builder.create(this, "Log")
                .retention(builder.logRetention)
                .build();
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .description("Audits load balancer and host timers on a schedule, and keeps what it finds.")
                // In an order that is the same at every synthesis.
                .inlinePolicies(
                        new TreeMap<>(Map.of("Audit", document(auditing(builder)), "Keep", document(keeping(log)))))
                .build();
        Function made = Function.Builder.create(this, "Function")
                .description("Audits load balancer and host timers, and tells what is new.")
                .runtime(builder.runtime)
                .architecture(Architecture.ARM_64)
                .handler(HANDLER)
                .code(builder.code())
                .memorySize(builder.memoryMiB)
                .timeout(builder.timeout)
                // All it may do stands in the role itself, which is made as a whole before the function.
                .role(role.withoutPolicyUpdates())
                .logGroup(log)
                .deadLetterQueue(deadLetters)
                .environment(Map.of(
                        "TIMEOUT_CHAIN_BUCKET", bucket.getBucketName(),
                        "TIMEOUT_CHAIN_TOPIC", topic.getTopicArn(),
                        "TIMEOUT_CHAIN_NAMESPACE", NAMESPACE,
                        "TIMEOUT_CHAIN_AUDIT", name()))
                .build();
        // The reference to the role says the same (cfn-lint W3005).
        resource(made).addDeletionOverride("DependsOn");
        return made;
    }

    private static CfnResource resource(IConstruct construct) {
        return (CfnResource)
                Optional.ofNullable(construct.getNode().getDefaultChild()).orElseThrow();
    }

    private static PolicyDocument document(List<PolicyStatement> statements) {
        return PolicyDocument.Builder.create()
                .statements(statements)
                .minimize(false)
                .build();
    }

    private List<PolicyStatement> auditing(Builder builder) {
        List<PolicyStatement> statements = new ArrayList<>();
        if (builder.auditsOwnAccount()) {
            statements.addAll(AuditPolicy.reading(builder.hosts ? commandResources(builder) : List.of()));
        }
        if (!builder.roleArns.isEmpty()) {
            statements.add(AuditPolicy.assuming(builder.roleArns));
        }
        return statements;
    }

    private List<String> commandResources(Builder builder) {
        Stack stack = Stack.of(this);
        List<String> resources = new ArrayList<>();
        for (String region : builder.regions(stack)) {
            resources.add(arn(stack, "ec2", region, stack.getAccount(), "instance", "*"));
        }
        for (String region : builder.regions(stack)) {
            // The documents of AWS belong to no account.
            String owner = builder.document.startsWith("AWS-") ? "" : stack.getAccount();
            resources.add(arn(stack, "ssm", region, owner, "document", builder.document));
        }
        return resources;
    }

    private static String arn(
            Stack stack, String service, String region, String account, String resource, String name) {
        return stack.formatArn(ArnComponents.builder()
                .service(service)
                .region(region)
                .account(account)
                .resource(resource)
                .resourceName(name)
                .build());
    }

    private List<PolicyStatement> keeping(LogGroup log) {
        List<PolicyStatement> statements = new ArrayList<>(List.of(
                AuditPolicy.allow(
                        "KeepResults",
                        List.of("s3:PutObject"),
                        List.of(bucket.arnForObjects("latest/*"), bucket.arnForObjects("runs/*"))),
                AuditPolicy.allow(
                        "ReadWhatIsKnown", List.of("s3:GetObject"), List.of(bucket.arnForObjects("latest/*"))),
                // Without it S3 says "denied" of an object that is not there.
                AuditPolicy.allow("MissWhatIsNotThere", List.of("s3:ListBucket"), List.of(bucket.getBucketArn())),
                AuditPolicy.allow("TellNews", List.of("sns:Publish"), List.of(topic.getTopicArn())),
                PolicyStatement.Builder.create()
                        .sid("Measure")
                        .actions(List.of("cloudwatch:PutMetricData"))
                        .resources(List.of("*"))
                        .conditions(Map.of("StringEquals", Map.of("cloudwatch:namespace", NAMESPACE)))
                        .build(),
                AuditPolicy.allow("KeepFailedCalls", List.of("sqs:SendMessage"), List.of(deadLetters.getQueueArn())),
                AuditPolicy.allow(
                        "Log", List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(log.getLogGroupArn()))));
        Optional.ofNullable(topic.getMasterKey())
                .ifPresent(key -> statements.add(AuditPolicy.allow(
                        "EncryptNews", List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of(key.getKeyArn()))));
        return statements;
    }

    private Schedule schedule(Builder builder) {
        return Schedule.Builder.create(this, "Schedule")
                .description("Calls an audit of timers.")
                .schedule(builder.schedule)
                .timeWindow(
                        Builder.minutes(builder.window) == 0 ? TimeWindow.off() : TimeWindow.flexible(builder.window))
                .target(LambdaInvoke.Builder.create(function)
                        .input(ScheduleTargetInput.fromObject(builder.event(Stack.of(this))))
                        .deadLetterQueue(deadLetters)
                        .retryAttempts(3)
                        .maxEventAge(Duration.hours(1))
                        .build())
                .build();
    }

    /** Without a run there is no figure, and the alarm stays as it is: the other alarm tells of that. */
    private Alarm alarm(String id, String description, Metric metric, int threshold) {
        return acting(Alarm.Builder.create(this, id)
                .alarmDescription(description)
                .metric(metric)
                .threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.IGNORE)
                .build());
    }

    private Alarm silence(Builder builder) {
        return acting(Alarm.Builder.create(this, "DidNotRun")
                .alarmDescription("The audit of timers did not run, or could audit nothing.")
                .metric(metric("Ran", Map.of("Audit", name())))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .evaluationPeriods(builder.silenceHours())
                .treatMissingData(TreatMissingData.BREACHING)
                .build());
    }

    private Alarm acting(Alarm alarm) {
        SnsAction action = new SnsAction(topic);
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
        return alarm;
    }

    private static Metric metric(String name, Map<String, String> dimensions) {
        return Metric.Builder.create()
                .namespace(NAMESPACE)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic("Maximum")
                .period(Duration.hours(1))
                .build();
    }

    /** What a scheduled audit is made of. Everything but the function's code may be left out. */
    public static final class Builder {

        private final Construct scope;
        private final String id;
        private @Nullable Code code;
        private List<String> regions = List.of();
        private List<String> roleArns = List.of();
        private @Nullable Boolean ownAccount;
        private List<String> loadBalancers = List.of();
        private boolean hosts = true;
        private String document = SHELL_DOCUMENT;
        private @Nullable String configuration;
        private ScheduleExpression schedule = ScheduleExpression.rate(Duration.days(1));
        private Duration interval = Duration.days(1);
        private Duration window = Duration.minutes(15);
        private Runtime runtime = Runtime.JAVA_21;
        private int memoryMiB = 1024;
        private Duration timeout = LONGEST_RUN;
        private @Nullable ITopic topic;
        private Duration keepRuns = Duration.days(365);
        private RetentionDays logRetention = RetentionDays.THREE_MONTHS;
        private boolean alarmOnGaps;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** Begins a scheduled audit. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The function: the file {@code scheduled-audit.zip} that the build of the auditor makes. */
        public Builder code(Code zip) {
            code = zip;
            return this;
        }

        /** The regions to audit. Default: the stack's. */
        public Builder regions(List<String> names) {
            regions = List.copyOf(names);
            return this;
        }

        /**
         * The roles to audit as, one for each account, such as those that {@link AuditorRole} makes. Default: none; then the
         * function's own account is audited.
         *
         * @throws IllegalArgumentException if one is not the ARN of a role: with a wildcard in it, any role might be assumed
         */
        public Builder roleArns(List<String> arns) {
            arns.stream()
                    .filter(arn -> !ROLE.matcher(arn).matches() || arn.contains("*"))
                    .findFirst()
                    .ifPresent(arn -> {
                        throw new IllegalArgumentException(
                                "not the ARN of a role, such as arn:aws:iam::123456789012:role/auditor: " + arn);
                    });
            roleArns = List.copyOf(arns);
            return this;
        }

        /** Whether to audit the function's own account beside the given roles. Default: only where there are none. */
        public Builder ownAccount(boolean audited) {
            ownAccount = audited;
            return this;
        }

        /** Names, ARNs or patterns of the load balancers to audit. Default: all. */
        public Builder loadBalancers(List<String> patterns) {
            loadBalancers = List.copyOf(patterns);
            return this;
        }

        /** Leaves the hosts alone: what only they can tell is then undecided in every report. */
        public Builder withoutHosts() {
            hosts = false;
            return this;
        }

        /** Asks the hosts with this document, and may run no other. */
        public Builder document(HostTimersDocument timers) {
            return documentName(timers.documentName());
        }

        /**
         * Asks the hosts with the document of this name, which every audited region and account must have ({@link
         * HostTimersDocument}), and may run no other. Default: {@code AWS-RunShellScript}, which runs whatever it is sent.
         */
        public Builder documentName(String name) {
            document = name;
            return this;
        }

        /** Margins, severities and declared parties: the text of a {@code timeout-chain.yaml}. */
        public Builder configuration(String yaml) {
            configuration = yaml;
            return this;
        }

        /** Audits once in this time: from an hour to six days. Default: a day. */
        public Builder every(Duration time) {
            return schedule(ScheduleExpression.rate(time), time);
        }

        /**
         * Audits on a schedule.
         *
         * @param when when to run
         * @param longestPause the longest time between two runs, from an hour to six days: after it, and some time for the run
         *     itself, the alarm goes off
         */
        public Builder schedule(ScheduleExpression when, Duration longestPause) {
            schedule = when;
            interval = longestPause;
            return this;
        }

        /** By how much a run may be late, so that not all run at once; zero for not at all. Default: 15 minutes. */
        public Builder flexibleWindow(Duration time) {
            window = time;
            return this;
        }

        /** The function's runtime. Default: Java 21; no older one will do. */
        public Builder runtime(Runtime java) {
            runtime = java;
            return this;
        }

        /** The function's memory in MiB, which decides about its share of a processor too. Default: 1024. */
        public Builder memoryMiB(int mebibytes) {
            memoryMiB = mebibytes;
            return this;
        }

        /** How long a run may take: up to 15 minutes, which is the default. */
        public Builder timeout(Duration time) {
            timeout = time;
            return this;
        }

        /** Where news and alarms go. It must let CloudWatch publish. Default: an encrypted topic that is made. */
        public Builder topic(ITopic known) {
            topic = known;
            return this;
        }

        /** How long the reports of single runs are kept. Default: 365 days. */
        public Builder keepRuns(Duration time) {
            keepRuns = time;
            return this;
        }

        /** How long the function's log is kept. Default: three months. */
        public Builder logRetention(RetentionDays time) {
            logRetention = time;
            return this;
        }

        /** Has an alarm too for what could not be told. Default: none, since some hosts can never be read. */
        public Builder alarmOnGaps() {
            alarmOnGaps = true;
            return this;
        }

        /**
         * Makes it.
         *
         * @throws IllegalArgumentException if there is no code, no account, or a time out of its range
         */
        public ScheduledAudit build() {
            code();
            silenceHours();
            if (!auditsOwnAccount() && roleArns.isEmpty()) {
                throw new IllegalArgumentException(
                        "without its own account and without roles there is nothing to audit");
            }
            return new ScheduledAudit(this);
        }

        private Code code() {
            if (code == null) {
                throw new IllegalArgumentException(
                        "a scheduled audit needs code: Code.fromAsset(\"auditor/target/scheduled-audit.zip\")");
            }
            return code;
        }

        private boolean auditsOwnAccount() {
            return ownAccount == null ? roleArns.isEmpty() : ownAccount;
        }

        private List<String> regions(Stack stack) {
            return regions.isEmpty() ? List.of(stack.getRegion()) : regions;
        }

        /** The whole hours within which a run must have ended, and one more because periods begin at the full hour. */
        private int silenceHours() {
            double hours = minutes(interval) / 60;
            if (hours < 1 || hours > 6 * 24) {
                throw new IllegalArgumentException(
                        "an audit runs once in an hour to six days, so that an alarm can tell that it did not: "
                                + interval.toHumanString());
            }
            double late = (minutes(interval) + minutes(window) + minutes(timeout)) / 60;
            return Math.min(LONGEST_SILENCE_HOURS, (int) Math.ceil(late) + 1);
        }

        private static double minutes(Duration time) {
            return time.toMinutes(
                            TimeConversionOptions.builder().integral(false).build())
                    .doubleValue();
        }

        /** What the function's own handler reads. */
        private Map<String, Object> event(Stack stack) {
            Map<String, Object> event = new LinkedHashMap<>();
            // The same whenever the call is repeated.
            event.put("run", ContextAttribute.getScheduledTime());
            event.put("regions", regions(stack));
            event.put("roleArns", roleArns);
            event.put("ownAccount", auditsOwnAccount());
            event.put("loadBalancers", loadBalancers);
            event.put("hosts", hosts);
            event.put("document", document);
            if (configuration != null) {
                event.put("configuration", configuration);
            }
            return event;
        }
    }
}
