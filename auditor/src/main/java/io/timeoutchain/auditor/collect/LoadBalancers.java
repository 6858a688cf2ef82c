package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.ListenerFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RuleFacts;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.util.List;
import java.util.Map;

/** What we ask of Elastic Load Balancing in one region. */
public interface LoadBalancers {

    /** The most ARNs that {@link #tags} takes. */
    int TAGS_AT_ONCE = 20;

    /** The application and network load balancers, without attributes and listeners. */
    Listing<LoadBalancerFacts> all();

    /** The tags of each of at most {@link #TAGS_AT_ONCE} load balancers, by ARN. */
    Call<Map<String, Map<String, String>>> tags(List<String> arns);

    Call<Map<String, String>> attributes(String loadBalancerArn);

    /** The listeners of a load balancer, without attributes, each with its default rule alone. */
    Listing<ListenerFacts> listeners(String loadBalancerArn);

    Call<Map<String, String>> listenerAttributes(String listenerArn);

    /** All rules of an application load balancer's listener, the default one included. */
    Listing<RuleFacts> rules(String listenerArn);

    /** All target groups of the region, without attributes and targets. */
    Listing<TargetGroupFacts> targetGroups();

    Call<Map<String, String>> targetGroupAttributes(String targetGroupArn);

    /** The registered targets; the instance is only filled in by a later step. */
    Call<List<TargetFacts>> targets(String targetGroupArn);
}
