package io.timeoutchain.product.nginx;

import static io.timeoutchain.model.Trait.ANNOUNCES_CLOSE;
import static io.timeoutchain.model.Trait.ANSWERS_ITSELF;
import static io.timeoutchain.model.Trait.CALLEE_BY_UNIX_SOCKET;
import static io.timeoutchain.model.Trait.CALLEE_ON_SAME_HOST;
import static io.timeoutchain.model.Trait.POOL_CONFIGURED;
import static io.timeoutchain.model.Trait.RETRIES_AFTER_TIMEOUT;
import static io.timeoutchain.model.Trait.REUSES_CONNECTIONS;
import static io.timeoutchain.product.nginx.Dumps.HOST;
import static io.timeoutchain.product.nginx.Dumps.OLD;
import static io.timeoutchain.product.nginx.Dumps.POOLING;
import static io.timeoutchain.product.nginx.Dumps.WITH_FLOOR;
import static io.timeoutchain.product.nginx.Dumps.cause;
import static io.timeoutchain.product.nginx.Dumps.config;
import static io.timeoutchain.product.nginx.Dumps.defaulted;
import static io.timeoutchain.product.nginx.Dumps.fixture;
import static io.timeoutchain.product.nginx.Dumps.http;
import static io.timeoutchain.product.nginx.Dumps.only;
import static io.timeoutchain.product.nginx.Dumps.route;
import static io.timeoutchain.product.nginx.Dumps.server;
import static io.timeoutchain.product.nginx.Dumps.stated;
import static io.timeoutchain.product.nginx.Dumps.timer;
import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Trait;
import io.timeoutchain.model.Whereabouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NginxConfigTest {

    private static final String PASS = "location / { proxy_pass http://127.0.0.1:8000; }";

    // ---- inheritance

    @Test
    void a_single_value_is_inherited_until_an_inner_one_replaces_it() {
        NginxConfig config = config(fixture("inherited-and-replaced"), OLD);

        assertThat(timer(at(config, "example.com /"), Role.RESPONSE_WAIT)).isEqualTo(stated(40, 5));
        assertThat(timer(at(config, "example.com /outer"), Role.RESPONSE_WAIT)).isEqualTo(stated(1, 32));
        assertThat(timer(at(config, "example.com /outer/inner"), Role.RESPONSE_WAIT))
                .isEqualTo(stated(1, 32));
    }

    @Test
    void a_condition_that_passes_on_is_a_route_with_the_locations_timers() {
        NginxRoute route = at(config(fixture("inherited-and-replaced"), OLD), "example.com /outer if ($arg_debug)");

        assertThat(timer(route, Role.RESPONSE_WAIT)).isEqualTo(stated(1, 32));
        assertThat(route.upstream())
                .isEqualTo(new Upstream.Tcp(
                        Optional.empty(), List.of(new Upstream.Peer("127.0.0.1", 8001, false, false))));
    }

    @Test
    void the_second_argument_of_keepalive_timeout_is_only_told_to_the_caller() {
        NginxRoute route = at(config(fixture("inherited-and-replaced"), OLD), "example.com /");

        assertThat(timer(route, Role.KEEP_ALIVE)).isEqualTo(stated(4, 18));
    }

    @Test
    void one_header_in_a_location_drops_all_headers_of_the_server() {
        NginxConfig config = config(fixture("inherited-and-replaced"), OLD);

        assertThat(reuses(at(config, "example.com /"))).isEqualTo(stated(true, 11));
        assertThat(defaulted(reuses(at(config, "example.com /header")))).isFalse();
    }

    @Test
    void an_upstream_block_inherits_nothing_from_http() {
        NginxRoute route = route(http("""
                        keepalive_timeout 3s; upstream app { server 127.0.0.1:8000; keepalive 1; }
                        proxy_http_version 1.1; proxy_set_header Connection '';
                        server { listen 80; server_name example.com; location / { proxy_pass http://app; } }
                        """), OLD, "example.com /");

        assertThat(defaulted(timer(route, Role.REUSE_WINDOW))).isEqualTo(Bound.ofSeconds(60));
    }

    @Test
    void a_directive_that_stands_twice_in_one_block_is_a_gap() {
        NginxRoute route = route(server("proxy_read_timeout 5;\nproxy_read_timeout 6;\n" + PASS), OLD, "example.com /");

        assertThat(cause(timer(route, Role.RESPONSE_WAIT)))
                .isEqualTo("/etc/nginx/nginx.conf:3: proxy_read_timeout stands here for the second time in its block");
    }

    // ---- towards the caller

    @Test
    void keep_alive_is_the_least_of_all_servers_and_locations_that_a_connection_can_reach() {
        NginxConfig config = config(fixture("vhosts-on-one-port"), OLD);

        assertThat(config.routes(80).routes())
                .extracting(NginxRoute::label)
                .containsExactly(
                        "a.example.com /", "a.example.com = /health", "b.example.com /", "b.example.com /slow");
        assertThat(config.routes(80).routes())
                .extracting(route -> timer(route, Role.KEEP_ALIVE))
                .containsOnly(Reading.stated(Bound.ofSeconds(6), Source.line("/etc/nginx/sites-enabled/b.conf", 8)));
        assertThat(config.routes(80).gaps()).isEmpty();
    }

    @Test
    void a_keep_alive_of_zero_announces_the_close_and_does_not_count() {
        NginxRoute some = route(
                server("keepalive_timeout 0;\n" + PASS + "\nlocation /a { keepalive_timeout 50s; }"),
                OLD,
                "example.com /");
        NginxRoute all = route(server("keepalive_timeout 0;\n" + PASS), OLD, "example.com /");

        assertThat(timer(some, Role.KEEP_ALIVE)).isEqualTo(stated(50, 4));
        assertThat(some.party().surelyNot(ANNOUNCES_CLOSE)).isTrue();
        assertThat(timer(all, Role.KEEP_ALIVE)).isEqualTo(stated(0, 2));
        assertThat(all.party().surely(ANNOUNCES_CLOSE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, false", "1000, false"})
    void one_request_per_connection_announces_the_close_too(int requests, boolean closes) {
        NginxRoute route = route(server("keepalive_requests " + requests + ";\n" + PASS), OLD, "example.com /");

        assertThat(route.party().surely(ANNOUNCES_CLOSE)).isEqualTo(closes);
    }

    @Test
    void whether_the_close_is_announced_is_a_gap_where_the_keep_alive_is() {
        NginxRoute route = route(server("keepalive_timeout @redacted;\n" + PASS), OLD, "example.com /");

        assertThat(cause(timer(route, Role.KEEP_ALIVE))).contains("left out");
        assertThat(cause(trait(route, ANNOUNCES_CLOSE))).contains("left out");
    }

    @Test
    void http_2_has_the_timers_of_http_1() {
        NginxRoute route = route(
                http(
                        "server { listen 80 http2; server_name example.com; http2_idle_timeout 5s; http2_recv_timeout 5s; }"),
                OLD,
                "example.com");

        assertThat(defaulted(timer(route, Role.KEEP_ALIVE))).isEqualTo(Bound.ofSeconds(75));
    }

    @Test
    void before_the_host_is_known_the_default_server_counts() {
        NginxRoute route = at(config(fixture("vhosts-on-one-port"), OLD), "a.example.com /");

        assertThat(timer(route, NginxSettings.CLIENT_HEADER_TIMEOUT))
                .isEqualTo(Reading.stated(Bound.ofSeconds(12), Source.line("/etc/nginx/sites-enabled/b.conf", 6)));
        assertThat(defaulted(timer(route, NginxSettings.CLIENT_BODY_TIMEOUT))).isEqualTo(Bound.ofSeconds(60));
    }

    @Test
    void without_a_default_server_the_first_one_is_it() {
        NginxRoute route = route(
                http("server { listen 80; server_name a; client_header_timeout 1; }\n"
                        + "server { listen 80; server_name b; client_header_timeout 2; }"),
                OLD,
                "b");

        assertThat(timer(route, NginxSettings.CLIENT_HEADER_TIMEOUT)).isEqualTo(stated(1, 2));
    }

    @Test
    void the_floor_and_the_age_of_connections_are_the_least_of_all_locations() {
        NginxRoute route = route(
                server("keepalive_min_timeout 90s; keepalive_time 2h;\n" + PASS
                        + "\nlocation /a { keepalive_min_timeout 61s; keepalive_time 10m; }"),
                POOLING,
                "example.com /");

        assertThat(timer(route, Role.KEEP_ALIVE_FLOOR)).isEqualTo(stated(61, 4));
        assertThat(timer(route, Role.CONNECTION_AGE)).isEqualTo(stated(600, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "listen 80;, -1",
        "listen 80 so_keepalive=off;, -1",
        "listen 80 so_keepalive=on;, 7200",
        "listen 80 so_keepalive=30m::10;, 1800",
        "listen 80 so_keepalive=30;, 30",
        "listen 80 so_keepalive=:10:3;, 7200",
    })
    void tcp_keep_alive_to_the_caller_is_the_sockets_or_the_kernels(String listen, long seconds) {
        NginxRoute route = route(http("server { " + listen + " server_name example.com; }"), OLD, "example.com");

        assertThat(timer(route, Role.TCP_KEEPALIVE_TO_CALLER).known())
                .contains(seconds < 0 ? Bound.never() : Bound.ofSeconds(seconds));
    }

    @Test
    void a_socket_option_holds_for_every_server_that_shares_the_socket() {
        NginxRoutes routes = config(fixture("vhosts-on-one-port"), OLD).routes("10.0.0.9", 80);

        assertThat(timer(route(routes, "a.example.com /"), Role.TCP_KEEPALIVE_TO_CALLER))
                .isEqualTo(Reading.stated(Bound.ofSeconds(1800), Source.line("/etc/nginx/sites-enabled/b.conf", 2)));
    }

    @Test
    void a_wrong_keep_alive_option_is_a_gap() {
        NginxRoute route =
                route(http("server { listen 80 so_keepalive=10ms::; server_name example.com; }"), OLD, "example.com");

        assertThat(cause(timer(route, Role.TCP_KEEPALIVE_TO_CALLER))).contains("nginx.conf:2", "so_keepalive=10ms::");
    }

    // ---- towards the callee

    @ParameterizedTest
    @CsvSource({"PROXY, 1, 9", "FASTCGI, 4, 10", "UWSGI, 7, 11", "SCGI, 10, 12", "GRPC, 13, 13", "MEMCACHED, 16, 14"})
    void every_protocol_has_timers_of_its_own(NginxProtocol protocol, int first, int line) {
        String path = protocol.directive("").replace("_", "");
        NginxRoute route = at(config(fixture("every-protocol"), OLD), "example.com /" + path);

        assertThat(route.protocol()).contains(protocol);
        assertThat(timer(route, Role.CONNECT_WAIT)).isEqualTo(stated(first, line));
        assertThat(timer(route, Role.RESPONSE_WAIT)).isEqualTo(stated(first + 1, line));
        assertThat(timer(route, Role.RETRY_LIMIT)).isEqualTo(stated(first + 2, line));
        assertThat(route.upstream()).isInstanceOfSatisfying(Upstream.Tcp.class, tcp -> assertThat(tcp.peers())
                .containsExactly(
                        new Upstream.Peer("10.0.0.1", 9000, false, false),
                        new Upstream.Peer("10.0.0.2", 9000, true, false),
                        new Upstream.Peer("10.0.0.3", 9000, false, true)));
        // The backup is tried when the other fails; the one that is down never is.
        assertThat(tries(route)).isEqualTo(stated(Long.valueOf(2), 3));
        assertThat(route.party().surelyNot(CALLEE_ON_SAME_HOST)).isTrue();
        assertThat(route.gaps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/proxy, false", "/fastcgi, true", "/uwsgi, false", "/scgi, false", "/grpc, true", "/memcached, true"})
    void before_1_29_7_a_pool_is_used_where_the_protocol_keeps_connections(String path, boolean reuses) {
        NginxRoute route = at(config(fixture("every-protocol"), OLD), "example.com " + path);

        assertThat(reuses(route).known()).contains(reuses);
        assertThat(route.party().surely(POOL_CONFIGURED)).isTrue();
        assertThat(route.party().timers(Role.REUSE_WINDOW)).hasSize(reuses ? 1 : 0);
    }

    @Test
    void unix_sockets_are_recognised_with_and_without_an_upstream_block() {
        NginxConfig config = config(fixture("every-protocol"), OLD);
        NginxRoute block = at(config, "example.com /socket");
        NginxRoute path = at(config, "example.com /path");

        assertThat(block.upstream())
                .isEqualTo(new Upstream.UnixSocket(Optional.of("socket"), List.of("/run/app.sock")));
        assertThat(path.upstream()).isEqualTo(new Upstream.UnixSocket(Optional.empty(), List.of("/run/other.sock")));
        for (NginxRoute route : List.of(block, path)) {
            assertThat(route.party().surely(CALLEE_BY_UNIX_SOCKET)).isTrue();
            assertThat(route.party().surely(CALLEE_ON_SAME_HOST)).isTrue();
            assertThat(route.party().timers(Role.TCP_KEEPALIVE_TO_CALLEE)).isEmpty();
            assertThat(tries(route).known()).contains(1L);
        }
    }

    @Test
    void zero_ends_at_once_except_for_the_limit_over_all_tries() {
        NginxRoute route = route(
                server("proxy_read_timeout 0; proxy_connect_timeout 0; proxy_next_upstream_timeout 0;\n" + PASS),
                OLD,
                "example.com /");

        assertThat(timer(route, Role.RESPONSE_WAIT)).isEqualTo(stated(0, 2));
        assertThat(timer(route, Role.CONNECT_WAIT)).isEqualTo(stated(0, 2));
        assertThat(timer(route, Role.RETRY_LIMIT)).isEqualTo(stated(Bound.never(), 2));
    }

    @ParameterizedTest
    @CsvSource({"'', -1", "proxy_socket_keepalive off;, -1", "proxy_socket_keepalive ON;, 7200"})
    void tcp_keep_alive_to_the_callee_is_off_or_the_kernels(String directive, long seconds) {
        NginxRoute route = route(server(directive + PASS), OLD, "example.com /");

        assertThat(timer(route, Role.TCP_KEEPALIVE_TO_CALLEE).known())
                .contains(seconds < 0 ? Bound.never() : Bound.ofSeconds(seconds));
    }

    @Test
    void a_kernel_that_was_not_read_is_a_gap_where_it_decides() {
        Gap unread = new Gap("net.ipv4.tcp_keepalive_time", "sysctl was not read", "run it");
        NginxHost host = new NginxHost(Reading.unread(unread), HOST.addresses(), HOST.ownAddresses());
        NginxRoute route = route(
                NginxReader.read(server("proxy_socket_keepalive on;" + PASS), Optional.of(OLD), host)
                        .routes(80),
                "example.com /");

        assertThat(timer(route, Role.TCP_KEEPALIVE_TO_CALLEE)).isEqualTo(Reading.unread(unread));
        assertThat(route.gaps()).containsExactly(unread);
    }

    // ---- pools

    /** All three are needed before 1.29.7; each is the default since. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            keepalive 8;, proxy_http_version 1.1; proxy_set_header Connection '';,               true,  true
            keepalive 8;, proxy_http_version 1.1; proxy_set_header connection keep-alive;,       true,  true
            keepalive 8;, proxy_http_version 1.1; proxy_set_header Connection close;,            false, false
            keepalive 8;, 'proxy_http_version 1.1; proxy_set_header Connection upgrade,Close;',  false, false
            keepalive 8;, proxy_http_version 1.1;,                                               false, true
            keepalive 8;, proxy_set_header Connection '';,                                       false, true
            keepalive 8;, '',                                                                    false, true
            keepalive 8;, proxy_http_version 1.0; proxy_set_header Connection '';,               false, false
            keepalive 8;, proxy_http_version 2;,                                                 true,  true
            keepalive 8 local;, proxy_http_version 1.1; proxy_set_header Connection '';,         true,  true
            '',           proxy_http_version 1.1; proxy_set_header Connection '';,               false, true
            '',           '',                                                                    false, true
            keepalive 0;, proxy_http_version 1.1; proxy_set_header Connection '';,               false, false
            """)
    void a_pool_takes_effect(String pool, String directives, boolean before, boolean since) {
        String dump = http("upstream app { server 127.0.0.1:8000; " + pool + " }\n" + directives
                + " server { listen 80; server_name example.com; location / { proxy_pass http://APP/; } }");

        for (NginxVersion version : List.of(OLD, WITH_FLOOR, POOLING)) {
            NginxRoute route = route(dump, version, "example.com /");
            boolean expected = version.equals(POOLING) ? since : before;
            assertThat(reuses(route).known()).as(version.toString()).contains(expected);
            assertThat(route.party().timers(Role.REUSE_WINDOW)).hasSize(expected ? 1 : 0);
            assertThat(route.party().surely(POOL_CONFIGURED)).isEqualTo(pool.startsWith("keepalive 8"));
        }
    }

    @Test
    void an_upstream_block_states_how_old_a_pooled_connection_may_become() {
        String dump = http("upstream app { server 127.0.0.1:8000; keepalive 8; keepalive_time 10m; }\n"
                + "server { listen 80; server_name example.com; location / { proxy_pass http://app; proxy_http_version 1.1; "
                + "proxy_set_header Connection \"\"; } }");

        NginxRoute route = route(dump, POOLING, "example.com /");

        assertThat(timer(route, Role.REUSE_AGE).known()).contains(Bound.ofSeconds(600));
    }

    @Test
    void an_address_without_an_upstream_block_is_never_pooled() {
        NginxRoute route = route(
                server("proxy_http_version 1.1; proxy_set_header Connection '';\n" + PASS), POOLING, "example.com /");

        assertThat(reuses(route)).isEqualTo(stated(false, 3));
        assertThat(route.party().surelyNot(POOL_CONFIGURED)).isTrue();
        assertThat(route.party().timers(Role.REUSE_WINDOW)).isEmpty();
    }

    @Test
    void fastcgi_keeps_connections_only_when_told_to() {
        NginxRoute route = route(
                http("upstream php { server 127.0.0.1:9000; keepalive 4; }\n"
                        + "server { listen 80; server_name example.com; location / { fastcgi_pass php; } }"),
                POOLING,
                "example.com /");

        assertThat(defaulted(reuses(route))).isFalse();
        assertThat(route.party().surely(POOL_CONFIGURED)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "'default upgrade; \"\" close;', false",
        "'default upgrade; \"\" \"\";', true",
        "default '';, true"
    })
    void a_connection_header_from_the_usual_map_is_that_of_a_request_without_upgrade(String entries, boolean keeps) {
        String map =
                "map $http_upgrade $connection_upgrade { " + (entries.isEmpty() ? "default close;" : entries) + " }";
        NginxRoute route = route(
                http("upstream app { server 127.0.0.1:8000; keepalive 4; }\n" + map
                        + "server { listen 80; server_name example.com; proxy_http_version 1.1; location / {\n"
                        + "proxy_set_header Connection $connection_upgrade; proxy_pass http://app; } }"),
                OLD,
                "example.com /");

        assertThat(reuses(route).known()).contains(keeps);
    }

    @Test
    void a_connection_header_that_depends_on_the_request_is_a_gap() {
        NginxRoute route = route(http("""
                        upstream app { server 127.0.0.1:8000; keepalive 4; }
                        server { listen 80; server_name example.com; proxy_http_version 1.1; location / {
                        proxy_set_header Connection $http_connection; proxy_pass http://app; } }
                        """), OLD, "example.com /");

        assertThat(cause(reuses(route))).startsWith("/etc/nginx/nginx.conf:4: ");
        assertThat(defaulted(timer(route, Role.REUSE_WINDOW))).isEqualTo(Bound.ofSeconds(60));
    }

    // ---- tries

    @ParameterizedTest
    @CsvSource(textBlock = """
            server 10.0.0.1; server 10.0.0.2; server 10.0.0.3;, '',                                    3, true
            server 10.0.0.1; server 10.0.0.2; server 10.0.0.3;, proxy_next_upstream_tries 2;,          2, true
            server 10.0.0.1; server 10.0.0.2; server 10.0.0.3;, proxy_next_upstream_tries 5;,          3, true
            server 10.0.0.1; server 10.0.0.2; server 10.0.0.3;, proxy_next_upstream_tries 0;,          3, true
            server 10.0.0.1; server 10.0.0.2;,                  proxy_next_upstream_tries 1;,          1, false
            server 10.0.0.1; server 10.0.0.2;,                  proxy_next_upstream off;,              1, false
            server 10.0.0.1; server 10.0.0.2;,                  proxy_next_upstream error http_502;,   1, false
            server 10.0.0.1; server 10.0.0.2;,                  proxy_next_upstream timeout;,          2, true
            server 10.0.0.1; server 10.0.0.2 down;,             '',                                    1, false
            server 10.0.0.1; server 10.0.0.2 backup;,           '',                                    2, true
            server two.internal;,                               '',                                    2, true
            server self.internal:8000;,                         '',                                    1, false
            server unix:/a; server unix:/b;,                    '',                                    2, true
            """)
    void a_request_is_tried_as_often_as_there_are_peers(
            String servers, String directives, long tries, boolean retriesAfterTimeout) {
        NginxRoute route = route(
                http("upstream app { " + servers + " }\n" + directives
                        + "server { listen 80; server_name example.com; location / { proxy_pass http://app; } }"),
                OLD,
                "example.com /");

        assertThat(tries(route).known()).contains(tries);
        assertThat(trait(route, RETRIES_AFTER_TIMEOUT).known()).contains(retriesAfterTimeout);
    }

    @Test
    void a_name_that_the_host_did_not_resolve_may_have_any_number_of_addresses() {
        NginxRoute route = route(server("location / { proxy_pass http://app.internal; }"), OLD, "example.com /");

        assertThat(route.upstream())
                .isEqualTo(new Upstream.Tcp(
                        Optional.empty(), List.of(new Upstream.Peer("app.internal", 80, false, false))));
        assertThat(route.gaps())
                .extracting(gap -> gap.subject().toString())
                .containsOnly("number of addresses of app.internal, to which example.com / leads");
        assertThat(tries(route).known()).isEmpty();
        assertThat(trait(route, RETRIES_AFTER_TIMEOUT).known()).isEmpty();
    }

    @Test
    void a_name_that_the_host_did_not_resolve_does_not_matter_where_nothing_is_tried_again() {
        NginxRoute route = route(
                server("proxy_next_upstream off; location / { proxy_pass http://app.internal; }"),
                OLD,
                "example.com /");

        assertThat(tries(route)).isEqualTo(stated(Long.valueOf(1), 2));
        assertThat(route.party().surelyNot(RETRIES_AFTER_TIMEOUT)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8000, true",
        "127.1.2.3:8000, true",
        "[::1]:8000, true",
        "localhost:8000, true",
        "10.0.0.9:8000, true",
        "self.internal:8000, true",
        "10.0.0.1:8000, false",
        "two.internal:8000, false",
    })
    void the_callee_stands_on_the_same_host(String address, boolean same) {
        NginxRoute route = route(server("location / { proxy_pass http://" + address + "; }"), OLD, "example.com /");

        assertThat(trait(route, CALLEE_ON_SAME_HOST).known()).contains(same);
    }

    // ---- which route

    @ParameterizedTest
    @CsvSource({
        "listen 80;, true",
        "listen *:80;, true",
        "listen [::]:80;, true",
        "listen [::]:80 ipv6only=off;, true",
        "listen 10.0.0.9:80;, true",
        "listen 10.0.0.9;, true",
        "listen 79-81;, true",
        "'', true",
        "listen 127.0.0.1:80;, false",
        "listen localhost:80;, false",
        "listen [::1]:80;, false",
        "listen 8080;, false",
        "listen unix:/run/nginx.sock;, false",
        "listen 80 quic;, false",
    })
    void a_server_is_found_by_its_port(String listen, boolean found) {
        NginxRoutes routes = config(http("server { " + listen + " }"), OLD).routes(80);

        assertThat(routes.routes()).hasSize(found ? 1 : 0);
        assertThat(routes.gaps()).hasSize(found ? 0 : 1);
    }

    @Test
    void the_very_address_comes_before_all_addresses() {
        NginxConfig config = config(
                http("server { listen 80; server_name any; } server { listen 10.0.0.9:80; server_name one; }\n"
                        + "server { listen [::]:80; server_name six; }"),
                OLD);

        assertThat(config.routes("10.0.0.9", 80).routes())
                .extracting(NginxRoute::label)
                .containsExactly("one");
        assertThat(config.routes("10.0.0.8", 80).routes())
                .extracting(NginxRoute::label)
                .containsExactly("any");
        assertThat(config.routes("2001:db8::1", 80).routes())
                .extracting(NginxRoute::label)
                .containsExactly("six");
        assertThat(config.routes(80).routes()).extracting(NginxRoute::label).containsExactly("any", "one", "six");
    }

    @Test
    void nothing_on_the_port_is_a_gap() {
        NginxRoutes routes = config(server(PASS), OLD).routes(81);

        assertThat(routes.routes()).isEmpty();
        assertThat(only(routes.gaps()).cause().toString())
                .isEqualTo("no server of the configuration listens on port 81");
    }

    @Test
    void a_port_that_is_passed_on_as_plain_tcp_is_not_read() {
        NginxRoutes routes = config(
                        Dumps.file("stream {\nserver { listen 80; proxy_pass 10.0.0.1:80; proxy_timeout 5m; }\n}"), OLD)
                .routes(80);

        NginxRoute route = only(routes.routes());
        assertThat(route.party().is(Product.UNKNOWN)).isTrue();
        assertThat(route.upstream()).isInstanceOfSatisfying(Upstream.Unknown.class, unknown -> assertThat(
                        unknown.gap().cause().toString())
                .contains("nginx.conf:2", "stream"));
        assertThat(routes.gaps()).isEmpty();
    }

    @Test
    void a_return_in_the_server_leaves_no_location_to_reach() {
        NginxRoutes routes = config(server("return 301 https://$host$request_uri; " + PASS), OLD)
                .routes(80);

        assertThat(routes.routes()).extracting(NginxRoute::label).containsExactly("example.com");
        assertThat(only(routes.routes()).upstream()).isEqualTo(new Upstream.None());
    }

    @Test
    void a_location_that_passes_nothing_on_answers_itself() {
        NginxRoute route = route(fixture("debian-package"), OLD, "server at /etc/nginx/sites-enabled/default:2 /");

        assertThat(route.upstream()).isEqualTo(new Upstream.None());
        assertThat(route.protocol()).isEmpty();
        assertThat(route.party().surely(ANSWERS_ITSELF)).isTrue();
        assertThat(route.party().traits()).doesNotContainKeys(REUSES_CONNECTIONS, CALLEE_ON_SAME_HOST);
        assertThat(route.party().timers(Role.RESPONSE_WAIT)).isEmpty();
        assertThat(defaulted(timer(route, Role.KEEP_ALIVE))).isEqualTo(Bound.ofSeconds(75));
        assertThat(route.gaps()).isEmpty();
    }

    @Test
    void a_server_without_a_location_for_everything_answers_the_rest_itself() {
        NginxRoutes routes = config(server("location /api { proxy_pass http://127.0.0.1:8000; }"), OLD)
                .routes(80);

        assertThat(routes.routes()).extracting(NginxRoute::label).containsExactly("example.com", "example.com /api");
    }

    @Test
    void a_named_location_is_a_route_if_something_calls_it_and_it_passes_on() {
        NginxRoutes routes = config(server("""
                                location / { try_files $uri @app; }
                                location @app { proxy_pass http://127.0.0.1:8000; }
                                error_page 502 @sorry; location @sorry { return 503; }
                                location @unused { proxy_pass http://127.0.0.1:8001; }
                                """), OLD).routes(80);

        assertThat(routes.routes()).extracting(NginxRoute::label).containsExactly("example.com /", "example.com @app");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://$backend",
                "http://127.0.0.1:$port",
                "$scheme://127.0.0.1:8000",
                "http://${backend}:80/",
                "http://unix:$path"
            })
    void an_address_out_of_variables_is_unknown(String address) {
        NginxRoute route = route(server("location / { proxy_pass \"" + address + "\"; }"), OLD, "example.com /");

        assertThat(route.upstream()).isInstanceOfSatisfying(Upstream.Unknown.class, unknown -> assertThat(
                        unknown.gap().cause().toString())
                .contains("nginx.conf:2"));
        assertThat(defaulted(timer(route, Role.RESPONSE_WAIT))).isEqualTo(Bound.ofSeconds(60));
        assertThat(trait(route, REUSES_CONNECTIONS).known()).isEmpty();
        assertThat(route.gaps()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1:8000$request_uri", "http://10.0.0.1:8000/x$arg_y", "HTTP://10.0.0.1:8000"})
    void a_path_out_of_variables_does_not_matter(String address) {
        NginxRoute route = route(server("location / { proxy_pass " + address + "; }"), OLD, "example.com /");

        assertThat(route.upstream())
                .isEqualTo(
                        new Upstream.Tcp(Optional.empty(), List.of(new Upstream.Peer("10.0.0.1", 8000, false, false))));
    }

    @ParameterizedTest
    @CsvSource({"http://a.b, 80", "https://a.b, 443", "https://a.b:8443/x, 8443", "http://a.b:8000?x, 8000"})
    void the_port_follows_from_the_scheme(String address, int port) {
        NginxRoute route = route(server("location / { proxy_pass " + address + "; }"), OLD, "example.com /");

        assertThat(route.upstream())
                .isEqualTo(new Upstream.Tcp(Optional.empty(), List.of(new Upstream.Peer("a.b", port, false, false))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy_pass 127.0.0.1:80",
                "fastcgi_pass 127.0.0.1",
                "grpc_pass grpc://127.0.0.1",
                "uwsgi_pass a.b",
                "proxy_pass http://",
                "proxy_pass"
            })
    void an_address_that_nginx_refuses_is_unknown(String pass) {
        NginxRoute route = route(server("location / { " + pass + "; }"), OLD, "example.com /");

        assertThat(route.upstream()).isInstanceOf(Upstream.Unknown.class);
        assertThat(route.gaps()).isNotEmpty();
    }

    @Test
    void of_two_handlers_the_last_one_counts_and_a_return_before_both() {
        NginxConfig config = config(
                server("location / { proxy_pass http://127.0.0.1; fastcgi_pass 127.0.0.1:1; }\n"
                        + "location /r { proxy_pass http://127.0.0.1; return 200; }"),
                OLD);

        assertThat(at(config, "example.com /").protocol()).contains(NginxProtocol.FASTCGI);
        assertThat(at(config, "example.com /r").upstream()).isEqualTo(new Upstream.None());
    }

    @Test
    void lua_may_do_anything_with_a_request() {
        NginxConfig config = config(fixture("lua-blocks"), OLD);

        assertThat(trait(at(config, "example.com /lua"), ANSWERS_ITSELF).known())
                .isEmpty();
        assertThat(cause(timer(at(config, "example.com /lua"), Role.RESPONSE_WAIT)))
                .contains("content_by_lua_block");
        assertThat(at(config, "example.com /").upstream())
                .isInstanceOfSatisfying(
                        Upstream.Unknown.class,
                        unknown -> assertThat(unknown.gap().cause().toString()).contains("balancer_by_lua_block"));
        assertThat(timer(at(config, "example.com /"), Role.KEEP_ALIVE).known()).contains(Bound.ofSeconds(62));
    }

    // ---- versions

    @Test
    void the_defaults_of_each_version() {
        String dump = http("upstream app { server 127.0.0.1:8000; }\n"
                + "server { listen 80; server_name example.com; location / { proxy_pass http://app; } }");
        NginxRoute ancient = route(dump, new NginxVersion(1, 14, 2), "example.com /");
        NginxRoute old = route(dump, OLD, "example.com /");
        NginxRoute pooling = route(dump, POOLING, "example.com /");

        assertThat(defaulted(timer(ancient, Role.CONNECTION_AGE))).isEqualTo(Bound.never());
        assertThat(defaulted(timer(old, Role.CONNECTION_AGE))).isEqualTo(Bound.ofSeconds(3600));
        assertThat(defaulted(timer(old, Role.KEEP_ALIVE))).isEqualTo(Bound.ofSeconds(75));
        assertThat(defaulted(timer(old, Role.CONNECT_WAIT))).isEqualTo(Bound.ofSeconds(60));
        assertThat(defaulted(timer(old, Role.RESPONSE_WAIT))).isEqualTo(Bound.ofSeconds(60));
        assertThat(defaulted(timer(old, Role.RETRY_LIMIT))).isEqualTo(Bound.never());
        assertThat(old.party().timers(Role.REUSE_WINDOW)).isEmpty();
        assertThat(old.party().surelyNot(REUSES_CONNECTIONS)).isTrue();
        assertThat(defaulted(timer(pooling, Role.REUSE_WINDOW))).isEqualTo(Bound.ofSeconds(60));
        assertThat(defaulted(timer(pooling, Role.REUSE_AGE))).isEqualTo(Bound.ofSeconds(3600));
        assertThat(pooling.party().surely(REUSES_CONNECTIONS)).isTrue();
        assertThat(pooling.party().surelyNot(POOL_CONFIGURED)).isTrue();
        assertThat(pooling.party().version()).isEqualTo("1.29.7");
    }

    @Test
    void a_default_says_where_it_is_documented() {
        NginxRoute route = route(server(PASS), OLD, "example.com /");

        assertThat(timer(route, Role.RESPONSE_WAIT))
                .isEqualTo(Reading.defaulted(
                        Bound.ofSeconds(60),
                        new Source("default of nginx 1.22.1, "
                                + "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout")));
    }

    @Test
    void a_version_without_the_floor_has_a_floor_of_zero_and_says_so() {
        Reading<Bound> before = timer(route(server(PASS), OLD, "example.com /"), Role.KEEP_ALIVE_FLOOR);
        Reading<Bound> since = timer(route(server(PASS), WITH_FLOOR, "example.com /"), Role.KEEP_ALIVE_FLOOR);

        assertThat(before)
                .isEqualTo(Reading.defaulted(
                        Bound.ofSeconds(0),
                        new Source("nginx 1.22.1, which has no keepalive_min_timeout (since 1.27.4), "
                                + "https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_min_timeout")));
        assertThat(defaulted(since)).isEqualTo(Bound.ofSeconds(0));
        assertThat(since).isNotEqualTo(before);
    }

    @Test
    void without_a_version_only_defaults_that_never_changed_are_known() {
        String dump = http("upstream app { server 127.0.0.1:8000; }\n"
                + "server { listen 80; server_name example.com; location / { proxy_pass http://app; } }");
        NginxRoute route = route(NginxReader.read(dump, Optional.empty(), HOST).routes(80), "example.com /");

        assertThat(defaulted(timer(route, Role.KEEP_ALIVE))).isEqualTo(Bound.ofSeconds(75));
        assertThat(defaulted(timer(route, Role.KEEP_ALIVE_FLOOR))).isEqualTo(Bound.ofSeconds(0));
        assertThat(cause(timer(route, Role.CONNECTION_AGE))).contains("1.19.10");
        assertThat(cause(timer(route, Role.REUSE_WINDOW))).contains("1.15.3");
        assertThat(cause(reuses(route))).contains("1.29.7");
        assertThat(route.party().version()).isEmpty();
    }

    // ---- what could not be read

    @Test
    void redacted_words_are_gaps_only_where_they_are_needed() {
        NginxConfig config = config(fixture("redacted"), OLD);
        NginxRoute plain = at(config, "example.com /");
        NginxRoute hidden = at(config, "example.com /hidden");

        assertThat(config.gaps()).isEmpty();
        assertThat(plain.gaps()).isEmpty();
        assertThat(reuses(plain)).isEqualTo(stated(true, 15));
        // A header of another name hides the inherited one, whatever its value is.
        assertThat(defaulted(reuses(at(config, "example.com /token")))).isFalse();
        assertThat(cause(reuses(hidden)))
                .isEqualTo("/etc/nginx/nginx.conf:29: the words of proxy_set_header were left out on the host");
        assertThat(cause(timer(hidden, Role.RESPONSE_WAIT))).contains(":31:", "left out");
        assertThat(at(config, "example.com /elsewhere").upstream()).isInstanceOf(Upstream.Unknown.class);
    }

    @Test
    void a_redacted_word_that_is_not_needed_costs_nothing() {
        NginxRoute route = route(
                http("server { listen 80 so_keepalive=off @redacted; server_name example.com @redacted;\n"
                        + "keepalive_timeout 66 @redacted; }"),
                OLD,
                "example.com");

        assertThat(timer(route, Role.KEEP_ALIVE)).isEqualTo(stated(66, 3));
        assertThat(route.gaps()).isEmpty();
    }

    @Test
    void a_redacted_listen_may_be_on_any_port() {
        NginxRoutes routes = config(http("server { listen @redacted; }"), OLD).routes(80);

        assertThat(routes.routes()).isEmpty();
        assertThat(routes.gaps().getFirst().cause().toString()).contains("listen were left out");
    }

    @Test
    void a_broken_line_is_a_gap_where_its_value_is_needed() {
        NginxConfig config = config(fixture("broken-lines"), OLD);
        NginxRoute route = at(config, "example.com /");

        assertThat(cause(timer(route, Role.KEEP_ALIVE)))
                .isEqualTo("/etc/nginx/nginx.conf:3: the line of keepalive_timeout is broken");
        assertThat(cause(timer(route, Role.CONNECT_WAIT))).contains(":9:", "broken");
        assertThat(cause(timer(route, Role.RESPONSE_WAIT)))
                .isEqualTo("/etc/nginx/nginx.conf:13: \"proxy_read_timeout 1.5s\" is not a time");
        assertThat(timer(route, NginxSettings.CLIENT_BODY_TIMEOUT)).isEqualTo(stated(61, 4));
        assertThat(timer(route, NginxSettings.CLIENT_HEADER_TIMEOUT)).isEqualTo(stated(62, 11));
        assertThat(timer(at(config, "example.com /end"), Role.RESPONSE_WAIT).known())
                .isEmpty();
    }

    @Test
    void where_a_file_is_missing_no_default_is_assumed_but_what_is_written_holds() {
        NginxRoute route = route(
                server("include gone.conf;\nproxy_connect_timeout 5;\n"
                        + "location / { proxy_read_timeout 6; proxy_pass http://127.0.0.1:8000; }"),
                OLD,
                "example.com /");

        assertThat(timer(route, Role.CONNECT_WAIT)).isEqualTo(stated(5, 3));
        assertThat(timer(route, Role.RESPONSE_WAIT)).isEqualTo(stated(6, 4));
        assertThat(cause(timer(route, Role.KEEP_ALIVE))).contains("gone.conf was not read");
        assertThat(cause(timer(route, Role.RETRY_LIMIT))).contains("gone.conf was not read");
    }

    @Test
    void where_a_file_is_missing_a_location_may_pass_on_anywhere() {
        NginxRoute route = route(server("location / { include gone.conf; }"), OLD, "example.com /");

        assertThat(route.upstream()).isInstanceOf(Upstream.Unknown.class);
        assertThat(trait(route, ANSWERS_ITSELF).known()).isEmpty();
    }

    @Test
    void where_a_file_is_missing_a_name_may_be_an_upstream_block() {
        NginxRoute route = route(
                http("include gone.conf;\nserver { listen 80; server_name example.com;"
                        + " location / { proxy_pass http://two.internal; } }"),
                OLD,
                "example.com /");

        assertThat(route.upstream()).isInstanceOf(Upstream.Unknown.class);
    }

    @Test
    void every_setting_is_read_somewhere_and_named_once() {
        List<String> names =
                NginxSettings.ALL.stream().map(setting -> setting.name()).toList();

        assertThat(names).doesNotHaveDuplicates().hasSize(8 + 4 * NginxProtocol.values().length);
        assertThat(NginxSettings.readTimeout(NginxProtocol.GRPC)
                        .writtenAs(Duration.ofSeconds(61), Whereabouts.VARIABLES))
                .contains("grpc_read_timeout 61s;");
    }

    private static NginxRoute at(NginxConfig config, String label) {
        return route(config.routes(80), label);
    }

    private static Reading<Boolean> reuses(NginxRoute route) {
        return trait(route, REUSES_CONNECTIONS);
    }

    private static Reading<Long> tries(NginxRoute route) {
        return Optional.ofNullable(route.party().quantities().get(Quantity.TRIES))
                .orElseThrow(() -> new AssertionError("no tries"));
    }

    private static Reading<Boolean> trait(NginxRoute route, Trait trait) {
        return Optional.ofNullable(route.party().traits().get(trait))
                .orElseThrow(() -> new AssertionError(trait + " is absent"));
    }
}
