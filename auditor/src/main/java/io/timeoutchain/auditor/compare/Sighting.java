package io.timeoutchain.auditor.compare;

import io.timeoutchain.model.Text;
import io.timeoutchain.rule.Severity;
import java.util.List;
import java.util.Optional;

/**
 * One finding as a report tells it. Several sightings with one fingerprint are one {@link Defect}.
 *
 * @param rule the rule's id
 * @param severity the severity's id
 * @param title the defect as a short statement
 * @param region the AWS region
 * @param loadBalancer the load balancer's name
 * @param loadBalancerArn its ARN
 * @param targetGroup the target group's name
 * @param targetGroupArn its ARN
 * @param hosts on which hosts
 * @param route for which requests; empty where everything goes one way
 * @param caller the caller of the link, if it is about one
 * @param callee the callee, or the one party it is about; empty for a target group
 * @param observed the values that do not fit
 * @param because the sequence that fails, in a sentence
 * @param repair what to change
 * @param fingerprint what it has in common with every other sighting of the same defect
 */
public record Sighting(
        String rule,
        String severity,
        String title,
        String region,
        String loadBalancer,
        String loadBalancerArn,
        String targetGroup,
        String targetGroupArn,
        List<String> hosts,
        String route,
        Optional<String> caller,
        Optional<String> callee,
        List<Value> observed,
        String because,
        List<Change> repair,
        String fingerprint) {

    public Sighting {
        if (Severity.of(severity).isEmpty()) {
            throw new IllegalArgumentException(
                    Text.of("\"%s\" is no severity", severity).toString());
        }
        hosts = List.copyOf(hosts);
        observed = List.copyOf(observed);
        repair = List.copyOf(repair);
    }

    /** One of the values that do not fit. */
    public record Value(String party, String setting, String text) {

        /** Whose setting it is. */
        String name() {
            return party + " " + setting;
        }

        /** The setting with its value. */
        Text words() {
            return Text.of("%s %s %s", Text.recorded(party), Text.recorded(setting), Text.recorded(text));
        }
    }

    /** A change that would mend it. */
    public record Change(String party, String setting, Optional<String> from, Optional<String> to, String text) {}

    /** What it is an answer to. */
    Question question() {
        return new Question(rule, region, loadBalancer, loadBalancerArn, targetGroup, targetGroupArn, caller, callee);
    }

    /** How bad it is. */
    Severity badness() {
        return Severity.of(severity).orElseThrow();
    }
}
