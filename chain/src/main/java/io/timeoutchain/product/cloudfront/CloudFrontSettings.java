package io.timeoutchain.product.cloudfront;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import java.util.List;

/**
 * The timers that CloudFront has towards an origin, under the names of the distribution's configuration. Ranges and
 * defaults: <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html">Origin
 * settings</a>; a quota increase admits longer response timeouts.
 */
public final class CloudFrontSettings {

    /** Silence after which CloudFront gives up, before the first byte and between packets. */
    public static final Setting RESPONSE_TIMEOUT =
            written("OriginReadTimeout", Role.RESPONSE_WAIT).within(1, 120);

    /** How long an idle connection to the origin may be used again. */
    public static final Setting KEEP_ALIVE_TIMEOUT =
            written("OriginKeepaliveTimeout", Role.REUSE_WINDOW).within(1, 120);

    /** How long one attempt to connect to the origin may take. */
    public static final Setting CONNECTION_TIMEOUT =
            written("ConnectionTimeout", Role.CONNECT_WAIT).within(1, 10);

    /** How often CloudFront tries to connect, and to get an answer to a GET or HEAD: a count, not a timer. */
    public static final String CONNECTION_ATTEMPTS = "ConnectionAttempts";

    public static final List<Setting> ALL = List.of(RESPONSE_TIMEOUT, KEEP_ALIVE_TIMEOUT, CONNECTION_TIMEOUT);

    private CloudFrontSettings() {}

    private static Setting written(String name, Role role) {
        return Setting.of(Product.CLOUDFRONT, name, "\"" + name + "\": {seconds}", role);
    }
}
