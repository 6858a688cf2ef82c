package io.timeoutchain.product.targetgroup;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.product.Attributes;
import java.util.Optional;
import java.util.Set;

/** Reads a target group from the answer to DescribeTargetGroupAttributes. */
public final class TargetGroupReader {

    private static final String LB_COOKIE = "lb_cookie";
    private static final String APP_COOKIE = "app_cookie";

    /** Network and Gateway Load Balancers stick to addresses, without a time. */
    private static final Set<String> TYPES_WITHOUT_DURATION =
            Set.of("source_ip", "source_ip_dest_ip", "source_ip_dest_ip_proto");

    private static final Source DEFAULTS = new Source(
            Text.of(
                    "default of target groups (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html)"));

    private TargetGroupReader() {}

    /**
     * The target group that has {@code attributes}; one that is not among them has its documented default. Stickiness is
     * there only where it is enabled.
     */
    public static Party party(Attributes attributes) {
        PartyBuilder party = Party.of(Product.TARGET_GROUP)
                .timer(
                        TargetGroupSettings.DEREGISTRATION_DELAY,
                        attributes.seconds(
                                TargetGroupSettings.DEREGISTRATION_DELAY,
                                Reading.defaulted(Bound.ofSeconds(300), DEFAULTS)));
        switch (attributes.flag("stickiness.enabled", Reading.defaulted(false, DEFAULTS))) {
            case Reading.Unread<Boolean>(Gap gap) -> party.timer(TargetGroupSettings.LB_COOKIE, Reading.unread(gap));
            case Reading.Stated<Boolean>(Boolean enabled, Source source) -> addStickiness(party, attributes, enabled);
            case Reading.Defaulted<Boolean>(Boolean enabled, Source basis) -> addStickiness(party, attributes, enabled);
            case Reading.Measured<Boolean>(Boolean enabled, Source source, var configured) ->
                addStickiness(party, attributes, enabled);
        }
        return party.build();
    }

    private static void addStickiness(PartyBuilder party, Attributes attributes, boolean enabled) {
        if (!enabled) {
            return;
        }
        Reading<String> type = attributes.read(
                "stickiness.type",
                Text.of("one of the kinds of stickiness that are known"),
                TargetGroupReader::known,
                Reading.defaulted(LB_COOKIE, DEFAULTS));
        type.missing().ifPresent(gap -> party.timer(TargetGroupSettings.LB_COOKIE, Reading.unread(gap)));
        type.known()
                .flatMap(TargetGroupReader::duration)
                .ifPresent(setting -> party.timer(
                        setting, attributes.seconds(setting, Reading.defaulted(Bound.ofSeconds(86_400), DEFAULTS))));
    }

    private static Optional<String> known(String type) {
        return duration(type).isPresent() || TYPES_WITHOUT_DURATION.contains(type)
                ? Optional.of(type)
                : Optional.empty();
    }

    private static Optional<Setting> duration(String type) {
        return switch (type) {
            case LB_COOKIE -> Optional.of(TargetGroupSettings.LB_COOKIE);
            case APP_COOKIE -> Optional.of(TargetGroupSettings.APP_COOKIE);
            default -> Optional.empty();
        };
    }
}
