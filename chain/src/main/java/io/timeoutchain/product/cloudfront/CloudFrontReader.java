package io.timeoutchain.product.cloudfront;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.WholeSeconds;

/** Reads CloudFront from what the user declared of an origin. */
public final class CloudFrontReader {

    private static final String GUIDE = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/";
    private static final Source DEFAULTS =
            new Source(Text.of("default of CloudFront origins (%sDownloadDistValuesOrigin.html)", GUIDE));
    private static final Source BEHAVIOUR = new Source(Text.of(
            "CloudFront keeps connections to origins and tries a GET or HEAD again (%sRequestAndResponseBehaviorCustomOrigin.html)",
            GUIDE));

    private CloudFrontReader() {}

    /** CloudFront with the declared values; AWS documents a default for each of the others, without versions. */
    public static Party party(Attributes declared) {
        return Party.of(Product.CLOUDFRONT)
                .timer(
                        CloudFrontSettings.RESPONSE_TIMEOUT,
                        declared.seconds(CloudFrontSettings.RESPONSE_TIMEOUT, standard(30)))
                .timer(
                        CloudFrontSettings.KEEP_ALIVE_TIMEOUT,
                        declared.seconds(CloudFrontSettings.KEEP_ALIVE_TIMEOUT, standard(5)))
                .timer(
                        CloudFrontSettings.CONNECTION_TIMEOUT,
                        declared.seconds(CloudFrontSettings.CONNECTION_TIMEOUT, standard(10)))
                .quantity(
                        Quantity.TRIES,
                        declared.read(
                                CloudFrontSettings.CONNECTION_ATTEMPTS,
                                Text.of("1, 2 or 3"),
                                text -> WholeSeconds.number(text).filter(tries -> tries >= 1 && tries <= 3),
                                Reading.defaulted(3L, DEFAULTS)))
                .trait(Trait.REUSES_CONNECTIONS, Reading.defaulted(true, BEHAVIOUR))
                .trait(Trait.RETRIES_AFTER_TIMEOUT, Reading.defaulted(true, BEHAVIOUR))
                .build();
    }

    private static Reading<Bound> standard(long seconds) {
        return Reading.defaulted(Bound.ofSeconds(seconds), DEFAULTS);
    }
}
