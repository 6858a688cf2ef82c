package io.timeoutchain.app;

import io.timeoutchain.cdk.HostTimersDocument;
import io.timeoutchain.cdk.ScheduledAudit;
import java.nio.file.Path;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/** An audit of this account and region, once a day, which may run one document on the hosts and no other. */
final class ScheduledAuditStack extends Stack {

    /** @param function the file that the build of the auditor makes for Lambda */
    ScheduledAuditStack(Construct app, Path function) {
        super(app, "ScheduledAudit");
        ScheduledAudit.Builder.create(this, "Audit")
                .code(Code.fromAsset(function.toString()))
                .document(new HostTimersDocument(this, "HostTimers"))
                .every(Duration.days(1))
                .build();
    }
}
