package io.timeoutchain.lab;

import java.time.Duration;
import java.util.List;

/**
 * An account as one meets it: one service that is right, some that went wrong in the usual ways, and one that cannot be
 * asked. {@code lab up} shows it, and the account that {@code timeout-chain demo} audits is a recording of it.
 */
public final class SampleAccount {

    /** What the sample's load balancers are called, in order. */
    public static final List<String> LOAD_BALANCERS =
            List.of("api", "checkout", "legacy", "notifications", "reports", "shop");

    private static final String EARLY_PROBES = "net.ipv4.tcp_keepalive_time";

    private SampleAccount() {}

    /** Starts the hosts and makes the account. */
    public static LabAccount in(Lab lab) {
        List<LabHost> hosts = lab.hosts(shop(), checkout(), reports(), api("75s"), api("90s"), notifications());
        LabAccount account = lab.account();
        account.service(ServiceSpec.application("shop").to(80, account.instance(hosts.get(0))));
        account.service(ServiceSpec.application("checkout").to(80, account.instance(hosts.get(1))));
        account.service(ServiceSpec.application("reports")
                .idleTimeout(Duration.ofSeconds(400))
                .deregistrationDelay(Duration.ofSeconds(60))
                .to(80, account.instance(InstanceSpec.of(hosts.get(2)).ofType("m8i.large"))));
        account.service(
                ServiceSpec.application("api").to(80, account.instance(hosts.get(3)), account.instance(hosts.get(4))));
        account.service(ServiceSpec.application("notifications").to(8000, account.instance(hosts.get(5))));
        account.service(ServiceSpec.application("legacy").to(80, account.instance(InstanceSpec.connectionLost())));

        slowRequest(hosts.get(1));
        editWithoutReload(hosts.get(4));
        return account;
    }

    /** Nothing is wrong with it. */
    private static HostSpec shop() {
        return fitting("75s").gunicorn("--timeout", "40", "--graceful-timeout", "45");
    }

    /** nginx gives up long before gunicorn, and closes idle connections before the load balancer does. */
    private static HostSpec checkout() {
        return HostSpec.debian()
                .nginxProxying(
                        "keepalive_timeout 30s;",
                        "client_header_timeout 65s;",
                        "client_body_timeout 65s;",
                        "proxy_connect_timeout 2s;",
                        "proxy_read_timeout 3s;")
                .gunicorn("--timeout", "30", "--workers", "9");
    }

    /** Long reports: an idle timeout that outlasts the network below it, and a drain that is shorter than a report. */
    private static HostSpec reports() {
        return HostSpec.debian()
                .on(HostImage.NEW_NGINX)
                .nginxProxying(
                        "keepalive_timeout 420s;",
                        "keepalive_min_timeout 405s;",
                        "client_header_timeout 405s;",
                        "client_body_timeout 405s;",
                        "proxy_connect_timeout 5s;",
                        "proxy_read_timeout 390s;")
                .gunicorn("--timeout", "380", "--graceful-timeout", "390")
                .sysctl(EARLY_PROBES, "120");
    }

    /** Two hosts that were the same once. */
    private static HostSpec api(String keepAlive) {
        return fitting(keepAlive).gunicorn("--timeout", "40", "--graceful-timeout", "45");
    }

    /** gunicorn's threads without a proxy. */
    private static HostSpec notifications() {
        return HostSpec.debian()
                .gunicorn("--worker-class", "gthread", "--threads", "4", "--graceful-timeout", "70")
                .sysctl(EARLY_PROBES, "120");
    }

    private static HostSpec fitting(String keepAlive) {
        return HostSpec.debian()
                .on(HostImage.NEW_NGINX)
                .nginxProxying(
                        "keepalive_timeout " + keepAlive + ";",
                        "keepalive_min_timeout 65s;",
                        "client_header_timeout 65s;",
                        "client_body_timeout 65s;",
                        "proxy_connect_timeout 5s;",
                        "proxy_read_timeout 50s;")
                .sysctl(EARLY_PROBES, "120");
    }

    /** Leaves the trace in nginx's log that its impatience leaves in real life. */
    private static void slowRequest(LabHost host) {
        host.shell("for i in 1 2 3; do curl -s -o /dev/null 'http://127.0.0.1/slow?seconds=4' & done; wait");
    }

    private static void editWithoutReload(LabHost host) {
        String edited = host.read(HostSpec.NGINX_CONF).replace("proxy_read_timeout 50s;", "proxy_read_timeout 45s;");
        host.write(HostSpec.NGINX_CONF, edited);
        // Clocks of files and processes tick in seconds: an edit in the second of the start would not be seen as one.
        host.shell("touch -d '+5 seconds' " + HostSpec.NGINX_CONF);
    }
}
