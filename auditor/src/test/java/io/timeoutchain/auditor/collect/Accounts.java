package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts.InterfaceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import io.timeoutchain.auditor.snapshot.ListenerFacts;
import io.timeoutchain.auditor.snapshot.LoadBalancerFacts;
import io.timeoutchain.auditor.snapshot.RegionSnapshot;
import io.timeoutchain.auditor.snapshot.RuleFacts;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.IntStream;

/** Small accounts to collect from. */
final class Accounts {

    static final String END = "#end\n";

    static final HostQuestion QUESTION = new HostQuestion() {
        @Override
        public String script(SortedSet<Integer> ports, String measure) {
            return "look at " + ports + (measure.isEmpty() ? "" : " and measure " + measure);
        }

        @Override
        public boolean isComplete(String output) {
            return output.endsWith(END);
        }
    };

    private Accounts() {}

    static String balancerArn(String name) {
        return "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/" + name;
    }

    static String groupArn(String name) {
        return "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/" + name;
    }

    static String listenerArn(String name) {
        return "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/" + name;
    }

    static LoadBalancerFacts balancer(String name, String type) {
        return new LoadBalancerFacts(balancerArn(name), name, type, Optional.empty(), Optional.empty());
    }

    static TargetGroupFacts group(String name, String targetType, String... balancers) {
        return new TargetGroupFacts(
                groupArn(name),
                name,
                Optional.of("HTTP"),
                Optional.of("HTTP1"),
                Optional.of(80),
                targetType,
                Optional.of("vpc-1"),
                Optional.of("/"),
                List.of(balancers).stream().map(Accounts::balancerArn).toList(),
                Optional.empty(),
                Optional.empty());
    }

    static ListenerFacts listener(String name, String protocol, int port, String group) {
        return new ListenerFacts(
                listenerArn(name),
                protocol,
                port,
                Optional.empty(),
                List.of(new RuleFacts(listenerArn(name), RuleFacts.DEFAULT, List.of(groupArn(group)))));
    }

    static TargetFacts target(String id, int port) {
        return new TargetFacts(id, Optional.of(port), "healthy", Optional.empty(), Optional.empty());
    }

    static InstanceFacts instance(String id, String vpc, String address) {
        return new InstanceFacts(
                id,
                Optional.empty(),
                "m7i.large",
                "running",
                Optional.of(vpc),
                List.of(new InterfaceFacts("eni-" + id, List.of(address), Optional.empty())));
    }

    static String id(int number) {
        return "i-%04d".formatted(number);
    }

    /** One application load balancer "web" that forwards to {@code hosts} Linux instances on port 80, all online. */
    static FakeCloud web(int hosts) {
        FakeCloud cloud = new FakeCloud();
        cloud.balancers.add(balancer("web", LoadBalancerFacts.APPLICATION));
        cloud.listeners.put(balancerArn("web"), List.of(listener("web", "HTTP", 80, "web")));
        cloud.rules.put(
                listenerArn("web"),
                List.of(
                        new RuleFacts("rule/default", RuleFacts.DEFAULT, List.of(groupArn("web"))),
                        new RuleFacts("rule/10", "10", List.of(groupArn("web"))),
                        new RuleFacts("rule/9", "9", List.of())));
        cloud.groups.add(group("web", TargetGroupFacts.INSTANCE, "web"));
        cloud.targets.put(
                groupArn("web"),
                IntStream.rangeClosed(1, hosts)
                        .mapToObj(number -> target(id(number), 80))
                        .toList());
        for (int number = 1; number <= hosts; number++) {
            cloud.instances.add(instance(id(number), "vpc-1", "10.0.0." + number));
            cloud.managed.add(new HostCommands.Managed(id(number), "Online", Optional.of("Linux")));
            cloud.printed.put(id(number), "host " + number + "\n" + END);
        }
        cloud.types.add(new InstanceTypeFacts("m7i.large", 2, 8192, Optional.empty()));
        cloud.types.add(new InstanceTypeFacts("m7i.xlarge", 4, 16384, Optional.empty()));
        cloud.types.add(new InstanceTypeFacts("c7i.large", 2, 4096, Optional.empty()));
        return cloud;
    }

    static Collect collect(FakeCloud cloud, CollectOptions options) {
        return new Collect(cloud, options, QUESTION, Progress.SILENT, new FakeTime(), "0.1.0", new Stop());
    }

    /** The account's only region. */
    static RegionSnapshot region(FakeCloud cloud, CollectOptions options) throws CollectFailure {
        return collect(cloud, options).snapshot().regions().getFirst();
    }

    static RegionSnapshot region(FakeCloud cloud) throws CollectFailure {
        return region(cloud, CollectOptions.DEFAULT);
    }
}
