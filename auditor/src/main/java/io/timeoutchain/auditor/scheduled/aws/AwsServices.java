package io.timeoutchain.auditor.scheduled.aws;

import io.timeoutchain.auditor.scheduled.Archive;
import io.timeoutchain.auditor.scheduled.Gauges;
import io.timeoutchain.auditor.scheduled.Message;
import io.timeoutchain.auditor.scheduled.Outlet;
import io.timeoutchain.rule.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sns.SnsClient;

/** The bucket, the topic and the metrics of a scheduled audit. The SDK repeats what is throttled or breaks. */
final class AwsServices implements AutoCloseable {

    private static final String JSON = "application/json";

    private final Surroundings surroundings;
    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(5))
            .socketTimeout(Duration.ofSeconds(30))
            .build();
    private final S3Client s3;
    private final SnsClient sns;
    private final CloudWatchClient cloudWatch;

    AwsServices(Surroundings surroundings) {
        this.surroundings = surroundings;
        s3 = S3Client.builder()
                .forcePathStyle(surroundings.isElsewhere())
                .httpClient(http)
                .build();
        sns = SnsClient.builder().httpClient(http).build();
        cloudWatch = CloudWatchClient.builder().httpClient(http).build();
    }

    @Override
    public void close() {
        s3.close();
        sns.close();
        cloudWatch.close();
        http.close();
    }

    Archive archive() {
        String bucket = surroundings.bucket();
        return new Archive() {
            @Override
            public Optional<String> get(String key) {
                try {
                    ResponseBytes<GetObjectResponse> object = s3.getObjectAsBytes(
                            request -> request.bucket(bucket).key(key));
                    return Optional.of(object.asUtf8String());
                } catch (NoSuchKeyException e) {
                    return Optional.empty();
                }
            }

            @Override
            public void put(String key, String text) {
                // Half a character pair, which a host's answer may hold, becomes a question mark.
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                s3.putObject(
                        request -> request.bucket(bucket).key(key).contentType(JSON), RequestBody.fromBytes(bytes));
            }

            @Override
            public String address(String key) {
                return "s3://%s/%s".formatted(bucket, key);
            }
        };
    }

    Outlet outlet() {
        return (Message message) -> sns.publish(request -> request.topicArn(surroundings.topicArn())
                .subject(message.subject())
                .message(message.body()));
    }

    Gauges gauges() {
        return figures -> cloudWatch.putMetricData(request -> request.namespace(surroundings.namespace())
                .metricData(Stream.concat(
                                figures.defects().entrySet().stream()
                                        .map(entry -> findings(entry.getKey(), entry.getValue())),
                                Stream.concat(
                                        Stream.of(
                                                count("Undecided", figures.undecided()), count("Gaps", figures.gaps())),
                                        figures.ran() ? Stream.of(count("Ran", 1)) : Stream.empty()))
                        .toList()));
    }

    private MetricDatum findings(Severity severity, int count) {
        return count("Findings", count).toBuilder()
                .dimensions(dimension("Audit", surroundings.audit()), dimension("Severity", severity.id()))
                .build();
    }

    private MetricDatum count(String metric, int count) {
        return MetricDatum.builder()
                .metricName(metric)
                .unit(StandardUnit.COUNT)
                .value((double) count)
                .dimensions(dimension("Audit", surroundings.audit()))
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
