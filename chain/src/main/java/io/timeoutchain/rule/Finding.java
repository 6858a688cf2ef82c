package io.timeoutchain.rule;

import io.timeoutchain.model.Evidence;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A broken rule made presentable.
 *
 * @param rule the rule that is broken
 * @param severity how bad it is here
 * @param confidence how sure it is
 * @param spot where it is
 * @param observed the values that do not fit, and where each stands
 * @param because the sequence that fails, in a sentence
 * @param repair what to change
 * @param evidence what logs said that speaks for it
 * @param fingerprint the same for the same defect: the rule, the load balancer, the target group and the settings of both
 *     ends, whatever their values are today and on which hosts; two findings with one fingerprint are one defect met twice
 */
public record Finding(
        RuleCard rule,
        Severity severity,
        Confidence confidence,
        Spot spot,
        List<Observation> observed,
        Text because,
        List<Repair> repair,
        List<Evidence> evidence,
        String fingerprint) {

    public Finding {
        observed = List.copyOf(observed);
        repair = List.copyOf(repair);
        evidence = List.copyOf(evidence);
    }

    /**
     * A place in the account and in the chain.
     *
     * @param place the load balancer, target group, hosts and route
     * @param caller the caller of the link, if it is about one
     * @param callee the callee of the link, or the one party it is about; empty for a target group as a whole
     */
    public record Spot(Place place, Optional<Product> caller, Optional<Product> callee) {

        static final Comparator<Spot> ORDER = Comparator.comparing((Spot spot) -> spot.place.region())
                .thenComparing(spot -> spot.place.loadBalancer())
                .thenComparing(spot -> spot.place.loadBalancerArn())
                .thenComparing(spot -> spot.place.targetGroup())
                .thenComparing(spot -> spot.place.targetGroupArn())
                .thenComparing(spot -> spot.caller.map(Product::ordinal).orElse(-1))
                .thenComparing(spot -> spot.callee.map(Product::ordinal).orElse(-1))
                .thenComparing(spot -> spot.place.route())
                .thenComparing(spot -> String.join(",", spot.place.hosts()));
    }

    /** The same finding with another repair. */
    public Finding with(List<Repair> other) {
        return new Finding(rule, severity, confidence, spot, observed, because, other, evidence, fingerprint);
    }

    /** The worst first; of the equally bad those first for which a log speaks. */
    static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(finding -> finding.evidence().isEmpty())
            .thenComparing(Finding::spot, Spot.ORDER)
            .thenComparing(finding -> finding.rule().id())
            .thenComparing(Finding::fingerprint);
}
