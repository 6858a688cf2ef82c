package io.timeoutchain.product.network;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The AWS services that stand between two parties, with the idle limit that AWS documents for TCP. */
public enum KnownMiddlebox {
    NAT_GATEWAY(
            "nat-gateway",
            "the NAT gateway",
            350,
            true,
            "NAT gateway, not configurable (Amazon VPC User Guide, \"Troubleshoot NAT gateways\")"),
    VPC_ENDPOINT(
            "vpc-endpoint",
            "the interface endpoint",
            350,
            true,
            "AWS PrivateLink, not configurable (AWS blog, \"Implementing long-running TCP connections within VPC networking\")"),
    NETWORK_FIREWALL(
            "network-firewall",
            "the Network Firewall",
            350,
            true,
            "AWS Network Firewall default of TcpIdleTimeoutSeconds, 60 to 6000 (API reference, FlowTimeouts)"),
    GATEWAY_LOAD_BALANCER(
            "gateway-load-balancer",
            "the Gateway Load Balancer",
            350,
            true,
            "Gateway Load Balancer default, 60 to 6000 (Elastic Load Balancing, \"Gateway Load Balancers\")"),
    GLOBAL_ACCELERATOR(
            "global-accelerator",
            "the Global Accelerator",
            340,
            false,
            "AWS Global Accelerator, not configurable (Developer Guide, \"How AWS Global Accelerator works\")");

    private final String id;
    private final String title;
    private final Duration idle;
    private final boolean probesCount;
    private final String basis;

    KnownMiddlebox(String id, String title, long idleSeconds, boolean probesCount, String basis) {
        this.id = id;
        this.title = title;
        this.idle = Duration.ofSeconds(idleSeconds);
        this.probesCount = probesCount;
        this.basis = basis;
    }

    /** The name by which a configuration file declares it. */
    public String id() {
        return id;
    }

    /** The one with this {@link #id()}. */
    public static Optional<KnownMiddlebox> of(String id) {
        return Arrays.stream(values()).filter(known -> known.id.equals(id)).findFirst();
    }

    /** It with its documented idle limit. */
    public Middlebox withItsDefault() {
        return new Middlebox(title, Reading.defaulted(Bound.after(idle), new Source(basis)), probesCount);
    }

    /** It with an idle limit that somebody stated. */
    public Middlebox with(Duration stated, Source source) {
        return new Middlebox(title, Reading.stated(Bound.after(stated), source), probesCount);
    }
}
