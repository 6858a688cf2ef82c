package io.timeoutchain.auditor.compare;

import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Text;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rule at a load balancer and target group, between two parties: what a defect of old is an answer to.
 *
 * @param rule the rule's id
 * @param region the AWS region
 * @param loadBalancer the load balancer's name
 * @param loadBalancerArn its ARN
 * @param targetGroup the target group's name
 * @param targetGroupArn its ARN
 * @param caller the caller of the link, if it is about one
 * @param callee the callee, or the one party it is about; empty for a target group
 */
public record Question(
        String rule,
        String region,
        String loadBalancer,
        String loadBalancerArn,
        String targetGroup,
        String targetGroupArn,
        Optional<String> caller,
        Optional<String> callee) {

    /** Why it means nothing that {@code now} names no defect here; empty where it means that there is none any more. */
    public Optional<Text> whyUntold(Told now) {
        if (now.scope().seen().isEmpty()) {
            return Optional.of(Text.of(
                    "the report of version %s does not say what it saw",
                    now.tool().version()));
        }
        Optional<Report.Seen> seen = now.scope().seen().get().stream()
                .filter(balancer -> balancer.loadBalancerArn().equals(loadBalancerArn))
                .findFirst();
        if (seen.isEmpty()) {
            return Optional.of(
                    now.scope().regions().contains(region)
                            ? Text.of(
                                    "the load balancer %s was not listed: it is deleted, or out of scope, or listing failed",
                                    loadBalancer)
                            : Text.of("the region %s was not read", region));
        }
        Optional<Text> undecided = now.undecided().stream()
                .filter(this::isLeftOpenBy)
                .flatMap(open -> open.gaps().stream())
                .findFirst()
                .map(gap -> Text.of("%s: %s", Text.recorded(gap.subject()), Text.recorded(gap.cause())));
        if (undecided.isPresent()) {
            return undecided;
        }
        if (seen.get().whole().contains(targetGroupArn)) {
            return Optional.empty();
        }
        if (seen.get().partial().contains(targetGroupArn)) {
            return Optional.of(Text.of("not every target of %s was read", targetGroup));
        }
        return seen.get().complete()
                ? Optional.empty()
                : Optional.of(Text.of("what stands behind %s was not read in full", loadBalancer));
    }

    /** An unrecognised party may be the very one that is asked about. */
    private boolean isLeftOpenBy(Told.Open open) {
        boolean unrecognised = Stream.of(open.caller(), open.callee())
                .flatMap(Optional::stream)
                .anyMatch(Product.UNKNOWN.id()::equals);
        boolean samePair = open.caller().equals(caller) && open.callee().equals(callee);
        return open.rule().equals(rule)
                && open.loadBalancerArn().equals(loadBalancerArn)
                && open.targetGroupArn().equals(targetGroupArn)
                && (samePair || unrecognised);
    }
}
