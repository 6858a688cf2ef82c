package io.timeoutchain.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostSpecTest {

    @Test
    void a_host_waits_for_the_outermost_server_it_runs() {
        assertThat(HostSpec.debian().probeUrl()).isEmpty();
        assertThat(HostSpec.debian().gunicorn().probeUrl()).hasValue("http://127.0.0.1:8000/health");
        assertThat(HostSpec.debian().gunicorn().nginxProxying().probeUrl()).hasValue("http://127.0.0.1:80/health");
        assertThat(HostSpec.debian().gunicorn().probe("http://127.0.0.1:9/").probeUrl())
                .hasValue("http://127.0.0.1:9/");
    }

    @Test
    void gunicorn_listens_on_port_8000_unless_told_otherwise() {
        assertThat(HostSpec.debian().gunicorn("--timeout", "50").application())
                .containsSequence("--bind", "0.0.0.0:8000")
                .containsSequence("--timeout", "50");
        assertThat(HostSpec.debian().gunicorn("--bind", "unix:/run/shop.sock").application())
                .containsSequence("--bind", "unix:/run/shop.sock")
                .doesNotContain("0.0.0.0:8000");
    }

    @Test
    void directives_for_nginx_stand_in_its_http_block() {
        assertThat(HostSpec.debian()
                        .nginxProxying("keepalive_timeout 75s;")
                        .files()
                        .get(HostSpec.NGINX_CONF))
                .containsSubsequence(
                        "http {", "    keepalive_timeout 75s;", "server {", "proxy_pass http://127.0.0.1:8000;");
    }

    @Test
    void a_copy_leaves_the_original_as_it_was() {
        HostSpec original = HostSpec.debian().sysctl("net.ipv4.tcp_keepalive_time", "45");

        original.sysctl("net.ipv4.tcp_keepalive_time", "7200")
                .environment("A", "b")
                .file("/a", "b");

        assertThat(original.sysctls()).containsEntry("net.ipv4.tcp_keepalive_time", "45");
        assertThat(original.environment()).isEmpty();
        assertThat(original.files()).isEmpty();
    }
}
