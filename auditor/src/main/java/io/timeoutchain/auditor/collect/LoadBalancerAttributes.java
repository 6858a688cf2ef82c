package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.model.Text;
import java.util.List;

/** Reads the attributes of load balancers, among them the idle timeout. */
final class LoadBalancerAttributes {

    private final LoadBalancers api;
    private final Calls calls;
    private final Parallel parallel;

    LoadBalancerAttributes(LoadBalancers api, Calls calls, Parallel parallel) {
        this.api = api;
        this.calls = calls;
        this.parallel = parallel;
    }

    Collected<List<LoadBalancerFacts>> of(List<LoadBalancerFacts> loadBalancers) {
        return Collected.all(
                parallel.each(Text.marked("load balancer attributes"), loadBalancers, loadBalancer -> calls.ask(
                                api.attributes(loadBalancer.arn()),
                                loadBalancer.arn(),
                                Text.of("attributes of %s", loadBalancer.name()))
                        .map(loadBalancer::withAttributes)));
    }
}
