package io.timeoutchain.auditor.collect;

import io.timeoutchain.auditor.snapshot.InstanceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import java.util.List;

/** What we ask of EC2 in one region. Every listing takes at most {@link #FILTER_VALUES} values. */
public interface Instances {

    /**
     * The most values that a filter takes (<a
     * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html">EC2 user guide</a>).
     */
    int FILTER_VALUES = 200;

    /** The instances with these ids, as far as they exist. */
    Listing<InstanceFacts> withIds(List<String> ids);

    /** The instances with one of these private IPv4 addresses on any interface, in whatever VPC. */
    Listing<InstanceFacts> withAddresses(List<String> addresses);

    /** The instances with one of these IPv6 addresses on any interface. */
    Listing<InstanceFacts> withIpv6Addresses(List<String> addresses);

    /** Every size of these families; a family is what stands before the dot in {@code m7i.large}. */
    Listing<InstanceTypeFacts> sizesOf(List<String> families);
}
