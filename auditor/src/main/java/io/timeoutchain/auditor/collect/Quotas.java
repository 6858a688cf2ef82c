package io.timeoutchain.auditor.collect;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The quotas of the services we call, per account and region.
 *
 * @param loadBalancing one bucket for all of Elastic Load Balancing's read actions together
 * @param ec2 one bucket for each of EC2's read actions. It is the one for filtered or paged calls; all of ours are both
 * @param ssm one bucket for all of Systems Manager's actions that we call
 * @param sts one bucket for the Security Token Service
 * @param importing one bucket for importing findings into Security Hub
 * @param lookingUp one bucket for looking them up there
 */
public record Quotas(Quota loadBalancing, Quota ec2, Quota ssm, Quota sts, Quota importing, Quota lookingUp) {

    /**
     * What AWS documents: <a
     * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html">Elastic Load
     * Balancing</a> 40 and 10 a second, <a
     * href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html">EC2</a> 100 and 20 a second, <a
     * href="https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html">Security Hub</a> 30
     * and 10 a second for importing findings, <a
     * href="https://docs.aws.amazon.com/securityhub/1.0/APIReference/Welcome.html">6 and 3 a second</a> for getting them. For Run
     * Command and STS it publishes no number; 10 and 5 a second is our own cautious guess.
     */
    public static final Quotas DOCUMENTED = new Quotas(
            new Quota(40, 10),
            new Quota(100, 20),
            new Quota(10, 5),
            new Quota(10, 5),
            new Quota(30, 10),
            new Quota(6, 3));

    /** The part of them that we allow ourselves, so that the account's other tools keep working. */
    public Quotas share(double share) {
        return new Quotas(
                loadBalancing.share(share),
                ec2.share(share),
                ssm.share(share),
                sts.share(share),
                importing.share(share),
                lookingUp.share(share));
    }

    Quota of(AwsAction action) {
        return switch (action.service()) {
            case ELASTIC_LOAD_BALANCING -> loadBalancing;
            case EC2 -> ec2;
            case SSM -> ssm;
            case STS -> sts;
            case SECURITY_HUB -> action == AwsAction.GET_FINDINGS ? lookingUp : importing;
        };
    }

    /** The name of the bucket that a call of {@code action} takes its token from. */
    static String bucket(AwsAction action) {
        return switch (action.service()) {
            case ELASTIC_LOAD_BALANCING, SSM, STS -> action.service().prefix();
            case EC2, SECURITY_HUB -> action.iamName();
        };
    }

    /** The least time in which the given calls can be sent: the slowest bucket decides. */
    Duration timeFor(Collection<AwsAction> calls) {
        Map<String, Long> perBucket =
                calls.stream().collect(Collectors.groupingBy(Quotas::bucket, Collectors.counting()));
        Map<String, Quota> quotas =
                calls.stream().collect(Collectors.toMap(Quotas::bucket, this::of, (one, same) -> one));
        return quotas.entrySet().stream()
                .map(bucket -> bucket.getValue()
                        .timeFor(perBucket.getOrDefault(bucket.getKey(), 0L).intValue()))
                .max(Comparator.comparing(Function.identity()))
                .orElse(Duration.ZERO);
    }
}
