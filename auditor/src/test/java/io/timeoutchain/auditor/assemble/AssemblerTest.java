package io.timeoutchain.auditor.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.snapshot.InstanceFacts.InterfaceFacts;
import io.timeoutchain.auditor.snapshot.InstanceTypeFacts;
import io.timeoutchain.auditor.snapshot.TargetFacts;
import io.timeoutchain.auditor.snapshot.TargetGroupFacts;
import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.EvidenceKind;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.systemd.SystemdSettings;
import io.timeoutchain.rule.Finding;
import io.timeoutchain.rule.Judge;
import io.timeoutchain.rule.Judgement;
import io.timeoutchain.rules.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssemblerTest {

    private static final String LOCAL = "http://127.0.0.1:8000";
    private static final String TRACKING = "connection tracking of the instance's network interface";

    private static Assembly assembled(Account account) {
        return new Assembler(Configuration.NONE).assemble(account.snapshot());
    }

    private static Assembly assembled(Account account, String configuration) throws ConfigurationException {
        return new Assembler(ConfigurationReader.read("timeout-chain.yaml", configuration))
                .assemble(account.snapshot());
    }

    private static Judgement judged(Account account) {
        return new Judge(Rules.all(), Configuration.NONE.policy())
                .judge(assembled(account).groups());
    }

    private static List<Chain> chains(Account account) {
        return assembled(account).groups().stream()
                .flatMap(group -> group.chains().stream())
                .toList();
    }

    private static Chain chain(Account account) {
        assertThat(chains(account)).hasSize(1);
        return chains(account).getFirst();
    }

    private static Chain chain(String answer) {
        return chain(Account.shop(60, 80, answer));
    }

    private static List<Product> products(Chain chain) {
        return chain.parties().stream().map(Party::product).toList();
    }

    private static Gap gap(Chain chain) {
        assertThat(chain.parties().getLast().product()).isEqualTo(Product.UNKNOWN);
        return chain.parties().getLast().gaps().getFirst();
    }

    private static List<String> undecided(Judgement judgement) {
        return judgement.undecided().stream().map(open -> open.rule().id()).toList();
    }

    private static List<String> found(Judgement judgement) {
        return judgement.findings().stream().map(finding -> finding.rule().id()).toList();
    }

    // ---- who calls whom

    @Test
    void a_sound_chain_is_read_whole_and_passes() throws ConfigurationException {
        Account account = Account.shop(60, 80, HostText.sound().text());
        Assembly assembly = assembled(account, """
                declare:
                  - client: { keep-alive: 50, response-timeout: 90, connect-timeout: 5 }
                """);
        Chain chain = assembly.groups().getFirst().chains().getFirst();
        assertThat(products(chain)).containsExactly(Product.CLIENT, Product.ALB, Product.NGINX, Product.GUNICORN);
        assertThat(chain.place().account()).isEqualTo("123456789012");
        assertThat(chain.place().region()).isEqualTo(Account.REGION);
        assertThat(chain.place().loadBalancer()).isEqualTo("shop");
        assertThat(chain.place().listenerArns()).containsExactly(Account.listenerArn("shop", 443));
        assertThat(chain.place().targetGroupArn()).isEqualTo(Account.groupArn("shop"));
        assertThat(chain.place().hosts()).containsExactly("i-1");
        assertThat(chain.place().route()).isEmpty();
        assertThat(chain.host().orElseThrow().units()).containsOnlyKeys(Product.NGINX, Product.GUNICORN);
        assertThat(assembly.gaps()).isEmpty();
        assertThat(assembly.notes()).map(Text::toString).isEmpty();
        assertThat(assembly.hosts()).isEqualTo(1);
        Judgement judgement = new Judge(Rules.all(), Configuration.NONE.policy()).judge(assembly.groups());
        assertThat(judgement.findings()).isEmpty();
        assertThat(judgement.undecided()).isEmpty();
        assertThat(judgement.totals().pass()).isPositive();
    }

    @Test
    void a_recorded_host_becomes_a_chain_for_each_of_its_routes() throws IOException {
        try (var stream =
                AssemblerTest.class.getResourceAsStream("/io/timeoutchain/auditor/host/recorded-answer.txt")) {
            assertThat(stream).isNotNull();
            String recorded = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
            List<Chain> chains = chains(Account.shop(60, 18_080, recorded));
            assertThat(chains)
                    .extracting(chain -> chain.place().route(), AssemblerTest::products)
                    .contains(
                            tuple("shop.example.com /", List.of(Product.ALB, Product.NGINX, Product.GUNICORN)),
                            tuple("shop.example.com /ws/", List.of(Product.ALB, Product.NGINX, Product.GUNICORN)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://unix:/run/app.sock, unix, /run/app.sock",
        "http://unix:/var/run/app.sock:/path, unix, /run/app.sock",
        "http://localhost:8000, tcp, 127.0.0.1:8000",
        "http://localhost:8000, tcp, [::1]:8000",
        "http://127.0.0.1:8000, tcp, 0.0.0.0:8000",
        "http://127.0.0.1:8000, tcp, [::]:8000",
        "http://127.0.0.1:8000, tcp, [::ffff:127.0.0.1]:8000",
        "http://[::1]:8000, tcp, [::]:8000",
        "http://10.0.0.5:8000, tcp, 10.0.0.5:8000",
        "http://10.0.0.5:8000, tcp, 0.0.0.0:8000",
        "http://app.internal:8000, tcp, 127.0.1.1:8000",
    })
    void nginx_leads_to_the_process_that_its_upstream_meets(String upstream, String transport, String socket) {
        Account account = Account.shop(
                        60,
                        80,
                        new HostText()
                                .line("listen", "tcp", "0.0.0.0:80", 7)
                                .line("listen", transport, socket, 8)
                                .nginx(7, HostText.SOUND_NGINX.replace(LOCAL, upstream))
                                .gunicorn(8)
                                .line("name", "localhost", "::1 127.0.0.1")
                                .line("name", "app.internal", "127.0.1.1")
                                .text())
                .with(Account.instance(
                        "i-1", "m7i.large", new InterfaceFacts("eni-1", List.of("10.0.0.5"), Optional.empty())));
        assertThat(products(chain(account))).containsExactly(Product.ALB, Product.NGINX, Product.GUNICORN);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8000, tcp, 127.0.0.2:8000, nothing listens there",
        "http://127.0.0.1:8000, tcp, 10.0.0.5:8000, nothing listens there",
        "http://10.0.0.5:8000, tcp, 127.0.0.1:8000, nothing listens there",
        "http://[::1]:8000, tcp, 0.0.0.0:8000, nothing listens there",
        "http://127.0.0.1:8001, tcp, 127.0.0.1:8000, nothing listens there",
        "http://unix:/run/a.sock, unix, /run/b.sock, nobody is seen to listen on that socket",
        "http://10.0.0.6:8000, tcp, 0.0.0.0:8000, 'it is on another host, and only the target group''s own hosts are read'",
    })
    void who_listens_elsewhere_is_not_mistaken_for_the_upstream(
            String upstream, String transport, String socket, String cause) {
        Account account = Account.shop(
                        60,
                        80,
                        new HostText()
                                .line("listen", "tcp", "0.0.0.0:80", 7)
                                .line("listen", transport, socket, 8)
                                .nginx(7, HostText.SOUND_NGINX.replace(LOCAL, upstream))
                                .gunicorn(8)
                                .text())
                .with(Account.instance(
                        "i-1", "m7i.large", new InterfaceFacts("eni-1", List.of("10.0.0.5"), Optional.empty())));
        Chain chain = chain(account);
        assertThat(products(chain)).containsExactly(Product.ALB, Product.NGINX, Product.UNKNOWN);
        assertThat(gap(chain).cause().toString()).isEqualTo(cause);
        assertThat(gap(chain).subject().toString()).endsWith(" on i-1");
    }

    @Test
    void the_way_to_another_host_leads_through_connection_tracking() {
        Chain chain = chain(HostText.sound().with(LOCAL, "http://10.9.9.9:8000"));
        assertThat(chain.middleboxes().getLast())
                .extracting(box -> box.name().toString())
                .containsExactly(TRACKING);
    }

    private static String twoServers(String first, String second, String firstUnit, String secondUnit) {
        return new HostText()
                .line("listen", "tcp", "0.0.0.0:80", 7)
                .line("listen", "tcp", "127.0.0.1:8000", 8)
                .line("listen", "tcp", "127.0.0.1:8001", 9)
                .nginx(
                        7,
                        "http {\nupstream app {\nserver 127.0.0.1:8000;\nserver 127.0.0.1:8001 backup;\n"
                                + "server 10.9.9.9:1 down;\n}\nserver {\nlisten 80;\nlocation / {\nproxy_pass http://app;\n}\n}\n}")
                .gunicorn(8, "--timeout", first)
                .gunicorn(9, "--timeout", second)
                .line("systemd", "yes")
                .unit("a.service", firstUnit)
                .unit("b.service", secondUnit)
                .line("of", 8, "unit", "a.service")
                .line("of", 9, "unit", "b.service")
                .text();
    }

    @Test
    void servers_of_one_upstream_with_equal_settings_are_one_party() {
        Chain chain = chain(twoServers("30", "30", "90s", "90s"));
        assertThat(products(chain)).containsExactly(Product.ALB, Product.NGINX, Product.GUNICORN);
        assertThat(chain.parties().getLast().quantities().get(Quantity.WORKER_PEAK_BYTES))
                .as("the larger one, for what memory must hold")
                .extracting(reading -> reading == null ? Optional.empty() : reading.known())
                .isEqualTo(Optional.of(60_009L * 1024));
    }

    @ParameterizedTest
    @CsvSource({"30, 31, 90s, 90s", "30, 30, 90s, 10s"})
    void servers_of_one_upstream_that_differ_are_not_judged_by_one_of_them(
            String first, String second, String firstUnit, String secondUnit) {
        Chain chain = chain(twoServers(first, second, firstUnit, secondUnit));
        assertThat(products(chain)).containsExactly(Product.ALB, Product.NGINX, Product.UNKNOWN);
        assertThat(gap(chain))
                .isEqualTo(new Gap(
                        "servers behind one upstream of nginx on i-1",
                        "its servers are not configured alike",
                        "give all servers of one upstream the same settings"));
    }

    @Test
    void every_unix_socket_of_an_upstream_is_looked_at() {
        String answer = new HostText()
                .line("listen", "tcp", "0.0.0.0:80", 7)
                .line("listen", "unix", "/run/a.sock", 8)
                .line("listen", "unix", "/run/b.sock", 9)
                .nginx(
                        7,
                        "http {\nupstream app {\nserver unix:/run/a.sock;\nserver unix:/run/b.sock;\n}\n"
                                + "server {\nlisten 80;\nlocation / {\nproxy_pass http://app;\n}\n}\n}")
                .gunicorn(8, "--timeout", "30")
                .gunicorn(9, "--timeout", "600")
                .text();
        assertThat(products(chain(answer))).containsExactly(Product.ALB, Product.NGINX, Product.UNKNOWN);
    }

    @Test
    void each_party_has_the_unit_of_its_own_process() {
        String answer = new HostText()
                .line("listen", "tcp", "127.0.0.1:9000", 9)
                .line("listen", "tcp", "0.0.0.0:80", 8)
                .gunicorn(9)
                .gunicorn(8)
                .line("systemd", "yes")
                .unit("other.service", "10s")
                .unit("mine.service", "2min")
                .line("of", 9, "unit", "other.service")
                .line("of", 8, "unit", "mine.service")
                .text();
        Party unit = chain(answer)
                .host()
                .flatMap(host -> host.unit(Product.GUNICORN))
                .orElseThrow();
        assertThat(unit.timers())
                .containsEntry(
                        SystemdSettings.TIMEOUT_STOP,
                        Reading.stated(Bound.ofSeconds(120), new Source("TimeoutStopUSec of mine.service")));
    }

    @Test
    void a_unit_that_systemd_did_not_show_is_a_gap_that_names_the_host() {
        Chain chain = chain(HostText.sound().with("of\t8\tunit\tgunicorn.service", "of\t8\tunit\tgone.service"));
        Party unit = chain.host().flatMap(host -> host.unit(Product.GUNICORN)).orElseThrow();
        assertThat(unit.gaps()).isNotEmpty().allSatisfy(gap -> assertThat(
                        gap.subject().toString())
                .contains("gone.service")
                .endsWith(" on i-1"));
    }

    @Test
    void gunicorn_may_face_the_load_balancer_itself() {
        Chain chain = chain(new HostText()
                .line("listen", "tcp", "0.0.0.0:80", 8)
                .gunicorn(8)
                .text());
        assertThat(products(chain)).containsExactly(Product.ALB, Product.GUNICORN);
        assertThat(chain.host().orElseThrow().kernel().product()).isEqualTo(Product.LINUX);
    }

    @Test
    void another_program_is_a_gap_that_names_program_port_and_host() {
        Chain chain = chain(new HostText()
                .line("listen", "tcp", "0.0.0.0:80", 5)
                .line("process", 5, "other")
                .line("of", 5, "name", "node")
                .text());
        assertThat(gap(chain).subject().toString()).isEqualTo("timers of node on port 80 on i-1");
    }

    // ---- what was measured

    private static HostText node(String seen) {
        return new HostText()
                .line("listen", "tcp", "0.0.0.0:80", 5)
                .line("process", 5, "other")
                .line("of", 5, "name", "node")
                .line("measured", "0.0.0.0:80", "/health", seen);
    }

    private static Reading<Bound> keepAlive(Chain chain) {
        return chain.parties().get(1).timers(Role.KEEP_ALIVE).getFirst().reading();
    }

    @Test
    void another_program_is_judged_by_the_keep_alive_that_was_measured() {
        Account account = Account.shop(60, 80, node("closed 5003 200").text());

        assertThat(keepAlive(chain(account)).known()).contains(Bound.ofSeconds(5));
        assertThat(found(judged(account))).containsExactly("callee-closes-first");
        assertThat(undecided(judged(account))).contains("caller-gives-up-first").doesNotContain("callee-closes-first");
    }

    @Test
    void an_open_connection_is_long_enough_only_for_who_never_waits_as_long() {
        Account patient = Account.shop(60, 80, node("open 65000 200").text());
        Account impatient = Account.shop(61, 80, node("open 65000 200").text());

        assertThat(found(judged(patient))).doesNotContain("callee-closes-first");
        assertThat(undecided(judged(patient))).doesNotContain("callee-closes-first");
        assertThat(undecided(judged(impatient))).contains("callee-closes-first");
        assertThat(keepAlive(chain(impatient)).missing())
                .hasValueSatisfying(gap -> assertThat(gap.cause().toString()).contains("still open after 65 s"));
    }

    @Test
    void an_announced_close_leaves_nothing_to_be_reused() {
        Judgement judgement = judged(Account.shop(60, 80, node("announced 200").text()));

        assertThat(found(judgement)).doesNotContain("callee-closes-first");
        assertThat(undecided(judgement)).doesNotContain("callee-closes-first");
    }

    @Test
    void a_response_that_is_an_error_tells_nothing_and_is_a_gap() {
        Account account = Account.shop(60, 80, node("announced 503").text());

        assertThat(undecided(judged(account))).contains("callee-closes-first");
        assertThat(assembled(account).gaps())
                .anySatisfy(gap -> assertThat(gap.subject().toString()).isEqualTo("measurement of 0.0.0.0:80 on i-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "closed 75020 200, 75, false",
        "open 60000 200, 75, false",
        "closed 30010 200, 30, true",
        "open 90000 200, 90, true",
    })
    void nginx_is_held_against_what_was_measured(String seen, long inForce, boolean contradicted) {
        Account account = Account.shop(
                60,
                80,
                HostText.sound().line("measured", "0.0.0.0:80", "/", seen).text());

        assertThat(keepAlive(chain(account)).known()).contains(Bound.ofSeconds(inForce));
        assertThat(found(judged(account)).contains("measured-otherwise")).isEqualTo(contradicted);
    }

    @ParameterizedTest
    @CsvSource({"closed 90010 200, 75, false", "closed 30010 200, 30, true"})
    void of_an_nginx_with_several_keep_alives_only_a_close_before_the_least_tells(
            String seen, long inForce, boolean contradicted) {
        Account account = Account.shop(
                60,
                80,
                HostText.sound()
                        .line("measured", "0.0.0.0:80", "/", seen)
                        .with(
                                "|location / {",
                                "|location /long { keepalive_timeout 90s; return 200; }\n|location / {"));
        Judgement judgement = judged(account);

        assertThat(chains(account))
                .allSatisfy(chain -> assertThat(keepAlive(chain).known()).contains(Bound.ofSeconds(inForce)));
        assertThat(found(judgement).contains("measured-otherwise")).isEqualTo(contradicted);
    }

    @Test
    void what_was_measured_serves_while_a_reload_of_gunicorn_is_pending() {
        Chain chain = chain(new HostText()
                .line("listen", "tcp", "0.0.0.0:80", 8)
                .gunicorn(8, "--worker-class", "gthread", "--keep-alive", "75")
                .line("config", 8, HostText.STARTED + 60, "/srv/gunicorn.conf.py")
                .line("of", 8, "workers-since", HostText.STARTED)
                .line("measured", "0.0.0.0:80", "/", "closed 75500 200")
                .text());

        assertThat(keepAlive(chain).known()).isPresent();
        assertThat(keepAlive(chain)).isInstanceOf(Reading.Measured.class);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 0.0.0.0:81, 8, nothing listens there",
        "tcp, 127.0.0.1:80, 8, 'what listens there listens on the loopback address alone, or belongs to a process that was not read'",
        "tcp, [::1]:80, 8, 'what listens there listens on the loopback address alone, or belongs to a process that was not read'",
        "tcp, 0.0.0.0:80, 0, 'what listens there listens on the loopback address alone, or belongs to a process that was not read'",
    })
    void who_cannot_be_met_on_the_port_is_a_gap(String transport, String socket, long pid, String cause) {
        Chain chain = chain(new HostText()
                .line("listen", transport, socket, pid)
                .gunicorn(8)
                .text());
        assertThat(gap(chain).cause().toString()).isEqualTo(cause);
        assertThat(gap(chain).subject().toString()).isEqualTo("listener on port 80 on i-1");
    }

    @Test
    void a_socket_whose_process_was_not_read_is_not_covered_up_by_one_that_was() {
        List<Chain> chains = chains(Account.shop(
                60,
                80,
                new HostText()
                        .line("listen", "tcp", "0.0.0.0:80", 8)
                        .line("listen", "tcp", "[::]:80", 0)
                        .gunicorn(8)
                        .text()));
        assertThat(chains)
                .extracting(chain -> chain.parties().getLast().product())
                .containsExactly(Product.UNKNOWN, Product.GUNICORN);
    }

    @ParameterizedTest
    @CsvSource({
        "'of\t7\tcontainer\tyes', 'it runs in a container, whose files the script does not enter'",
        "'of\t7\tcontainer\tno', its files could not be read",
    })
    void an_nginx_whose_files_are_not_there_is_a_gap(String line, String cause) {
        Chain chain = chain(new HostText()
                .line("listen", "tcp", "0.0.0.0:80", 7)
                .line("process", 7, "nginx")
                .line(line)
                .text());
        assertThat(gap(chain).cause().toString()).isEqualTo(cause);
    }

    @Test
    void a_port_for_which_nginx_has_no_server_is_a_gap() {
        Chain chain = chain(HostText.sound().with("listen 80;", "listen 81;"));
        assertThat(gap(chain).subject().toString()).isEqualTo("nginx on port 80 on i-1");
    }

    // ---- what the user declared

    @Test
    void declared_parties_and_middleboxes_stand_where_they_belong() throws ConfigurationException {
        Assembly assembly = assembled(Account.shop(60, 80, HostText.sound().text()), """
                declare:
                  - load-balancer: sh*
                    client: { keep-alive: 5 }
                    before-load-balancer: [global-accelerator]
                    cloudfront: {}
                    django: { CONN_MAX_AGE: 60 }
                    mysql: { wait_timeout: 600 }
                    before-database: [nat-gateway]
                """);
        Chain chain = assembly.groups().getFirst().chains().getFirst();
        assertThat(products(chain))
                .containsExactly(
                        Product.CLIENT,
                        Product.CLOUDFRONT,
                        Product.ALB,
                        Product.NGINX,
                        Product.GUNICORN,
                        Product.DJANGO,
                        Product.MYSQL);
        assertThat(chain.middleboxes().stream().map(between -> between.stream()
                        .map(box -> box.name().toString())
                        .toList()))
                .containsExactly(
                        List.of(),
                        List.of("the Global Accelerator"),
                        List.of(TRACKING),
                        List.of(),
                        List.of(),
                        List.of(TRACKING, "the NAT gateway"));
    }

    @Test
    void an_application_is_not_put_behind_what_is_not_known() throws ConfigurationException {
        Assembly assembly = assembled(Account.shop(60, 80, new HostText().text()), """
                declare:
                  - django: { CONN_MAX_AGE: 60 }
                    mysql: { wait_timeout: 600 }
                """);
        assertThat(products(assembly.groups().getFirst().chains().getFirst()))
                .containsExactly(Product.ALB, Product.UNKNOWN);
    }

    @Test
    void what_is_declared_for_another_load_balancer_does_not_count_and_that_is_noted() throws ConfigurationException {
        Assembly assembly = assembled(Account.shop(60, 80, HostText.sound().text()), """
                declare:
                  - load-balancer: blog
                    client: { keep-alive: 5 }
                """);
        assertThat(products(assembly.groups().getFirst().chains().getFirst())).doesNotContain(Product.CLIENT);
        assertThat(assembly.notes())
                .map(Text::toString)
                .containsExactly(
                        "No client is declared in timeout-chain.yaml for shop: what calls them is no part of their chains.");
    }

    // ---- load balancers, listeners, target groups

    private static Account behindNlb(String answer) {
        return new Account()
                .with(Account.nlb(
                        "edge",
                        List.of(
                                Account.listener("edge", "TCP", 80, Map.of("tcp.idle_timeout.seconds", "400"), "shop"),
                                Account.listener("edge", "TLS", 443, Map.of(), "shop"),
                                Account.listener("edge", "TCP", 25, Map.of(), "mail"))))
                .with(Account.group("shop", "edge", Account.target("i-1", 80)))
                .with(Account.instance("i-1", "m7i.large"))
                .with(Account.host("i-1", answer));
    }

    @Test
    void each_listener_of_a_network_load_balancer_has_chains_of_its_own() throws ConfigurationException {
        Assembly assembly = assembled(
                behindNlb(HostText.sound().text()), "declare: [{client: {keep-alive: 50, response-timeout: 90}}]");
        assertThat(assembly.groups())
                .extracting(group -> group.place().listenerArns())
                .containsExactly(List.of(Account.listenerArn("edge", 80)), List.of(Account.listenerArn("edge", 443)));
        Chain first = assembly.groups().getFirst().chains().getFirst();
        assertThat(products(first)).containsExactly(Product.CLIENT, Product.NGINX, Product.GUNICORN);
        assertThat(first.passThrough().orElseThrow().is(Product.NLB)).isTrue();
        assertThat(first.middleboxes().getFirst())
                .extracting(box -> box.name().toString(), box -> box.idleLimit().known())
                .contains(tuple("the network load balancer", Optional.of(Bound.ofSeconds(400))));
    }

    @Test
    void without_a_declared_client_a_network_load_balancers_caller_is_a_gap() {
        Chain chain = chains(behindNlb(HostText.sound().text())).getFirst();
        assertThat(products(chain)).containsExactly(Product.UNKNOWN, Product.NGINX, Product.GUNICORN);
        assertThat(chain.parties().getFirst().gaps())
                .extracting(gap -> gap.subject().toString())
                .containsExactly("clients of edge");
        assertThat(undecided(judged(behindNlb(HostText.sound().text())))).contains("callee-closes-first");
    }

    @Test
    void a_network_load_balancer_without_its_listeners_is_undecided() {
        Account account = behindNlb(HostText.sound().text())
                .with(Account.nlb("edge", null))
                .gap(Account.balancerArn("edge"), "elasticloadbalancing:DescribeListeners");
        Chain chain = chain(account);
        assertThat(chain.parties().getFirst().gaps())
                .extracting(gap -> gap.remedy().toString())
                .containsExactly("grant elasticloadbalancing:DescribeListeners");
        assertThat(undecided(judged(account))).contains("callee-closes-first");
    }

    @Test
    void a_group_to_which_no_listed_listener_leads_is_not_passed_over() {
        Account account = behindNlb(HostText.sound().text())
                .with(Account.nlb("edge", List.of(Account.listener("edge", "TCP", 25, Map.of(), "mail"))));
        assertThat(gap(new Chain(
                                chain(account).place(),
                                List.of(chain(account).parties().getFirst()),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of()))
                        .subject()
                        .toString())
                .isEqualTo("listener of edge that leads to shop");
    }

    @Test
    void an_application_load_balancer_has_one_set_of_timers_for_all_its_listeners() {
        Account account = Account.shop(60, 80, HostText.sound().text());
        account.with(Account.alb("shop", Map.of(), "shop")
                .withListeners(Optional.of(List.of(
                        Account.listener("shop", "HTTP", 80, null, "shop"),
                        Account.listener("shop", "HTTPS", 443, null, "shop"),
                        Account.listener("shop", "HTTPS", 444, null, "other")))));
        assertThat(chain(account).place().listenerArns())
                .containsExactly(Account.listenerArn("shop", 443), Account.listenerArn("shop", 80));
    }

    @ParameterizedTest
    @CsvSource({
        "lambda, 'These target groups lead to a function, behind which no host is read: shop.'",
        "alb, 'These target groups lead to a load balancer, behind which no host is read: shop.'",
    })
    void a_group_that_leads_to_no_host_is_noted(String type, String note) {
        Account account = Account.shop(60, 80, "")
                .with(Account.typed(Account.group("shop", "shop", Account.target("i-1", 80)), type));
        assertThat(assembled(account).groups()).isEmpty();
        assertThat(assembled(account).notes()).map(Text::toString).containsExactly(note);
    }

    @Test
    void a_group_without_targets_and_a_balancer_without_groups_are_noted() {
        Account account = new Account()
                .with(Account.alb("shop", Map.of(), "shop"))
                .with(Account.alb("bare", Map.of()))
                .with(Account.group("shop", "shop"));
        assertThat(assembled(account).groups()).isEmpty();
        assertThat(assembled(account).notes())
                .map(Text::toString)
                .containsExactly(
                        "These target groups have no registered target: shop.",
                        "No target group was listed to which these forward: bare.");
    }

    @Test
    void a_target_that_is_an_address_is_the_instance_that_has_it() {
        TargetGroupFacts group = Account.typed(
                Account.group(
                        "shop",
                        "shop",
                        new TargetFacts("10.0.0.5", Optional.of(80), "healthy", Optional.empty(), Optional.of("i-1")),
                        new TargetFacts("10.0.0.6", Optional.of(80), "healthy", Optional.empty(), Optional.empty())),
                TargetGroupFacts.IP);
        Account account =
                Account.shop(60, 80, HostText.sound().text()).with(group).gap("10.0.0.6", "ec2:DescribeInstances");
        List<Chain> chains = chains(account);
        assertThat(chains)
                .extracting(chain -> chain.place().hosts())
                .containsExactly(List.of("i-1"), List.of("10.0.0.6"));
        assertThat(products(chains.getFirst())).containsExactly(Product.ALB, Product.NGINX, Product.GUNICORN);
        assertThat(gap(chains.getLast()).remedy().toString()).isEqualTo("grant ec2:DescribeInstances");
        assertThat(assembled(account).hosts()).isEqualTo(2);
    }

    // ---- what could not be read is never a pass

    @Test
    void denied_attributes_of_a_load_balancer_leave_its_rules_undecided() {
        Account account = Account.shop(60, 80, HostText.sound().text())
                .with(Account.alb("shop", null, "shop"))
                .gap(Account.balancerArn("shop"), "elasticloadbalancing:DescribeLoadBalancerAttributes");
        assertThat(undecided(judged(account)))
                .contains("callee-closes-first", "callee-cuts-upload", "caller-gives-up-first");
        assertThat(found(judged(account))).isEmpty();
        assertThat(assembled(account).gaps())
                .extracting(gap -> gap.remedy().toString())
                .contains("grant elasticloadbalancing:DescribeLoadBalancerAttributes");
    }

    @Test
    void attributes_that_nobody_answers_for_are_a_gap_even_if_the_snapshot_has_none() {
        Account account = Account.shop(60, 80, HostText.sound().text()).with(Account.alb("shop", null, "shop"));
        assertThat(chain(account).parties().getFirst().gaps())
                .containsExactly(new Gap(
                        "attributes of shop",
                        "DescribeLoadBalancerAttributes was not answered",
                        "grant elasticloadbalancing:DescribeLoadBalancerAttributes"));
    }

    @Test
    void denied_attributes_of_a_target_group_leave_its_drain_undecided() {
        Account account = Account.shop(60, 80, HostText.sound().text())
                .with(Account.group("shop", "shop", Account.target("i-1", 80)).withAttributes(Optional.empty()))
                .gap(Account.groupArn("shop"), "elasticloadbalancing:DescribeTargetGroupAttributes");
        assertThat(undecided(judged(account))).contains("drain-shorter-than-request");
    }

    @Test
    void targets_that_could_not_be_listed_leave_the_group_undecided() {
        Account account = Account.shop(60, 80, HostText.sound().text())
                .with(Account.group("shop", "shop").withTargets(Optional.empty()))
                .gap(Account.groupArn("shop"), "elasticloadbalancing:DescribeTargetHealth");
        Chain chain = chain(account);
        assertThat(gap(chain).remedy().toString()).isEqualTo("grant elasticloadbalancing:DescribeTargetHealth");
        assertThat(undecided(judged(account))).contains("callee-closes-first", "caller-gives-up-first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"i-1", Account.REGION})
    void an_instance_that_could_not_be_asked_is_undecided(String about) {
        Account account =
                Account.shop(60, 80, "").with(Account.host("i-1", null)).gap(about, "ssm:DescribeInstanceInformation");
        assertThat(gap(chain(account)).remedy().toString()).isEqualTo("grant ssm:DescribeInstanceInformation");
        assertThat(undecided(judged(account))).contains("callee-closes-first");
    }

    @Test
    void hosts_that_were_not_asked_are_one_gap() {
        Account account = Account.shop(60, 80, "").with(Account.host("i-1", null));
        assertThat(gap(chain(account)))
                .isEqualTo(new Gap(
                        "hosts", "they were not asked", "let the audit run its host script (without --no-hosts)"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', the script printed nothing",
        "'sh: gzip: not found', 'the output is no answer of this release''s script (timeout-chain-host/1)'",
        "'timeout-chain-host/1 gzip AAAA', 'the output ends before the end marker, after 5 characters'",
    })
    void an_answer_that_is_cut_or_none_is_a_gap_that_names_the_host(String output, String cause) {
        Account account = Account.shop(60, 80, output);
        assertThat(gap(chain(account)).subject().toString()).isEqualTo("what the host script printed on i-1");
        assertThat(gap(chain(account)).cause().toString()).isEqualTo(cause);
        assertThat(undecided(judged(account))).contains("callee-closes-first");
    }

    @Test
    void a_line_that_was_not_understood_is_a_gap_of_the_report_and_costs_nothing_else() {
        Assembly assembly =
                assembled(Account.shop(60, 80, HostText.sound().line("surprise").text()));
        assertThat(assembly.gaps())
                .extracting(gap -> gap.subject().toString())
                .singleElement()
                .asString()
                .endsWith("the answer of i-1");
        assertThat(products(assembly.groups().getFirst().chains().getFirst())).contains(Product.GUNICORN);
    }

    @Test
    void every_gap_that_comes_from_a_host_names_it() {
        String broken = new HostText()
                .line("listen", "tcp", "0.0.0.0:80", 7)
                .line("listen", "tcp", "127.0.0.1:8000", 8)
                .nginx(
                        7,
                        HostText.SOUND_NGINX
                                .replace("keepalive_timeout 75s;", "keepalive_timeout seventy;")
                                .replace("proxy_read_timeout 45s;", "proxy_read_timeout $later;"))
                .line("process", 8, "gunicorn")
                .line("of", 8, "argv", "gunicorn", "--timeout", "@redacted", "--worker-class", "@redacted")
                .line("of", 8, "hidden", "environment", "permission denied")
                .line("of", 8, "unit", "gone.service")
                .text()
                .replace("net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_retries2");
        Account account = Account.shop(60, 80, broken);
        List<Gap> ofHost = chain(account).members().stream()
                .filter(member -> !member.party().is(Product.ALB))
                .flatMap(member -> member.party().gaps().stream())
                .toList();
        assertThat(ofHost)
                .hasSizeGreaterThan(8)
                .allSatisfy(gap -> assertThat(gap.subject().toString()).contains("i-1"));
        assertThat(assembled(account).gaps())
                .allSatisfy(gap -> assertThat(gap.subject().toString()).contains("i-1"));
    }

    // ---- edited since it was read

    @Test
    void what_was_read_of_an_nginx_that_did_not_read_its_files_again_is_a_gap() {
        Account account = Account.shop(
                60, 80, HostText.sound().with("file\t7\t" + HostText.WRITTEN, "file\t7\t" + (HostText.STARTED + 2)));
        Party nginx = chain(account).party(Product.NGINX).orElseThrow();
        assertThat(nginx.surely(Trait.EDITED_SINCE_READ)).isTrue();
        assertThat(nginx.timers().values()).isNotEmpty().allSatisfy(reading -> assertThat(reading.missing())
                .contains(new Gap(
                        "configuration of nginx on i-1",
                        "reload pending: the files were edited after the running process read them, so they do not tell what is in force",
                        "reload nginx, then audit again")));
        Judgement judgement = judged(account);
        assertThat(found(judgement)).containsExactly("edited-not-reloaded");
        assertThat(undecided(judgement)).contains("callee-closes-first", "callee-cuts-upload", "caller-gives-up-first");
    }

    @Test
    void a_file_written_in_the_second_before_its_nginx_started_was_not_edited_since() {
        // Cut clocks make the start of a process up to two seconds older than it is, and a file up to one.
        Party nginx = chain(HostText.sound().with("file\t7\t" + HostText.WRITTEN, "file\t7\t" + (HostText.STARTED + 1)))
                .party(Product.NGINX)
                .orElseThrow();
        assertThat(nginx.surelyNot(Trait.EDITED_SINCE_READ)).isTrue();
        assertThat(nginx.gaps()).isEmpty();
    }

    @Test
    void a_reload_after_the_edit_counts() {
        Party nginx = chain(HostText.sound()
                        .with(
                                "file\t7\t" + HostText.WRITTEN,
                                "of\t7\tworkers-since\t" + (HostText.STARTED + 1) + "\nfile\t7\t"
                                        + (HostText.STARTED + 1)))
                .party(Product.NGINX)
                .orElseThrow();
        assertThat(nginx.surelyNot(Trait.EDITED_SINCE_READ)).isTrue();
        assertThat(nginx.gaps()).isEmpty();
    }

    @Test
    void an_nginx_whose_start_is_not_known_may_have_been_edited() {
        Party nginx = chain(HostText.sound()
                        .with(
                                "of\t7\tstarted\t" + HostText.STARTED + "\nof\t7\tworkers-since\t" + HostText.STARTED,
                                ""))
                .party(Product.NGINX)
                .orElseThrow();
        assertThat(nginx.missing(Trait.EDITED_SINCE_READ))
                .extracting(gap -> gap.subject().toString())
                .containsExactly("time at which nginx on i-1 read its configuration");
    }

    private static Party gunicornWithFile(long changed, long workersSince) {
        HostText text = new HostText()
                .line("listen", "tcp", "0.0.0.0:80", 8)
                .gunicorn(8)
                .line("of", 8, "workers-since", workersSince)
                .line("config", 8, changed, "/srv/gunicorn.conf.py")
                .line("line", 8, 3, "timeout = 120");
        return chain(text.text()).party(Product.GUNICORN).orElseThrow();
    }

    @Test
    void a_gunicorn_file_from_before_the_start_is_in_force() {
        Party gunicorn = gunicornWithFile(HostText.WRITTEN, HostText.STARTED);
        assertThat(gunicorn.surelyNot(Trait.EDITED_SINCE_READ)).isTrue();
        assertThat(gunicorn.timers(Role.REQUEST_LIMIT))
                .extracting(timer -> timer.ends().orElseThrow())
                .contains(Duration.ofSeconds(120));
    }

    @Test
    void a_gunicorn_file_edited_since_the_start_is_a_gap() {
        Party gunicorn = gunicornWithFile(HostText.STARTED + 5, HostText.STARTED);
        assertThat(gunicorn.surely(Trait.EDITED_SINCE_READ)).isTrue();
        assertThat(gunicorn.timers(Role.REQUEST_LIMIT))
                .allSatisfy(timer -> assertThat(timer.reading().missing()).isPresent());
    }

    @Test
    void workers_younger_than_the_edit_do_not_tell_whether_gunicorn_read_it() {
        Party gunicorn = gunicornWithFile(HostText.STARTED + 5, HostText.STARTED + 9);
        assertThat(gunicorn.missing(Trait.EDITED_SINCE_READ))
                .extracting(gap -> gap.subject().toString())
                .containsExactly("whether gunicorn on i-1 has read /srv/gunicorn.conf.py");
        assertThat(gunicorn.timers(Role.REQUEST_LIMIT))
                .allSatisfy(timer -> assertThat(timer.reading().missing()).isPresent());
    }

    // ---- the machine

    private static Reading<Bound> tracking(Account account) {
        return chain(account).middleboxes().getFirst().stream()
                .filter(box -> box.name().toString().equals(TRACKING))
                .findFirst()
                .orElseThrow()
                .idleLimit();
    }

    @Test
    void connection_tracking_is_what_the_interface_says_else_the_type_else_the_family() {
        String answer = HostText.sound().text();
        Account account = Account.shop(60, 80, answer)
                .with(new InstanceTypeFacts("m9x.large", 2, 8192, Optional.of(Duration.ofSeconds(350))));
        assertThat(tracking(account.with(Account.instance("i-1", "m9x.large"))).known())
                .contains(Bound.ofSeconds(350));
        assertThat(tracking(account.with(Account.instance(
                                "i-1",
                                "m9x.large",
                                new InterfaceFacts("eni-1", List.of(), Optional.of(Duration.ofSeconds(500))),
                                new InterfaceFacts("eni-2", List.of(), Optional.of(Duration.ofSeconds(60))))))
                        .known())
                .as("the interface that forgets first")
                .contains(Bound.ofSeconds(60));
        assertThat(tracking(account.with(Account.instance("i-1", "m8i.large"))).known())
                .contains(Bound.ofSeconds(350));
        assertThat(tracking(account.with(Account.instance("i-1", "q1.large"))).missing())
                .isPresent();
        assertThat(tracking(account.without("i-1").gap("i-1", "ec2:DescribeInstances"))
                        .missing())
                .map(gap -> gap.remedy().toString())
                .contains("grant ec2:DescribeInstances");
    }

    @Test
    void the_larger_sizes_of_the_family_are_known_smallest_first() {
        Account account = Account.shop(60, 80, HostText.sound().text());
        for (String type :
                List.of("m7i.4xlarge 16 65536", "m7i.xlarge 4 16384", "m7i.medium 1 4096", "c7i.xlarge 4 8193")) {
            List<String> parts = List.of(type.split(" ", -1));
            account.with(new InstanceTypeFacts(
                    parts.getFirst(), Integer.parseInt(parts.get(1)), Long.parseLong(parts.get(2)), Optional.empty()));
        }
        assertThat(chain(account).host().orElseThrow().largerSizes())
                .containsExactly(
                        new Host.InstanceSize("m7i.xlarge", 4, 16_384L << 20),
                        new Host.InstanceSize("m7i.4xlarge", 16, 65_536L << 20));
    }

    @Test
    void the_kernel_knows_its_processors_and_what_memory_is_left_for_workers() {
        Party kernel = chain(HostText.sound().text()).host().orElseThrow().kernel();
        assertThat(kernel.quantities().get(Quantity.VCPUS))
                .isEqualTo(Reading.stated(2L, new Source("getconf _NPROCESSORS_ONLN")));
        assertThat(Optional.ofNullable(kernel.quantities().get(Quantity.MEMORY_FOR_WORKERS_BYTES))
                        .flatMap(Reading::known))
                .contains((6_000_000L + 3 * 50_008) * 1024);
    }

    @Test
    void what_logs_say_reaches_the_findings_that_it_supports() {
        Judgement judgement = judged(Account.shop(
                60,
                80,
                HostText.sound()
                        .line("evidence", "WORKER_TIMEOUT", 3, HostText.STARTED, HostText.STARTED + 60)
                        .line("evidence", "UPSTREAM_READ_TIMED_OUT", 2, HostText.STARTED, HostText.STARTED + 60)
                        .with("proxy_read_timeout 45s", "proxy_read_timeout 20s")));
        assertThat(judgement.findings())
                .filteredOn(finding -> finding.rule().id().equals("caller-gives-up-first"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .extracting(seen -> seen.kind(), seen -> seen.host(), seen -> seen.count())
                        .containsExactlyInAnyOrder(
                                tuple(EvidenceKind.WORKER_TIMEOUT, "i-1", 3L),
                                tuple(EvidenceKind.UPSTREAM_READ_TIMED_OUT, "i-1", 2L)));
    }

    // ---- many hosts

    private static Account tenHosts() {
        Account account = new Account()
                .with(Account.alb("shop", Map.of("idle_timeout.timeout_seconds", "60"), "shop"))
                .with(Account.group(
                        "shop",
                        "shop",
                        IntStream.range(0, 10)
                                .mapToObj(number -> Account.target("i-" + number, 80))
                                .toArray(TargetFacts[]::new)));
        for (int number = 0; number < 10; number++) {
            String id = "i-" + number;
            account.with(Account.instance(id, "m7i.large"));
            // Each host has numbers of its own for the same processes.
            account.with(Account.host(
                    id,
                    HostText.sound()
                            .with("keepalive_timeout 75s", "keepalive_timeout 30s")
                            .replace("\t8\t", "\t80" + number + "\t")
                            .replace("127.0.0.1:8000\t8", "127.0.0.1:8000\t80" + number)));
        }
        return account;
    }

    @Test
    void what_is_broken_alike_on_ten_hosts_is_one_finding() {
        List<Finding> findings = judged(tenHosts()).findings();
        assertThat(findings)
                .filteredOn(finding -> finding.rule().id().equals("callee-closes-first"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.spot().place().hosts()).hasSize(10));
        assertThat(findings)
                .as("units of nginx and gunicorn differ from each other, not from host to host")
                .extracting(finding -> finding.rule().id())
                .doesNotHaveDuplicates()
                .doesNotContain("hosts-disagree");
    }

    @Test
    void a_group_is_one_place_with_all_its_hosts() {
        TargetGroup group = assembled(tenHosts()).groups().getFirst();
        assertThat(group.place().hosts()).hasSize(10);
        assertThat(group.chains())
                .hasSize(10)
                .allSatisfy(chain -> assertThat(chain.place().hosts()).hasSize(1));
    }

    @Test
    void two_hosts_that_differ_are_told_apart() {
        Account account = tenHosts()
                .with(Account.host("i-3", HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout 90s")));
        Judgement judgement = judged(account);
        assertThat(found(judgement)).contains("hosts-disagree");
        assertThat(judgement.findings())
                .filteredOn(finding -> finding.rule().id().equals("callee-closes-first"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.spot().place().hosts()).hasSize(9).doesNotContain("i-3"));
    }
}
