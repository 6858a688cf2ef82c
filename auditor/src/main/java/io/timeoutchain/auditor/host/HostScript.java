package io.timeoutchain.auditor.host;

import io.timeoutchain.product.linux.ShellScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The script that reads a host: {@code read-host.sh}, for any POSIX {@code sh} with {@code awk}. It needs root, changes
 * nothing, and prints one answer for {@link HostAnswer}.
 */
public final class HostScript {
    private static final HostScript BUNDLED = new HostScript(load());

    private static final Pattern MEASURE =
            Pattern.compile("|[0-9]{1,3}(?: [0-9]{1,5}(?:\\+tls)?/[0-9A-Za-z/._~%?&=+,-]*)+");

    private final String body;

    private HostScript(String body) {
        this.body = body;
    }

    /** The script of this release. */
    public static HostScript bundled() {
        return BUNDLED;
    }

    /**
     * The text to run.
     *
     * @param ports the ports whose listeners are asked for: the target group's; may be empty
     * @throws IllegalArgumentException if one of them is no TCP port
     */
    public String text(Collection<Integer> ports) {
        return text(ports, "");
    }

    /**
     * The text to run, which measures too.
     *
     * @param ports as for {@link #text(Collection)}
     * @param measure the longest wait in seconds, and then ports with paths: {@code 120 80/health 8443+tls/}; or nothing
     * @throws IllegalArgumentException if a port is no TCP port, or {@code measure} has another form
     */
    public String text(Collection<Integer> ports, String measure) {
        if (!MEASURE.matcher(measure).matches()) {
            throw new IllegalArgumentException("nothing to measure is written like this: " + measure);
        }
        for (int port : ports) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("not a TCP port: " + port);
            }
        }
        String list = ports.stream().distinct().sorted().map(String::valueOf).collect(Collectors.joining(" "));
        return "PORTS='" + list + "'\n" + (measure.isEmpty() ? "" : "MEASURE='" + measure + "'\n") + body;
    }

    /**
     * The script without its parameters, {@linkplain ShellScript#compact compact}.
     */
    public String body() {
        return body;
    }

    /** The SHA-256 of {@link #body()} in lower-case hexadecimal digits. */
    public String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String load() {
        try (InputStream resource = HostScript.class.getResourceAsStream("read-host.sh")) {
            if (resource == null) {
                throw new IllegalStateException("read-host.sh is missing from the jar");
            }
            return ShellScript.compact(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
