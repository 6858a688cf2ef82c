package io.timeoutchain.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a lab host shall be: a value whose methods give a changed copy.
 *
 * @param image which nginx it has
 * @param nginx whether nginx runs
 * @param application the application server's command line; empty for none
 * @param files texts to put into the host before anything starts, by absolute path
 * @param environment variables for everything that runs on the host
 * @param sysctls kernel settings of the host's network, such as {@code net.ipv4.tcp_keepalive_time}
 * @param unit the systemd unit that everything on the host seems to belong to
 * @param probe the address on the host itself that must answer before the host counts as started
 */
public record HostSpec(
        HostImage image,
        boolean nginx,
        List<String> application,
        Map<String, String> files,
        Map<String, String> environment,
        Map<String, String> sysctls,
        Optional<String> unit,
        Optional<String> probe) {

    /** Where nginx reads its configuration. */
    public static final String NGINX_CONF = "/etc/nginx/nginx.conf";

    /** Where gunicorn looks for its configuration file if none is named: its working directory. */
    public static final String GUNICORN_CONF = "/srv/site/gunicorn.conf.py";

    /** Where gunicorn logs. */
    public static final String GUNICORN_LOG = "/var/log/gunicorn/error.log";

    private static final String SYSTEMCTL = "/usr/local/bin/systemctl";

    public HostSpec {
        application = List.copyOf(application);
        files = Map.copyOf(files);
        environment = Map.copyOf(environment);
        sysctls = Map.copyOf(sysctls);
    }

    /** A Debian 12 host on which nothing runs yet. */
    public static HostSpec debian() {
        return new HostSpec(
                HostImage.BOOKWORM, false, List.of(), Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty());
    }

    /** Takes another image. */
    public HostSpec on(HostImage other) {
        return new HostSpec(other, nginx, application, files, environment, sysctls, unit, probe);
    }

    /** Runs nginx with this text as its {@code nginx.conf}; it must answer {@code /health} on port 80. */
    public HostSpec nginx(String conf) {
        return new HostSpec(image, true, application, with(files, NGINX_CONF, conf), environment, sysctls, unit, probe);
    }

    /**
     * Runs nginx on port 80 in front of an application on port 8000.
     *
     * @param directives what to add to the {@code http} block, such as {@code keepalive_timeout 75s;}
     */
    public HostSpec nginxProxying(String... directives) {
        return nginx("""
                user www-data;
                worker_processes 2;
                pid /run/nginx.pid;
                error_log /var/log/nginx/error.log;

                events {
                    worker_connections 768;
                }

                http {
                    access_log /var/log/nginx/access.log;
                %s
                    server {
                        listen 80;

                        location / {
                            proxy_pass http://127.0.0.1:8000;
                        }
                    }
                }
                """.formatted(String.join(
                        "\n", Stream.of(directives).map(line -> "    " + line).toList()) + "\n"));
    }

    /**
     * Runs gunicorn 26.2.0 with the lab's Django site on port 8000 and its log in {@value #GUNICORN_LOG}.
     *
     * @param arguments further command-line arguments, such as {@code --timeout}, {@code 50}; they outrank the lab's own
     */
    public HostSpec gunicorn(String... arguments) {
        return application(gunicornCommand("/opt/app/bin/gunicorn", arguments));
    }

    /** Runs Debian's gunicorn 20.1.0, otherwise as {@link #gunicorn}. */
    public HostSpec debianGunicorn(String... arguments) {
        return application(gunicornCommand("/usr/bin/gunicorn", arguments));
    }

    /** Runs a command line of one's own in {@code /srv/site}, where the Django site {@code shop:application} is. */
    public HostSpec application(List<String> command) {
        return new HostSpec(image, nginx, command, files, environment, sysctls, unit, probe);
    }

    /** Puts a text into the host before anything starts. */
    public HostSpec file(String path, String text) {
        return new HostSpec(image, nginx, application, with(files, path, text), environment, sysctls, unit, probe);
    }

    /** Sets a variable for everything that runs on the host. */
    public HostSpec environment(String name, String value) {
        return new HostSpec(image, nginx, application, files, with(environment, name, value), sysctls, unit, probe);
    }

    /** Sets a kernel parameter of the host's network namespace. */
    public HostSpec sysctl(String name, String value) {
        return new HostSpec(image, nginx, application, files, environment, with(sysctls, name, value), unit, probe);
    }

    /**
     * Makes the host look as if systemd ran it, as {@link #supervised} does, with a unit that there is no file of.
     *
     * @param name such as {@code gunicorn.service}
     * @param properties what {@code systemctl show} says of it, as lines {@code Name=value}
     */
    public HostSpec systemdUnit(String name, String properties) {
        return file("/etc/systemctl-stand-in/" + name, properties).supervised(name);
    }

    /**
     * Makes the host look as if systemd ran it: everything on it belongs to the control group of one unit, the kernel's
     * settings can be written, and there is a stand-in for {@code systemctl}, which starts and stops what unit files
     * describe.
     *
     * @param name such as {@code gunicorn.service}
     */
    public HostSpec supervised(String name) {
        // The stand-in lies apart in the image, for a host without systemd must not look as if it had it.
        HostSpec standIn = file("/run/systemd/system/stand-in", "")
                .file(SYSTEMCTL, "#!/bin/sh\nexec /opt/stand-ins/systemctl \"$@\"\n");
        return new HostSpec(image, nginx, application, standIn.files(), environment, sysctls, Optional.of(name), probe);
    }

    /** Waits at the start for another address on the host, or a site without {@code /health} on its usual port. */
    public HostSpec probe(String url) {
        return new HostSpec(image, nginx, application, files, environment, sysctls, unit, Optional.of(url));
    }

    Optional<String> probeUrl() {
        return probe.or(() -> nginx
                ? Optional.of("http://127.0.0.1:80/health")
                : application.isEmpty() ? Optional.empty() : Optional.of("http://127.0.0.1:8000/health"));
    }

    private static List<String> gunicornCommand(String program, String... arguments) {
        boolean bound =
                Stream.of(arguments).anyMatch(argument -> argument.startsWith("--bind") || argument.startsWith("-b"));
        return Stream.of(
                        Stream.of(program),
                        bound ? Stream.<String>empty() : Stream.of("--bind", "0.0.0.0:8000"),
                        Stream.of("--error-logfile", GUNICORN_LOG),
                        Stream.of(arguments),
                        Stream.of("shop:application"))
                .flatMap(part -> part)
                .toList();
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        Map<String, String> copy = new LinkedHashMap<>(new TreeMap<>(map));
        copy.put(key, value);
        return copy;
    }
}
