package io.timeoutchain.cdk;

import io.timeoutchain.model.Chain;
import io.timeoutchain.plan.PlanTexts;
import io.timeoutchain.plan.TimeoutPlan;
import io.timeoutchain.product.django.DjangoSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a host of a {@link TimeoutAlignedService} is given, as the script that sets it up and as what the guard is told of it:
 * both are made of the same texts, and those that hold timers are written by {@link PlanTexts}.
 *
 * @param plan where the timers come from
 * @param nginxVersion the oldest version of nginx that will do
 * @param gunicornVersion the version of gunicorn that is installed
 * @param workers how many gunicorn starts
 * @param application how the application is set up and called
 */
record HostSetup(TimeoutPlan plan, String nginxVersion, String gunicornVersion, long workers, Application application) {

    /**
     * The application that gunicorn runs.
     *
     * @param callable module and name of a WSGI callable; empty for the one that comes with this library
     * @param commands what fetches and installs it
     * @param login how long a login lasts, where clients are to keep to one host for that time
     */
    record Application(Optional<String> callable, List<String> commands, Optional<Duration> login) {

        private static final String SAMPLE = "wsgi:application";

        Application {
            commands = List.copyOf(commands);
        }

        private String called() {
            return callable.orElse(SAMPLE);
        }

        private String script() {
            String sample = callable.isPresent() ? "" : file("/srv/app/wsgi.py", Resources.text("wsgi.py"));
            return (sample + String.join("\n", commands)).stripTrailing();
        }
    }

    /** Where PlanTexts puts what it writes for nginx. */
    private static final String SERVER = "etc/nginx/conf.d/app.conf";

    private static final String NGINX = "etc/nginx/nginx.conf";
    private static final String GUNICORN = "etc/gunicorn.conf.py";
    private static final String UNITS = "etc/systemd/system/";
    private static final String STOP = UNITS + "gunicorn.service.d/timeouts.conf";
    private static final String NGINX_STOP = UNITS + "nginx.service.d/timeouts.conf";

    /** nginx drains when it gets SIGQUIT; the units of some distributions cut that off after 5 s in a command of their own. */
    private static final String DRAIN = "ExecStop=\nKillSignal=SIGQUIT\n";

    /** The script, without its first line. */
    String script() {
        return Resources.text("set-up-host.sh")
                .replace("@NGINX_VERSION@", nginxVersion)
                .replace("@GUNICORN_VERSION@", gunicornVersion)
                .replace("@APPLICATION@", application.script())
                .replace(
                        "@FILES@",
                        files().entrySet().stream()
                                .map(entry -> file("/" + entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining("\n"))
                                .stripTrailing());
    }

    /** The files below {@code /etc}, in the order in which they are written. */
    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(NGINX, Resources.text("nginx.conf"));
        files.put(
                UNITS + "gunicorn.service",
                Resources.text("gunicorn.service")
                        .replace("@WORKERS@", Long.toString(workers))
                        .replace("@WSGI@", application.called()));
        PlanTexts.of(plan).forEach((path, text) -> {
            if (path.startsWith("etc/")) {
                files.put(path, text);
            }
        });
        files.put(NGINX_STOP, text(files, STOP) + DRAIN);
        return files;
    }

    private static String text(Map<String, String> files, String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    private static String file(String path, String text) {
        String end = "END_OF_" + Path.of(path).getFileName();
        return "install -D -m 644 /dev/stdin %s <<'%s'\n%s%s\n".formatted(path, end, text, end);
    }

    /** Tells the guard what stands behind {@code timers}' target group. */
    void declare(BackendTimers timers) {
        Map<String, String> files = files();
        Chain planned = plan.group().chains().getFirst();
        timers.nginx(nginxVersion, text(files, NGINX).replace("include /" + SERVER + ";", text(files, SERVER)))
                .gunicorn(gunicornVersion, "--config /" + GUNICORN + " --workers " + workers, text(files, GUNICORN))
                .around(application.login(), planned.host());
        plan.value(DjangoSettings.REQUEST_LIMIT).ifPresent(timers::requestLimit);
    }
}
