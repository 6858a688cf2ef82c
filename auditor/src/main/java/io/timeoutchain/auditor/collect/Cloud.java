package io.timeoutchain.auditor.collect;

import java.util.List;

/** One account, seen with one identity. */
public interface Cloud extends AutoCloseable {

    /** The account's number. */
    Call<String> account();

    /** The regions that were asked for, or else the configured one. */
    List<String> regions();

    /** The regions that are enabled for the account. */
    Call<List<String>> enabledRegions();

    /** One region of it. */
    Region in(String region);

    @Override
    void close();

    /** The services of one region. */
    record Region(LoadBalancers loadBalancers, Instances instances, HostCommands hosts) {}
}
