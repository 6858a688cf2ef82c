package io.timeoutchain.product.network;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The AWS services that stand between two parties, with the idle limit that AWS documents for TCP. */
public enum KnownMiddlebox {
    NAT_GATEWAY(
            "nat-gateway",
            Text.of("the NAT gateway"),
            350,
            true,
            Text.of("NAT gateway, not configurable (Amazon VPC User Guide, \"Troubleshoot NAT gateways\")")),
    VPC_ENDPOINT(
            "vpc-endpoint",
            Text.of("the interface endpoint"),
            350,
            true,
            Text.of(
                    "AWS PrivateLink, not configurable (AWS blog, \"Implementing long-running TCP connections within VPC networking\")")),
    NETWORK_FIREWALL(
            "network-firewall",
            Text.of("the Network Firewall"),
            350,
            true,
            Text.of("AWS Network Firewall default of TcpIdleTimeoutSeconds, 60 to 6000 (API reference, FlowTimeouts)")),
    GATEWAY_LOAD_BALANCER(
            "gateway-load-balancer",
            Text.of("the Gateway Load Balancer"),
            350,
            true,
            Text.of("Gateway Load Balancer default, 60 to 6000 (Elastic Load Balancing, \"Gateway Load Balancers\")")),
    GLOBAL_ACCELERATOR(
            "global-accelerator",
            Text.of("the Global Accelerator"),
            340,
            false,
            Text.of(
                    "AWS Global Accelerator, not configurable (Developer Guide, \"How AWS Global Accelerator works\")"));

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // it never changes
    private final Text title;

    private final Duration idle;
    private final boolean probesCount;

    @SuppressWarnings("ImmutableEnumChecker") // it never changes
    private final Text basis;

    KnownMiddlebox(String id, Text title, long idleSeconds, boolean probesCount, Text basis) {
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
