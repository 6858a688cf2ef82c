package io.timeoutchain.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.lab.bridge.ScriptResult;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LabTest
class LabHostTest {

    @Test
    void a_request_goes_through_nginx_to_gunicorn_and_back(Lab lab) throws Exception {
        try (LabHost host = lab.host(HostSpec.debian()
                .nginxProxying("keepalive_timeout 77s;")
                .gunicorn("--worker-class", "gthread", "--threads", "4"))) {
            HttpResponse<String> slow = get(host, 80, "/slow?seconds=0.2");

            assertThat(slow.statusCode()).isEqualTo(200);
            assertThat(slow.body()).isEqualTo("slept 0.2 s\n");
            assertThat(slow.headers().firstValue("Server")).hasValue("nginx/1.22.1");
            assertThat(get(host, 8000, "/").headers().firstValue("Server")).hasValue("gunicorn");
            assertThat(host.exec("nginx", "-T").stdout()).contains("keepalive_timeout 77s;");
            assertThat(host.read("/var/log/nginx/error.log")).isEmpty();
            assertThat(host.read(HostSpec.GUNICORN_LOG)).contains("Using worker: gthread");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "gthread", "gevent"})
    void every_worker_class_serves_without_a_proxy(String workerClass, Lab lab) throws Exception {
        try (LabHost host = lab.host(HostSpec.debian().gunicorn("--worker-class", workerClass))) {
            assertThat(get(host, 8000, "/").body()).isEqualTo("fast\n");
        }
    }

    @Test
    void the_other_image_has_an_nginx_after_1_29_7(Lab lab) {
        try (LabHost host = lab.host(HostSpec.debian().on(HostImage.NEW_NGINX))) {
            String version = host.exec("nginx", "-v").stderr().strip().replace("nginx version: nginx/", "");

            assertThat(List.of(version.split("\\.", -1))).hasSize(3);
            assertThat(Runtime.Version.parse(version)).isGreaterThan(Runtime.Version.parse("1.29.7"));
        }
    }

    @Test
    void debians_own_gunicorn_runs_too(Lab lab) throws Exception {
        try (LabHost host = lab.host(HostSpec.debian().debianGunicorn("--timeout", "50"))) {
            assertThat(get(host, 8000, "/health").body()).isEqualTo("healthy\n");
            assertThat(host.shell("tr '\\0' ' ' </proc/$(pgrep -of gunicorn)/cmdline")
                            .stdout())
                    .contains("/usr/bin/gunicorn --bind 0.0.0.0:8000");
        }
    }

    @Test
    void a_host_has_its_own_sysctls_files_variables_and_units(Lab lab) {
        try (LabHost host = lab.host(HostSpec.debian()
                .sysctl("net.ipv4.tcp_keepalive_time", "45")
                .environment("GUNICORN_CMD_ARGS", "--timeout 55")
                .systemdUnit("gunicorn.service", "TimeoutStopUSec=1min 30s\nMainPID=12\n")
                .file(HostSpec.GUNICORN_CONF, "keepalive = 75\n"))) {
            assertThat(host.exec("sysctl", "-n", "net.ipv4.tcp_keepalive_time").stdout())
                    .isEqualTo("45\n");
            assertThat(host.exec("printenv", "GUNICORN_CMD_ARGS").stdout()).isEqualTo("--timeout 55\n");
            assertThat(host.read(HostSpec.GUNICORN_CONF)).isEqualTo("keepalive = 75\n");
            assertThat(host.exec("systemctl", "show", "-p", "TimeoutStopUSec", "gunicorn")
                            .stdout())
                    .isEqualTo("TimeoutStopUSec=1min 30s\n");
            assertThat(host.read("/proc/1/cgroup")).contains("/gunicorn.service");
        }
    }

    @Test
    void a_plain_host_does_not_look_as_if_it_had_systemd(Lab lab) {
        try (LabHost host = lab.host(HostSpec.debian())) {
            assertThat(host.shell("command -v systemctl").exitCode()).isNotZero();
            assertThat(host.shell("test -e /run/systemd/system").exitCode()).isNotZero();
        }
    }

    @Test
    void an_edited_file_is_newer_than_the_process_that_read_it(Lab lab) {
        try (LabHost host = lab.host(
                HostSpec.debian().nginx("events {}\nhttp { server { listen 80; location / { return 200; } } }\n"))) {
            assertThat(host.shell("find " + HostSpec.NGINX_CONF + " -newer /run/nginx.pid")
                            .stdout())
                    .isEmpty();

            host.write(HostSpec.NGINX_CONF, "events {}\nhttp { keepalive_timeout 5s; }\n");

            assertThat(host.shell("find " + HostSpec.NGINX_CONF + " -newer /run/nginx.pid")
                            .stdout())
                    .isNotEmpty();
            assertThat(host.read(HostSpec.NGINX_CONF)).contains("keepalive_timeout 5s;");
        }
    }

    @Test
    void a_script_runs_as_root_and_its_text_is_on_no_command_line(Lab lab) throws Exception {
        try (LabHost host = lab.host(HostSpec.debian())) {
            ScriptResult result = host.run(
                    "id -un; echo \"$SSM_port\"; cat /proc/*/cmdline >/tmp/all; grep -c unmistakable /tmp/all; printf 'x\\r \\n'; echo oops >&2; exit 3",
                    Map.of("SSM_port", "80"),
                    Duration.ofSeconds(20));

            assertThat(result).isEqualTo(new ScriptResult(3, "root\n80\n0\nx\r \n", "oops\n"));
        }
    }

    @Test
    void a_script_that_takes_too_long_is_killed(Lab lab) throws Exception {
        try (LabHost host = lab.host(HostSpec.debian())) {
            ScriptResult result = host.run("echo begun; sleep 60", Map.of(), Duration.ofSeconds(1));

            assertThat(result.timedOut()).isTrue();
            assertThat(result.stdout()).isEqualTo("begun\n");
        }
    }

    private static HttpResponse<String> get(LabHost host, int port, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(host.http(port).resolve(path))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
