package io.timeoutchain.auditor.scheduled.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.collect.Progress;
import io.timeoutchain.auditor.collect.aws.AwsCloud;
import io.timeoutchain.auditor.scheduled.NothingAudited;
import io.timeoutchain.auditor.scheduled.Order;
import io.timeoutchain.auditor.scheduled.OrderException;
import io.timeoutchain.auditor.scheduled.ScheduledAudit;
import io.timeoutchain.auditor.snapshot.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * The function that AWS Lambda calls: the handler {@code
 * io.timeoutchain.auditor.scheduled.aws.ScheduledAuditHandler::handleRequest}. Its event is an {@link Order}, its environment
 * names the bucket ({@code TIMEOUT_CHAIN_BUCKET}), the topic's ARN ({@code TIMEOUT_CHAIN_TOPIC}), the metrics' namespace
 * ({@code TIMEOUT_CHAIN_NAMESPACE}) and this audit's name in it ({@code TIMEOUT_CHAIN_AUDIT}). It answers, and logs, what came
 * of the run.
 */
public final class ScheduledAuditHandler implements RequestStreamHandler {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> environment;

    /** For Lambda. */
    public ScheduledAuditHandler() {
        this(System.getenv());
    }

    ScheduledAuditHandler(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @throws IllegalStateException if the event or the environment has no meaning, or nothing could be audited */
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        try {
            Surroundings surroundings = Surroundings.of(environment);
            Order order = Order.read(new String(event.readAllBytes(), StandardCharsets.UTF_8));
            try (AwsServices services = new AwsServices(surroundings)) {
                ScheduledAudit audit = new ScheduledAudit(
                        ScheduledAuditHandler::read,
                        services.archive(),
                        services.outlet(),
                        services.gauges(),
                        InstantSource.system());
                byte[] outcome = JSON.writeValueAsBytes(audit.run(order));
                context.getLogger().log(outcome);
                answer.write(outcome);
            }
        } catch (OrderException | NothingAudited e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Snapshot read(CollectOptions options) throws CollectFailure {
        try (AwsCloud cloud = AwsCloud.open(options)) {
            return Audit.snapshot(cloud, options, Progress.SILENT);
        }
    }
}
