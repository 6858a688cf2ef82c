package io.timeoutchain.lab.prove;

import io.timeoutchain.model.Setting;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import java.time.Duration;
import java.util.List;

/**
 * The stand-in for an Application Load Balancer: an nginx whose timers act as the ALB's attributes do.
 *
 * <table>
 * <caption>Which directive stands for what</caption>
 * <tr><td>{@code idle_timeout.timeout_seconds}, to targets</td><td>{@code keepalive_timeout} of the pool, {@code
 * proxy_read_timeout}, {@code proxy_send_timeout}</td></tr>
 * <tr><td>the same, to clients</td><td>{@code keepalive_timeout}, {@code client_header_timeout}, {@code
 * client_body_timeout}, {@code send_timeout}</td></tr>
 * <tr><td>{@code client_keep_alive.seconds}</td><td>{@code keepalive_time}</td></tr>
 * <tr><td>10 s to connect to a target</td><td>{@code proxy_connect_timeout}</td></tr>
 * <tr><td>{@code deregistration_delay.timeout_seconds}</td><td>{@code worker_shutdown_timeout}, with a reload that takes the
 * target away</td></tr>
 * <tr><td>its nodes, each with connections of its own</td><td>servers, each with a pool of its own</td></tr>
 * <tr><td>no second try</td><td>{@code proxy_next_upstream off}</td></tr>
 * </table>
 *
 * <p>What it does not imitate: {@value #NOT_IMITATED}
 */
final class StandIn {

    /** For the proof, beside its figures. */
    static final String NOT_IMITATED =
            "TLS and HTTP/2 towards clients; routing rules and health checks; load balancing over several targets;"
                    + " the codes 460 (nginx notes 499) and 408 (nginx closes without a word); the 502 of a request that the"
                    + " deregistration delay cuts (nginx closes without a word); desync protection; access logs; whether an"
                    + " ALB tries a request again after a reset, which AWS does not document.";

    static final int PORT = 8080;

    /**
     * nginx leaves a timer as it is if the new end differs by less than 300 ms from the old one (NGX_TIMER_LAZY_DELAY,
     * {@code src/event/ngx_event_timer.h}). A read timeout of the same length as the pool's would so begin the idle time
     * with the request instead of the response; one that is a little longer does not.
     */
    private static final Duration APART = Duration.ofMillis(350);

    private StandIn() {}

    /** The address of a node, from 0. */
    static List<Object> node(int number) {
        return List.of("127.0.1." + (1 + number), PORT);
    }

    /**
     * The configuration of the stand-in.
     *
     * @param stack whose load balancer it is
     * @param scale by which its timers are multiplied
     * @param targets for each node the address of its target
     * @param directory where it keeps its files
     */
    static String conf(Stack stack, double scale, List<String> targets, String directory) {
        String idle = milliseconds(stack, AlbSettings.IDLE_TIMEOUT, scale);
        StringBuilder conf = new StringBuilder("""
                user www-data;
                worker_processes 1;
                worker_shutdown_timeout %s;
                pid %s/nginx.pid;
                error_log %s/error.log info;
                events { worker_connections 8192; }
                http {
                    access_log %s/access.log;
                    keepalive_timeout %s;
                    keepalive_time %s;
                    keepalive_requests 1000000;
                    client_header_timeout %s;
                    client_body_timeout %s;
                    send_timeout %s;
                    proxy_connect_timeout %s;
                    proxy_read_timeout %s;
                    proxy_send_timeout %s;
                    proxy_next_upstream off;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Host $host;
                    proxy_request_buffering off;
                    proxy_buffering off;
                """.formatted(
                        milliseconds(stack, TargetGroupSettings.DEREGISTRATION_DELAY, scale),
                        directory,
                        directory,
                        directory,
                        idle,
                        milliseconds(stack, AlbSettings.CLIENT_KEEP_ALIVE, scale),
                        idle,
                        idle,
                        idle,
                        milliseconds(stack, AlbSettings.TARGET_CONNECT, scale),
                        Stack.scaled(stack.ends(AlbSettings.IDLE_TIMEOUT).orElseThrow(), scale)
                                        .plus(APART)
                                        .toMillis() + "ms",
                        idle));
        for (int node = 0; node < targets.size(); node++) {
            conf.append("""
                        upstream target%d {
                            server %s;
                            keepalive 1024;
                            keepalive_requests 1000000;
                            keepalive_timeout %s;
                        }
                        server {
                            listen %s:%d backlog=1024;
                            location / { proxy_pass http://target%d; }
                            error_page 502 @502;
                            error_page 504 @504;
                            location @502 { add_header X-Answered-By alb always; return 502 "502 by the stand-in\\n"; }
                            location @504 { add_header X-Answered-By alb always; return 504 "504 by the stand-in\\n"; }
                        }
                    """.formatted(node, targets.get(node), idle, node(node).getFirst(), PORT, node));
        }
        return conf.append("}\n").toString();
    }

    private static String milliseconds(Stack stack, Setting setting, double scale) {
        Duration ends = stack.ends(setting).orElseThrow();
        return Stack.scaled(ends, scale).toMillis() + "ms";
    }
}
