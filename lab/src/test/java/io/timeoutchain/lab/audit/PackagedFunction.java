package io.timeoutchain.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabAccount;
import io.timeoutchain.lab.LabClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The scheduled audit as the build packed it, in an account of the lab with its bucket, its topic and its metrics. */
final class PackagedFunction {

    private static final Path ZIP = Path.of("..", "auditor", "target", "scheduled-audit.zip");
    private static final String HANDLER = "io.timeoutchain.auditor.scheduled.aws.ScheduledAuditHandler";
    private static final String NAMESPACE = "TimeoutChain";
    private static final JsonMapper JSON = new JsonMapper();

    private final URI endpoint;
    private final String region;
    private final Map<String, String> environment;
    private final String bucket;
    private final String topic;
    private final String queue;
    private final Path unpacked;
    private final S3Client s3;
    private final SqsClient sqs;
    private final CloudWatchClient cloudWatch;

    private PackagedFunction(Lab lab, LabAccount account, Path folder) throws IOException {
        endpoint = lab.endpoint();
        region = account.region();
        unpacked = unzip(folder);
        s3 = LabClient.of(S3Client.builder().forcePathStyle(true), lab, account);
        sqs = LabClient.of(SqsClient.builder(), lab, account);
        cloudWatch = LabClient.of(CloudWatchClient.builder(), lab, account);
        bucket = "results-" + region;
        s3.createBucket(request -> request.bucket(bucket));
        try (SnsClient sns = LabClient.of(SnsClient.builder(), lab, account)) {
            topic = sns.createTopic(request -> request.name("news")).topicArn();
            queue = sqs.createQueue(request -> request.queueName("news")).queueUrl();
            String arn = sqs.getQueueAttributes(
                            request -> request.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                    .attributes()
                    .get(QueueAttributeName.QUEUE_ARN);
            sns.subscribe(request -> request.topicArn(topic).protocol("sqs").endpoint(arn));
        }
        environment = new HashMap<>(lab.credentials());
        environment.put("AWS_REGION", region);
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("TIMEOUT_CHAIN_BUCKET", bucket);
        environment.put("TIMEOUT_CHAIN_TOPIC", topic);
        environment.put("TIMEOUT_CHAIN_NAMESPACE", NAMESPACE);
        environment.put("TIMEOUT_CHAIN_AUDIT", "lab");
    }

    /** The function with a new bucket and topic; {@code folder} is empty. */
    static PackagedFunction in(Lab lab, LabAccount account, Path folder) throws IOException {
        return new PackagedFunction(lab, account, folder);
    }

    /** What came of a call: the exit code of the process, what the function answered, and what it logged. */
    record Answer(int exitCode, String out, String err) {

        JsonNode outcome() throws IOException {
            assertThat(exitCode).as(err).isZero();
            return JSON.readTree(out);
        }
    }

    /** A message as a subscriber gets it. */
    record News(String subject, String body) {}

    /** Calls the function for the run that was due at {@code run}. */
    Answer call(String run) throws IOException, InterruptedException {
        String event = "{\"run\":\"%s\",\"regions\":[\"%s\"]}".formatted(run, region);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                unpacked.resolve("lib") + "/*" + System.getProperty("path.separator")
                        + Path.of("target", "test-classes").toAbsolutePath(),
                LambdaStandIn.class.getName(),
                HANDLER);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        Path err = unpacked.resolve("err");
        Process process =
                builder.redirectError(err.toFile()).directory(unpacked.toFile()).start();
        try (var in = process.getOutputStream()) {
            in.write(event.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), out, Files.readString(err));
    }

    /** The messages since the last call of this method. */
    List<News> news() {
        return sqs
                .receiveMessage(request ->
                        request.queueUrl(queue).maxNumberOfMessages(10).visibilityTimeout(600))
                .messages()
                .stream()
                .map(message -> envelope(message.body()))
                .toList();
    }

    private static News envelope(String json) {
        try {
            JsonNode message = JSON.readTree(json);
            return new News(
                    message.path("Subject").asText(), message.path("Message").asText());
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    /** The keys in the bucket, sorted. */
    List<String> keys() {
        return s3.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }

    JsonNode object(String key) throws IOException {
        return JSON.readTree(
                s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String());
    }

    /** The values of a metric of this hour, each measurement once. */
    List<Double> metric(String name, Map<String, String> dimensions) {
        List<Dimension> all = Stream.concat(Stream.of(Map.entry("Audit", "lab")), dimensions.entrySet().stream())
                .map(entry -> Dimension.builder()
                        .name(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
        List<Datapoint> points = cloudWatch
                .getMetricStatistics(request -> request.namespace(NAMESPACE)
                        .metricName(name)
                        .dimensions(all)
                        .startTime(Instant.now().minus(Duration.ofHours(1)))
                        .endTime(Instant.now().plus(Duration.ofMinutes(1)))
                        .period(7200)
                        .statistics(Statistic.SAMPLE_COUNT, Statistic.MAXIMUM, Statistic.MINIMUM))
                .datapoints();
        return points.stream()
                .flatMap(point -> Stream.of(point.sampleCount(), point.minimum(), point.maximum()))
                .collect(Collectors.toList());
    }

    private static Path unzip(Path folder) throws IOException {
        if (!Files.exists(ZIP)) {
            throw new IllegalStateException(ZIP + " is missing: run ./mvnw verify at the top of the repository");
        }
        // What Lambda takes without a detour over S3.
        assertThat(Files.size(ZIP)).isLessThan(50_000_000);
        try (InputStream file = Files.newInputStream(ZIP);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                assertThat(target).startsWithRaw(folder);
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
        return folder;
    }
}
