package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.ListenerFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RuleFacts;
import io.timeoutchain.model.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the listeners of load balancers: on an application load balancer their rules, on a network load balancer their
 * attributes. The other half is not asked for: no attribute of an ALB's listener is a timer, and an NLB's listener has only
 * its default action, which comes with it.
 */
final class Listeners {

    private static final Comparator<ListenerFacts> ORDER =
            Comparator.comparingInt(ListenerFacts::port).thenComparing(ListenerFacts::arn);

    private final LoadBalancers api;
    private final Calls calls;
    private final Parallel parallel;

    Listeners(LoadBalancers api, Calls calls, Parallel parallel) {
        this.api = api;
        this.calls = calls;
        this.parallel = parallel;
    }

    Collected<List<LoadBalancerFacts>> of(List<LoadBalancerFacts> loadBalancers) {
        return Collected.all(parallel.each(Text.marked("listeners and rules"), loadBalancers, this::ofOne));
    }

    private Collected<LoadBalancerFacts> ofOne(LoadBalancerFacts loadBalancer) {
        return calls.askAll(
                        api.listeners(loadBalancer.arn()),
                        loadBalancer.arn(),
                        Text.of("listeners of %s", loadBalancer.name()))
                .then(listed -> details(loadBalancer, listed))
                .map(loadBalancer::withListeners);
    }

    private Collected<Optional<List<ListenerFacts>>> details(
            LoadBalancerFacts loadBalancer, Optional<List<ListenerFacts>> listed) {
        List<ListenerFacts> listeners =
                listed.orElse(List.of()).stream().sorted(ORDER).toList();
        return Collected.all(Parallel.all(listeners, listener -> detail(loadBalancer, listener)))
                .map(detailed -> listed.map(present -> detailed));
    }

    private Collected<ListenerFacts> detail(LoadBalancerFacts loadBalancer, ListenerFacts listener) {
        Text name = Text.of("listener %s of %s", listener.port(), loadBalancer.name());
        if (loadBalancer.type().equals(LoadBalancerFacts.APPLICATION)) {
            return calls.askAll(api.rules(listener.arn()), listener.arn(), Text.of("rules of %s", name))
                    .map(rules -> rules.map(obtained -> listener.withRules(inOrder(obtained, listener.rules())))
                            .orElse(listener));
        }
        return hasIdleTimeout(listener)
                ? attributes(listener, name).map(listener::withAttributes)
                : Collected.of(listener);
    }

    private Collected<Optional<Map<String, String>>> attributes(ListenerFacts listener, Text name) {
        return calls.ask(api.listenerAttributes(listener.arn()), listener.arn(), Text.of("attributes of %s", name));
    }

    /**
     * Whether a network load balancer's listener has {@code tcp.idle_timeout.seconds}. On TLS the value has no effect, but
     * it can be set; on UDP it cannot (<a
     * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html">NLB guide</a>).
     */
    private static boolean hasIdleTimeout(ListenerFacts listener) {
        return !listener.protocol().equals("UDP") && !listener.protocol().equals("QUIC");
    }

    /** The rules as they are tried; the default one also where the listing broke off before it. */
    private static List<RuleFacts> inOrder(List<RuleFacts> obtained, List<RuleFacts> fallback) {
        List<RuleFacts> whole = obtained.stream().anyMatch(Listeners::isDefault)
                ? obtained
                : Stream.concat(obtained.stream(), fallback.stream()).toList();
        return whole.stream()
                .sorted(Comparator.comparingInt(Listeners::position).thenComparing(RuleFacts::arn))
                .toList();
    }

    private static boolean isDefault(RuleFacts rule) {
        return rule.priority().equals(RuleFacts.DEFAULT);
    }

    private static int position(RuleFacts rule) {
        return rule.priority().matches("\\d{1,9}") ? Integer.parseInt(rule.priority()) : Integer.MAX_VALUE;
    }
}
