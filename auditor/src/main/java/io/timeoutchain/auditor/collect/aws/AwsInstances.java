package io.timeoutchain.auditor.collect.aws;

import io.timeoutchain.auditor.collect.AwsAction;
import io.timeoutchain.auditor.collect.Instances;
import io.timeoutchain.auditor.collect.Listing;
import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.InstanceFacts.InterfaceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** EC2. Every listing is both filtered and paged: EC2 has a smaller quota for those that are neither. */
final class AwsInstances implements Instances {

    private static final int INSTANCES_PAGE = 1000;
    private static final int TYPES_PAGE = 100;

    private final Ec2Client client;

    AwsInstances(Ec2Client client) {
        this.client = client;
    }

    @Override
    public Listing<InstanceFacts> withIds(List<String> ids) {
        // As a filter, and not as ids: one id that does not exist would make the whole call fail.
        return instances("instance-id", ids);
    }

    @Override
    public Listing<InstanceFacts> withAddresses(List<String> addresses) {
        return instances("network-interface.addresses.private-ip-address", addresses);
    }

    @Override
    public Listing<InstanceFacts> withIpv6Addresses(List<String> addresses) {
        return instances("network-interface.ipv6-addresses.ipv6-address", addresses);
    }

    @Override
    public Listing<InstanceTypeFacts> sizesOf(List<String> families) {
        List<String> patterns = families.stream().map(family -> family + ".*").toList();
        return next -> Sdk.call(AwsAction.DESCRIBE_INSTANCE_TYPES, () -> {
            var answer = client.describeInstanceTypes(request -> request.filters(filter("instance-type", patterns))
                    .maxResults(TYPES_PAGE)
                    .nextToken(next.orElse(null)));
            return Sdk.page(answer.instanceTypes(), answer.nextToken(), AwsInstances::type);
        });
    }

    private Listing<InstanceFacts> instances(String filterName, List<String> values) {
        return next -> Sdk.call(AwsAction.DESCRIBE_INSTANCES, () -> {
            var answer = client.describeInstances(request -> request.filters(filter(filterName, values))
                    .maxResults(INSTANCES_PAGE)
                    .nextToken(next.orElse(null)));
            List<Instance> found = answer.reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .toList();
            return Sdk.page(found, answer.nextToken(), AwsInstances::instance);
        });
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static InstanceFacts instance(Instance found) {
        return new InstanceFacts(
                Sdk.text(found.instanceId()),
                found.tags().stream()
                        .filter(tag -> "Name".equals(tag.key()))
                        .flatMap(tag -> Sdk.maybe(tag.value()).stream())
                        .findFirst(),
                Sdk.text(found.instanceTypeAsString()),
                Sdk.maybe(found.state())
                        .flatMap(state -> Sdk.maybe(state.nameAsString()))
                        .orElse(""),
                Sdk.maybe(found.vpcId()),
                found.networkInterfaces().stream()
                        .map(AwsInstances::networkInterface)
                        .sorted(Comparator.comparing(InterfaceFacts::id))
                        .toList());
    }

    private static InterfaceFacts networkInterface(InstanceNetworkInterface found) {
        Stream<String> ipv4 = Stream.concat(
                Sdk.maybe(found.privateIpAddress()).stream(),
                found.privateIpAddresses().stream()
                        .map(InstancePrivateIpAddress::privateIpAddress)
                        .flatMap(address -> Sdk.maybe(address).stream()));
        Stream<String> ipv6 = found.ipv6Addresses().stream()
                .map(InstanceIpv6Address::ipv6Address)
                .flatMap(address -> Sdk.maybe(address).stream());
        return new InterfaceFacts(
                Sdk.text(found.networkInterfaceId()),
                Stream.concat(ipv4, ipv6).distinct().sorted().toList(),
                Sdk.maybe(found.connectionTrackingConfiguration())
                        .flatMap(tracking -> seconds(tracking.tcpEstablishedTimeout())));
    }

    private static InstanceTypeFacts type(InstanceTypeInfo found) {
        return new InstanceTypeFacts(
                Sdk.text(found.instanceTypeAsString()),
                Sdk.maybe(found.vCpuInfo())
                        .flatMap(cpu -> Sdk.maybe(cpu.defaultVCpus()))
                        .orElse(0),
                Sdk.maybe(found.memoryInfo())
                        .flatMap(memory -> Sdk.maybe(memory.sizeInMiB()))
                        .orElse(0L),
                Sdk.maybe(found.networkInfo())
                        .flatMap(network -> Sdk.maybe(network.connectionTrackingConfiguration()))
                        .flatMap(tracking -> seconds(tracking.defaultTcpEstablishedTimeout())));
    }

    private static Optional<Duration> seconds(@Nullable Integer value) {
        return Sdk.maybe(value).map(Duration::ofSeconds);
    }
}
