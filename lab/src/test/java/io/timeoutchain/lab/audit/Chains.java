package io.timeoutchain.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.lab.HostImage;
import io.timeoutchain.lab.HostSpec;
import io.timeoutchain.lab.LabHost;
import java.util.ArrayList;
import java.util.List;

/** The hosts that the end-to-end tests stand on: one that is right in everything, and the deviations from it. */
final class Chains {

    /** All timers of a fitting nginx behind an idle timeout of 60 s, in front of a gunicorn that ends requests at 40 s. */
    private static final List<String> FITTING = List.of(
            "keepalive_timeout 75s;",
            "keepalive_min_timeout 65s;",
            "client_header_timeout 65s;",
            "client_body_timeout 65s;",
            "proxy_connect_timeout 5s;",
            "proxy_read_timeout 50s;");

    /** Ends when the workers with the old configuration are gone; its own command line must not look like one of them. */
    private static final String RELOAD =
            "old=$(pgrep -f '[n]ginx: worker'); nginx -s reload; for pid in $old; do while kill -0 $pid; do sleep 0.1; done; done";

    private Chains() {}

    /** Has nginx on {@code host} go on with another directive. */
    static void edit(LabHost host, String directive, String other) {
        String before = host.read(HostSpec.NGINX_CONF);
        assertThat(before).contains(directive);
        host.write(HostSpec.NGINX_CONF, before.replace(directive, other));
        host.shell(RELOAD);
    }

    /** Nothing is wrong with it. */
    static HostSpec fitting() {
        return fittingBut();
    }

    /** A fitting host on which nginx has these directives instead of those of the same names. */
    static HostSpec fittingBut(String... directives) {
        List<String> lines = new ArrayList<>(FITTING);
        for (String directive : directives) {
            String name = directive.substring(0, directive.indexOf(' ') + 1);
            lines.removeIf(line -> line.startsWith(name));
            lines.add(directive);
        }
        return quiet(HostSpec.debian().on(HostImage.NEW_NGINX))
                .nginxProxying(lines.toArray(String[]::new))
                .gunicorn("--timeout", "40", "--graceful-timeout", "45");
    }

    /** A host whose kernel probes idle connections early. */
    static HostSpec quiet(HostSpec spec) {
        return spec.sysctl("net.ipv4.tcp_keepalive_time", "120");
    }
}
