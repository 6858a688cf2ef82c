package io.timeoutchain.lab.bridge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small HTTP server on a free loopback port that stands in front of an emulated AWS API. Neither moto nor LocalStack's
 * free image runs Run Command scripts; the bridge does, and passes on whatever it does not answer itself.
 */
public final class Bridge implements AutoCloseable {

    /** Headers that the HTTP client sets itself and refuses to take. */
    private static final Set<String> OWN_HEADERS = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(executor)
            .build();
    private final RunCommand runCommand = new RunCommand(InstantSource.system(), executor);
    private final Faults faults = new Faults();
    private final Interfaces interfaces = new Interfaces();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final URI emulator;
    private final HttpServer server;

    private Bridge(URI emulator, HttpServer server) {
        this.emulator = emulator;
        this.server = server;
    }

    /**
     * Opens a bridge.
     *
     * @param emulator the address of the emulated API
     * @return the bridge, which serves until it is closed
     * @throws IOException if no port can be opened
     */
    public static Bridge to(URI emulator) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Bridge bridge = new Bridge(emulator, server);
        server.setExecutor(bridge.executor);
        server.createContext("/", bridge::serve);
        server.start();
        return bridge;
    }

    /** Where clients send their requests, for all services: the value for {@code AWS_ENDPOINT_URL}. */
    public URI endpoint() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /** Makes an instance known to Systems Manager, or replaces what was known of it. */
    public void register(ManagedInstance instance) {
        runCommand.register(instance);
    }

    /**
     * Makes a command document known in every region.
     *
     * @param name what {@code SendCommand} calls it
     * @param script the shell text it runs; parameters arrive in variables {@code SSM_<name>}, as with
     *     {@code interpolationType: ENV_VAR}
     */
    public void registerDocument(String name, String script) {
        runCommand.registerDocument(name, script);
    }

    /**
     * Adds the connection tracking of a network interface to {@code DescribeInstances}, which moto leaves out.
     *
     * @param networkInterfaceId such as {@code eni-0123456789abcdef0}
     * @param tcpEstablished how long an idle TCP connection is remembered
     */
    public void trackConnections(String networkInterfaceId, Duration tcpEstablished) {
        interfaces.trackConnections(networkInterfaceId, tcpEstablished);
    }

    /** The failures to play; shared by all regions. */
    public Faults faults() {
        return faults;
    }

    /** Every signed call since the last {@link #forgetCalls()}, in the order of arrival, failed ones included. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Starts counting calls afresh. */
    public void forgetCalls() {
        calls.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        executor.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            ApiRequest request =
                    ApiRequest.read(header(exchange, "Authorization"), header(exchange, "X-Amz-Target"), body);
            if (!request.operation().isEmpty()) {
                calls.add(new Call(request.action(), request.region()));
            }
            send(exchange, reply(exchange, request, body));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(HttpExchange exchange, ApiRequest request, byte[] body)
            throws IOException, InterruptedException {
        Optional<Reply> fault = faults.strike(request);
        if (fault.isPresent()) {
            return fault.get();
        }
        Optional<Reply> own = request.service().equals("ssm") ? runCommand.answer(request) : Optional.empty();
        return own.isPresent() ? own.get() : interfaces.complete(request, passOn(exchange, body));
    }

    private Reply passOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        URI target = emulator.resolve(exchange.getRequestURI().toString());
        HttpRequest.Builder forward =
                HttpRequest.newBuilder(target).method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> forward.header(name, value));
            }
        });
        HttpResponse<byte[]> response = client.send(forward.build(), BodyHandlers.ofByteArray());
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse("text/plain"),
                response.body());
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        byte[] body = reply.body();
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }
}
