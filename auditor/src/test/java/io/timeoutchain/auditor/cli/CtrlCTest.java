package io.timeoutchain.auditor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.timeoutchain.auditor.snapshot.Snapshot;
import io.timeoutchain.auditor.snapshot.SnapshotCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told by a real signal to end, while it waits for an answer that does not come. */
class CtrlCTest {

    private static final String ARN =
            "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/0123456789abcdef";
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop-tg/0123456789abcdef";

    private static final Map<String, String> ANSWERS = Map.of(
            "GetCallerIdentity",
            "<Account>123456789012</Account>",
            "DescribeLoadBalancers",
            """
                    <LoadBalancers><member><LoadBalancerArn>%s</LoadBalancerArn><LoadBalancerName>shop</LoadBalancerName>
                    <Type>application</Type></member></LoadBalancers>""".formatted(ARN),
            "DescribeTargetGroups",
            """
                    <TargetGroups><member><TargetGroupArn>%s</TargetGroupArn><TargetGroupName>shop-tg</TargetGroupName>
                    <Protocol>HTTP</Protocol><Port>80</Port><TargetType>instance</TargetType>
                    <LoadBalancerArns><member>%s</member></LoadBalancerArns></member></TargetGroups>""".formatted(GROUP, ARN),
            "DescribeLoadBalancerAttributes",
            """
                    <Attributes><member><Key>idle_timeout.timeout_seconds</Key><Value>77</Value></member></Attributes>""");

    private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

    @TempDir
    private Path folder = Path.of("");

    /** A shell that starts a job in the background lets it ignore Ctrl-C, and its children with it. */
    @BeforeAll
    static void ctrl_c_reaches_processes_that_are_started_from_here() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "no /proc to see from whether SIGINT is ignored");
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .replaceFirst("SigIgn:\\s*", "");
        assumeTrue((Long.parseUnsignedLong(ignored, 16) & 2) == 0, "SIGINT is ignored here");
    }

    private Process started(Class<?> main, List<String> arguments) throws IOException {
        ProcessBuilder process = new ProcessBuilder(Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()),
                        arguments.stream())
                .toList());
        process.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b", "AWS_EC2_METADATA_DISABLED", "true"));
        process.environment().remove("AWS_PROFILE");
        return process.redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void an_audit_that_is_interrupted_reports_and_saves_what_it_has_read() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Path saved = folder.resolve("snapshot.json");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, waiting, over));
            server.start();
            Process audit = started(
                    Main.class,
                    List.of(
                            "audit",
                            "--region",
                            "eu-central-1",
                            "--no-hosts",
                            "--endpoint-url",
                            "http://127.0.0.1:" + server.getAddress().getPort(),
                            "--save-snapshot",
                            saved.toString()));
            assertThat(waiting.await(40, TimeUnit.SECONDS))
                    .as(Files.readString(folder.resolve("err")))
                    .isTrue();
            interrupt(audit);
            // An answer that does not come is waited for for 30 s; whoever presses Ctrl-C does not.
            assertThat(audit.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(audit.exitValue()).isEqualTo(130);
            over.countDown();
            server.stop(0);
        }
        assertThat(Files.readString(folder.resolve("out")).replaceAll("\\s+", " "))
                .contains("1 load balancer")
                .contains("COULD NOT BE TOLD")
                .contains("the audit was stopped before this was read")
                .contains("run again and let it finish");
        assertThat(Files.readString(folder.resolve("err")))
                .contains("Stopping: what was read so far is judged.")
                .doesNotContain("Exception");
        Snapshot snapshot = new SnapshotCodec().decode(Files.readString(saved));
        assertThat(snapshot.regions().getFirst().loadBalancers().getFirst().attributes())
                .contains(Map.of("idle_timeout.timeout_seconds", "77"));
        assertThat(snapshot.regions().getFirst().gaps())
                .anySatisfy(gap -> assertThat(gap.action()).isEqualTo("elasticloadbalancing:DescribeListeners"));
    }

    private static void answer(HttpExchange exchange, CountDownLatch waiting, CountDownLatch over) throws IOException {
        Matcher action = ACTION.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String name = action.find() ? action.group(1) : "";
        if (name.equals("DescribeListeners")) {
            waiting.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        String result = ANSWERS.get(name);
        byte[] body = (result == null
                        ? "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"
                        : "<%sResponse><%sResult>%s</%sResult></%sResponse>".formatted(name, name, result, name, name))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(result == null ? 403 : 200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void the_second_ctrl_c_ends_at_once() throws Exception {
        Process stubborn =
                started(Stubborn.class, List.of(folder.resolve("heard").toString()));
        awaited(folder.resolve("heard0"));
        interrupt(stubborn);
        awaited(folder.resolve("heard1"));
        assertThat(stubborn.isAlive()).isTrue();
        interrupt(stubborn);
        assertThat(stubborn.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stubborn.exitValue()).isEqualTo(130);
    }

    private static void awaited(Path file) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).as("waiting for %s", file).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    /** Says that it heard, and does not end. */
    static final class Stubborn {

        private Stubborn() {}

        public static void main(String[] arguments) throws Exception {
            try (Interrupts ctrlC = new Interrupts(() -> mark(arguments[0] + "1"))) {
                mark(arguments[0] + "0");
                new CountDownLatch(1).await();
                throw new AssertionError(ctrlC);
            }
        }

        private static void mark(String file) {
            try {
                Files.createFile(Path.of(file));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
