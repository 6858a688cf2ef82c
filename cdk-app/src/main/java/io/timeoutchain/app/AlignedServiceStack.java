package io.timeoutchain.app;

import io.timeoutchain.cdk.TimeoutAlignedService;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** A load balancer, nginx and gunicorn, all of whose timers follow from one number. */
final class AlignedServiceStack extends Stack {

    AlignedServiceStack(Construct app) {
        super(app, "AlignedService");
        TimeoutAlignedService.Builder.create(this, "Web")
                .longestRequest(Duration.seconds(30))
                .build();
    }
}
