package io.timeoutchain.lab.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConfigurationTextTest {

    private static final String NGINX = """
            http {
                keepalive_timeout 1m;
                upstream application {
                    server app:8000;
                    keepalive 16;
                }
                server {
                    listen 80;
                    # keepalive_timeout 5s;
                    keepalive_timeout 30s 20;
                }
            }
            """;

    @Test
    void each_place_where_a_timer_stands_is_changed_by_its_own_value() {
        assertThat(ConfigurationText.nginx(
                        NGINX, NginxSettings.KEEPALIVE_TIMEOUT, now -> Stack.scaled(now, 0.1), Duration.ZERO))
                .contains("    keepalive_timeout 6s;")
                .contains("keepalive_timeout 3s 20;")
                .contains("# keepalive_timeout 5s;");
    }

    @Test
    void a_timer_of_the_pool_is_another_one_than_that_of_the_same_name() {
        assertThat(ConfigurationText.nginx(
                        NGINX, NginxSettings.UPSTREAM_KEEPALIVE_TIMEOUT, now -> now, Duration.ofMillis(1500)))
                .contains("upstream application {\n    keepalive_timeout 1500ms;")
                .contains("keepalive_timeout 1m;");
    }

    @Test
    void a_timer_that_stands_nowhere_is_added_for_everything() {
        assertThat(ConfigurationText.nginx(
                        NGINX, NginxSettings.readTimeout(NginxProtocol.PROXY), now -> now, Duration.ofSeconds(6)))
                .startsWith("http {\n    proxy_read_timeout 6000ms;");
    }

    @Test
    void the_option_of_listen_is_in_whole_seconds() {
        String probing =
                ConfigurationText.nginx(NGINX, NginxSettings.LISTEN_SO_KEEPALIVE, now -> now, Duration.ofSeconds(55));

        assertThat(probing).contains("listen 80 so_keepalive=55s::;");
        assertThat(ConfigurationText.nginx(
                        probing, NginxSettings.LISTEN_SO_KEEPALIVE, now -> Stack.scaled(now, 0.1), Duration.ZERO))
                .contains("listen 80 so_keepalive=5s::;");
    }

    @Test
    void gunicorns_file_takes_a_line_for_each_timer() {
        assertThat(ConfigurationText.gunicorn("timeout = 30\n", GunicornSettings.TIMEOUT, Duration.ofMillis(1500)))
                .isEqualTo("timeout = 1.5\n");
        assertThat(ConfigurationText.gunicorn("timeout = 30\n", GunicornSettings.KEEP_ALIVE, Duration.ofSeconds(65)))
                .isEqualTo("timeout = 30\nkeepalive = 65\n");
    }
}
