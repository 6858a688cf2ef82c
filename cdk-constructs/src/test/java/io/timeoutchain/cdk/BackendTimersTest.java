package io.timeoutchain.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@NeedsNode
class BackendTimersTest {

    private final BackendTimers timers = BackendTimers.of(new TestApp().stack);

    private List<List<Product>> products(Optional<Integer> port) {
        return timers.declaration().ways(port).stream()
                .map(way -> way.parties().stream().map(Party::product).toList())
                .toList();
    }

    @Test
    void gunicorn_stands_behind_nginx_where_both_are_declared() {
        timers.nginx("nginx/1.28.0", "keepalive_timeout 75s;").gunicorn("23.0.0", "");

        assertThat(products(Optional.empty())).containsExactly(List.of(Product.NGINX, Product.GUNICORN));
    }

    @Test
    void what_a_configuration_file_of_gunicorn_says_counts_where_the_arguments_say_nothing() {
        timers.gunicorn("23.0.0", "--workers 5", "timeout = 40\ngraceful_timeout = 45\n");

        assertThat(timers.declaration()
                        .ways(Optional.empty())
                        .getFirst()
                        .parties()
                        .getFirst()
                        .timers())
                .containsEntry(
                        GunicornSettings.TIMEOUT, Reading.stated(Bound.ofSeconds(40), new Source("gunicorn.conf.py:1")))
                .containsEntry(
                        GunicornSettings.GRACEFUL_TIMEOUT,
                        Reading.stated(Bound.ofSeconds(45), new Source("gunicorn.conf.py:2")));
    }

    @Test
    void of_a_whole_configuration_the_routes_on_the_target_groups_port_count() {
        timers.nginx("1.28.0", """
                        http {
                            server { listen 80; return 301 https://$host$request_uri; }
                            server { listen 8080; location / { proxy_pass http://127.0.0.1:8000; } location /health { return 200; } }
                        }
                        """).gunicorn("23.0.0", "");

        assertThat(products(Optional.of(8080)))
                .containsExactlyInAnyOrder(List.of(Product.NGINX, Product.GUNICORN), List.of(Product.NGINX));
        assertThat(products(Optional.empty())).containsExactly(List.of(Product.UNKNOWN));
    }

    @Test
    void without_a_version_a_default_is_open() {
        timers.gunicorn("--timeout 30");

        assertThat(timers.declaration()
                        .ways(Optional.empty())
                        .getFirst()
                        .parties()
                        .getFirst()
                        .gaps())
                .extracting(gap -> gap.cause().toString())
                .anySatisfy(cause -> assertThat(cause).contains("the version whose default would hold is not known"));
    }

    @Test
    void the_word_http_in_a_comment_or_an_address_makes_no_whole_configuration() {
        timers.nginx("1.28.0", "# http is not encrypted\nproxy_set_header X http://x; keepalive_timeout 75s;");

        assertThat(products(Optional.empty())).containsExactly(List.of(Product.NGINX));
    }

    @Test
    void what_is_no_version_of_nginx_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timers.nginx("latest", "keepalive_timeout 75s;"))
                .withMessage("not a version of nginx, such as 1.28.0: latest");
    }

    @Test
    void a_limit_of_the_application_stands_behind_its_server() {
        timers.gunicorn("23.0.0", "--worker-class gthread").requestLimit(Duration.ofSeconds(20));

        assertThat(products(Optional.empty())).containsExactly(List.of(Product.GUNICORN, Product.DJANGO));
    }

    @Test
    void a_limit_of_an_application_whose_server_is_not_declared_is_no_whole_declaration() {
        timers.requestLimit(Duration.ofSeconds(20));

        assertThat(products(Optional.empty())).containsExactly(List.of(Product.UNKNOWN));
    }

    @Test
    void a_limit_that_no_request_can_keep_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> timers.requestLimit(Duration.ZERO));
    }
}
