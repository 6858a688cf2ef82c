package io.timeoutchain.product.nlb;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;

/** Reads a Network Load Balancer's listener from its protocol and the answer to DescribeListenerAttributes. */
public final class NlbReader {

    private static final String PAGE =
            "(https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html)";
    private static final Source TCP_DEFAULT = new Source(Text.of("default of TCP listeners %s", PAGE));
    private static final Source TLS_FIXED = new Source(Text.of("fixed for TLS listeners %s", PAGE));
    private static final Source UDP_FIXED = new Source(Text.of("fixed for UDP listeners %s", PAGE));

    private NlbReader() {}

    /**
     * The listener as a party of a chain.
     *
     * @param protocol as DescribeListeners gives it: {@code TCP}, {@code TLS}, {@code UDP} or {@code TCP_UDP}. Of the
     *     last, the TCP flows are read: HTTP comes over them. Of any other, the idle time is a gap
     */
    public static Party party(String protocol, Attributes attributes) {
        PartyBuilder party = Party.of(Product.NLB);
        switch (protocol) {
            case "TCP", "TCP_UDP" ->
                party.timer(
                                NlbSettings.TCP_IDLE_TIMEOUT,
                                attributes.seconds(
                                        NlbSettings.TCP_IDLE_TIMEOUT,
                                        Reading.defaulted(Bound.ofSeconds(350), TCP_DEFAULT)))
                        .trait(Trait.TERMINATES_TLS, protocolSays(protocol, false));
            case "TLS" -> {
                Reading<Bound> fixed = Reading.defaulted(Bound.ofSeconds(350), TLS_FIXED);
                party.timer(NlbSettings.TLS_IDLE_TIMEOUT, fixed)
                        .trait(Trait.TERMINATES_TLS, protocolSays(protocol, true));
                // What is stated is kept although it does nothing: somebody believes that it does.
                Reading<Bound> ignored = attributes.seconds(NlbSettings.TCP_IDLE_TIMEOUT, fixed);
                if (ignored instanceof Reading.Stated<Bound> && !ignored.known().equals(fixed.known())) {
                    party.timer(NlbSettings.TCP_IDLE_TIMEOUT_ON_TLS, ignored);
                }
            }
            case "UDP" ->
                party.timer(NlbSettings.UDP_IDLE_TIMEOUT, Reading.defaulted(Bound.ofSeconds(120), UDP_FIXED))
                        .trait(Trait.TERMINATES_TLS, protocolSays(protocol, false));
            default ->
                party.timer(
                        NlbSettings.TCP_IDLE_TIMEOUT,
                        Reading.unread(new Gap(
                                Text.of("idle timeout of a network load balancer's listener"),
                                Text.of("its protocol %s is not one that is known here", protocol),
                                Text.of(
                                        "look the idle timeout of %s listeners up in the Elastic Load Balancing guide and report it",
                                        protocol))));
        }
        return party.build();
    }

    private static Reading<Boolean> protocolSays(String protocol, boolean terminatesTls) {
        return Reading.stated(terminatesTls, new Source(Text.of("protocol %s of the listener", protocol)));
    }
}
