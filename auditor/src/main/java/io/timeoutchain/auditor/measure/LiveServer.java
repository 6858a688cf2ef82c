package io.timeoutchain.auditor.measure;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A running server, whatever it is made of, as seen from outside. Every measurement opens one connection, sends one GET and
 * closes; nothing is sent again.
 */
public final class LiveServer {

    private static final Duration CONNECT_WAIT = Duration.ofSeconds(10);

    private final URI uri;
    private final SSLSocketFactory tls;

    private LiveServer(URI uri, SSLSocketFactory tls) {
        this.uri = uri;
        this.tls = tls;
    }

    /**
     * The server behind an address.
     *
     * @param uri {@code http://host[:port][/path]} or {@code https://…}; the path is what is asked for
     * @throws IllegalArgumentException if it is another kind of address, or names no host
     */
    public static LiveServer at(URI uri) {
        return at(uri, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** As {@link #at(URI)}, with what decides which certificates are trusted. */
    public static LiveServer at(URI uri, SSLSocketFactory tls) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(Text.of("the address must begin with http:// or https://: %s", uri)
                    .toString());
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    Text.of("the address names no host: %s", uri).toString());
        }
        return new LiveServer(uri, tls);
    }

    /**
     * Sends one request, and after its answer waits for the server to end the idle connection.
     *
     * @param max how long to wait for the answer, and then for the end
     */
    public IdleConnection idleConnection(Duration max) {
        try (Socket socket = open()) {
            ask(socket);
            TimedInput input = new TimedInput(socket, max);
            Response response = Response.read(input);
            if (response.announcement().isPresent()) {
                return new IdleConnection.Announced(response.announcement().get(), response.status());
            }
            input.startOver(response.completed(), max);
            return idle(input, response);
        } catch (SocketTimeoutException silent) {
            return new IdleConnection.Unobserved(gap(
                    Text.of("it did not answer within %s", max),
                    Text.of("ask for a path that answers quickly, or wait longer")));
        } catch (IOException failed) {
            return new IdleConnection.Unobserved(gap(failed));
        }
    }

    private static IdleConnection idle(TimedInput input, Response response) throws IOException {
        StringBuilder parting = new StringBuilder();
        try {
            for (int read = input.read(); read >= 0; read = input.read()) {
                parting.append((char) read);
            }
            return ended(response, input.elapsed(), Ending.CLOSED, parting);
        } catch (SocketTimeoutException stillOpen) {
            return new IdleConnection.StillOpen(input.elapsed(), response.status());
        } catch (SocketException reset) {
            return ended(response, input.elapsed(), Ending.RESET, parting);
        }
    }

    private static IdleConnection ended(Response response, Duration after, Ending ending, StringBuilder parting) {
        return new IdleConnection.Ended(
                after, ending, response.status(), parting.toString().lines().findFirst());
    }

    /**
     * Sends one request and waits for its answer. For a path that takes longer than the server, or anything in front of
     * it, is ready to wait, the answer comes at the limit.
     *
     * @param max how long to wait for the answer
     */
    public Answer answer(Duration max) {
        try (Socket socket = open()) {
            ask(socket);
            TimedInput input = new TimedInput(socket, max);
            try {
                int status = Response.readHead(input).status();
                return new Answer.Given(status, input.elapsed());
            } catch (SocketTimeoutException silent) {
                return new Answer.Awaited(input.elapsed());
            } catch (Response.NoResponse closed) {
                return new Answer.Refused(Ending.CLOSED, input.elapsed());
            } catch (SocketException reset) {
                return new Answer.Refused(Ending.RESET, input.elapsed());
            }
        } catch (IOException failed) {
            return new Answer.Unobserved(gap(failed));
        }
    }

    // The caller closes what is returned; where that fails, the socket is closed here.
    private Socket open() throws IOException {
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        String host = unbracketed(Objects.requireNonNull(uri.getHost()));
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(host, port), Math.toIntExact(CONNECT_WAIT.toMillis()));
            return secure ? secured(plain, host, port) : plain;
        } catch (IOException | RuntimeException failed) {
            plain.close();
            throw failed;
        }
    }

    private Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        // Without this a server could choose HTTP/2, which is not what load balancers speak to targets.
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(Math.toIntExact(CONNECT_WAIT.toMillis()));
        socket.startHandshake();
        return socket;
    }

    private void ask(Socket socket) throws IOException {
        String path = Optional.ofNullable(uri.getRawPath())
                .filter(text -> !text.isEmpty())
                .orElse("/");
        String query =
                Optional.ofNullable(uri.getRawQuery()).map(text -> "?" + text).orElse("");
        String authority = uri.getHost() + (uri.getPort() >= 0 ? ":" + uri.getPort() : "");
        String request = "GET " + path + query + " HTTP/1.1\r\nHost: " + authority
                + "\r\nUser-Agent: timeout-chain\r\nAccept: */*\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private Gap gap(IOException failed) {
        return switch (failed) {
            case UnknownHostException unknown -> gap(Text.of("its name was not found"), Text.of("check the name"));
            case SSLException untrusted ->
                gap(
                        Text.of("TLS failed: %s", String.valueOf(untrusted.getMessage())),
                        Text.of("check name and certificate"));
            case SocketTimeoutException silent ->
                gap(Text.of("no connection within %s", CONNECT_WAIT), Text.of("check address, port and firewall"));
            default ->
                gap(
                        Text.recorded(String.valueOf(failed.getMessage())),
                        Text.of("check that an HTTP/1.1 server listens there"));
        };
    }

    private Gap gap(Text cause, Text remedy) {
        return new Gap(Text.of("measurement of %s", uri), cause, remedy);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
