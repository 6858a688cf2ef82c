package io.timeoutchain.cdk;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.gunicorn.GunicornProcess;
import io.timeoutchain.product.gunicorn.GunicornReader;
import io.timeoutchain.product.nginx.NginxConfig;
import io.timeoutchain.product.nginx.NginxHost;
import io.timeoutchain.product.nginx.NginxReader;
import io.timeoutchain.product.nginx.NginxRoute;
import io.timeoutchain.product.nginx.NginxRoutes;
import io.timeoutchain.product.nginx.NginxVersion;
import io.timeoutchain.product.nginx.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * What a target group's targets are configured to do, declared where {@link TimeoutGuard} can see it:
 *
 * <pre>{@code
 * BackendTimers.of(targetGroup).nginx("1.28.0", "keepalive_timeout 65s;").gunicorn("23.0.0", "--timeout 30");
 * }</pre>
 *
 * <p>The texts are those that the servers themselves understand, with their own units (<a
 * href="https://nginx.org/en/docs/syntax.html">nginx</a>: {@code 65s}, {@code 1m}, a bare number is seconds; <a
 * href="https://docs.gunicorn.org/en/stable/settings.html">gunicorn</a>: seconds). What cannot be read in them is a warning
 * at synthesis, with its line. Each method replaces what was said with it before. A setting that is not among them has the documented
 * default of the version, and is an open question where no version is given. Changes nothing in any template.
 */
public final class BackendTimers {

    /**
     * By the number that Node has for the construct. A construct of its own would take several calls to Node, of which a
     * first synthesis has hundreds before any is fast. Nothing is ever removed: no more does jsii forget a construct.
     */
    private static final Map<Integer, BackendTimers> NUMBERED = new ConcurrentHashMap<>();

    private static final String APPLICATION = "http://127.0.0.1:8000";
    private static final String GUNICORN_FILE = "gunicorn.conf.py";
    private static final GunicornProcess.Configuration NO_FILE = new GunicornProcess.Configuration.None();

    /** One way through the backend, and the host that it ends on, as far as that is declared. */
    record Way(String route, List<Party> parties, Optional<Host> host) {

        /** A way of which nothing is known but {@code gap}. */
        static Way unknown(Gap gap) {
            return new Way("", List.of(Party.unknown(gap)), Optional.empty());
        }
    }

    private Optional<Nginx> nginx = Optional.empty();
    private Optional<GunicornProcess> gunicorn = Optional.empty();
    private Optional<Duration> requestLimit = Optional.empty();
    private Optional<Duration> login = Optional.empty();
    private Optional<Host> host = Optional.empty();

    private BackendTimers() {
        HeadStart.begin();
    }

    /**
     * The declaration of a target group's backend, which is empty at first and the same for the same target group.
     *
     * @param targetGroup an L2 target group or a {@code CfnTargetGroup}
     */
    public static BackendTimers of(Construct targetGroup) {
        return NUMBERED.computeIfAbsent(ConstructTree.declare(targetGroup), unseen -> new BackendTimers());
    }

    static BackendTimers numbered(int number) {
        return Objects.requireNonNull(NUMBERED.get(number), "a number that was not given");
    }

    /**
     * Declares that nginx answers the load balancer.
     *
     * @param version as {@code nginx -v} prints it, or the bare number: {@code 1.28.0}
     * @param configuration directives of the {@code http} context, as they stand in {@code nginx.conf}:
     *     {@code keepalive_timeout 65s; proxy_read_timeout 50s;}. Or a whole {@code nginx.conf}, with its {@code http}
     *     block and all includes put in their places, of which the servers on the target group's port count
     * @throws IllegalArgumentException if {@code version} is none of nginx
     */
    public BackendTimers nginx(String version, String configuration) {
        NginxVersion known = NginxVersion.parse(version)
                .or(() -> NginxVersion.parse("nginx/" + version))
                .orElseThrow(() -> new IllegalArgumentException("not a version of nginx, such as 1.28.0: " + version));
        nginx = Optional.of(new Nginx(Optional.of(known), configuration));
        return this;
    }

    /**
     * As {@link #nginx(String, String)}, of a version that is not known here: a default that depends on it stays open.
     *
     * @param configuration as there
     */
    public BackendTimers nginx(String configuration) {
        nginx = Optional.of(new Nginx(Optional.empty(), configuration));
        return this;
    }

    /**
     * Declares that gunicorn answers the load balancer or, where nginx is declared as well, stands behind it.
     *
     * @param version as {@code gunicorn --version} prints it: {@code 23.0.0}
     * @param arguments of its command line, separated by blanks: {@code --timeout 30 --worker-class gthread --threads 4}
     */
    public BackendTimers gunicorn(String version, String arguments) {
        gunicorn = Optional.of(process(Optional.of(version), arguments, NO_FILE));
        return this;
    }

    /**
     * As {@link #gunicorn(String, String)}, with a configuration file.
     *
     * @param version as there
     * @param arguments as there
     * @param configuration the text of {@code gunicorn.conf.py}; of it counts what is written out, without being run
     */
    public BackendTimers gunicorn(String version, String arguments, String configuration) {
        List<String> lines = configuration.lines().toList();
        gunicorn = Optional.of(process(
                Optional.of(version),
                arguments,
                new GunicornProcess.Configuration.Text(
                        GUNICORN_FILE,
                        IntStream.range(0, lines.size())
                                .mapToObj(at -> new GunicornProcess.Line(at + 1, lines.get(at)))
                                .toList(),
                        false)));
        return this;
    }

    /**
     * As {@link #gunicorn(String, String)}, of a version that is not known here: what is not stated stays open.
     *
     * @param arguments as there
     */
    public BackendTimers gunicorn(String arguments) {
        gunicorn = Optional.of(process(Optional.empty(), arguments, NO_FILE));
        return this;
    }

    /**
     * Declares that the application inside gunicorn ends every request by itself, whatever the worker class, because all
     * that it waits for (statements of the database, calls of others) is bounded. Without gunicorn it says nothing, and
     * what stands there is a warning.
     *
     * @param limit the longest that one request can take; more than zero
     * @throws IllegalArgumentException if {@code limit} is zero or negative
     */
    public BackendTimers requestLimit(Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("a request takes longer than " + limit);
        }
        requestLimit = Optional.of(limit);
        return this;
    }

    /** Declares how long a login on one host lasts, and what is known of the host. */
    BackendTimers around(Optional<Duration> session, Optional<Host> machine) {
        login = session;
        host = machine;
        return this;
    }

    private static GunicornProcess process(
            Optional<String> version, String arguments, GunicornProcess.Configuration configuration) {
        return new GunicornProcess(
                Stream.concat(
                                Stream.of("gunicorn"),
                                Arrays.stream(arguments.strip().split("\\s+", -1)))
                        .filter(word -> !word.isEmpty())
                        .toList(),
                GunicornProcess.Environment.bare(),
                configuration,
                version,
                Optional.empty(),
                Optional.empty());
    }

    /** What is declared so far. */
    Declaration declaration() {
        return new Declaration(nginx, gunicorn, requestLimit, login, host);
    }

    /** What is declared of a backend: equal where the same is declared. */
    record Declaration(
            Optional<Nginx> nginx,
            Optional<GunicornProcess> gunicorn,
            Optional<Duration> requestLimit,
            Optional<Duration> login,
            Optional<Host> host) {

        static Declaration of(String nginxVersion, String configuration, String gunicornVersion, String arguments) {
            return new Declaration(
                    Optional.of(new Nginx(NginxVersion.parse("nginx/" + nginxVersion), configuration)),
                    Optional.of(process(Optional.of(gunicornVersion), arguments, NO_FILE)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /**
         * The ways that a request can take through this backend; none where nothing is declared.
         *
         * @param port the port on which the target group calls its targets, where it is known
         */
        List<Way> ways(Optional<Integer> port) {
            List<Party> application = application();
            if (nginx.isEmpty()) {
                return application.isEmpty() ? List.of() : List.of(new Way("", application, host));
            }
            NginxRoutes routes = nginx.get().routes(port);
            return Stream.concat(
                            routes.routes().stream()
                                    .map(route -> way(nginx.get().isWhole() ? route.label() : "", route, application)),
                            routes.gaps().stream().map(Way::unknown))
                    .toList();
        }

        private List<Party> application() {
            if (gunicorn.isEmpty()) {
                return requestLimit.map(limit -> Party.unknown(NO_SERVER)).stream()
                        .toList();
            }
            return Stream.concat(
                            gunicorn.map(GunicornReader::read).stream(),
                            requestLimit.or(() -> login).map(any -> program()).stream())
                    .toList();
        }

        private static final Gap NO_SERVER = new Gap(
                "the server of an application",
                "a limit of the application's requests is declared, but not what runs it",
                "declare it too: BackendTimers.of(targetGroup).gunicorn(\"23.0.0\", \"--timeout 30\")");

        /** What runs inside gunicorn. */
        private Party program() {
            PartyBuilder program = Party.of(Product.DJANGO);
            requestLimit.ifPresent(limit -> program.timer(
                    DjangoSettings.REQUEST_LIMIT,
                    Reading.stated(Bound.after(limit), new Source("BackendTimers.requestLimit"))));
            login.ifPresent(session -> program.timer(
                    DjangoSettings.SESSION_COOKIE_AGE,
                    Reading.stated(Bound.after(session), new Source("loginSession of the service"))));
            return program.build();
        }

        private Way way(String label, NginxRoute route, List<Party> application) {
            List<Party> parties = new ArrayList<>(List.of(route.party()));
            if (!(route.upstream() instanceof Upstream.None)) {
                parties.addAll(application);
            }
            return new Way(label, parties, host);
        }
    }

    /** The text of a configuration, or of directives of its {@code http} block. */
    record Nginx(Optional<NginxVersion> version, String text) {

        private static final Pattern HTTP_BLOCK = Pattern.compile("(?m)(?:^|[;}])\\s*http\\s*\\{");
        private static final String FILE = "# configuration file BackendTimers.nginx:\n";
        private static final NginxHost HOST = new NginxHost(
                Reading.unread(new Gap(
                        "net.ipv4.tcp_keepalive_time",
                        "the kernel's settings are not declared",
                        "state the idle time in the directive itself")),
                Map.of(),
                Set.of());

        boolean isWhole() {
            return HTTP_BLOCK.matcher(text).find();
        }

        NginxRoutes routes(Optional<Integer> port) {
            if (!isWhole()) {
                // What surrounds the directives shares their first line, so that line numbers are those of the text.
                String around = "http { server { listen 80; location / { proxy_pass " + APPLICATION + "; } } ";
                return read(FILE + around + text + "\n}").routes(80);
            }
            return port.map(number -> read(FILE + text).routes(number))
                    .orElseGet(() -> new NginxRoutes(
                            List.of(),
                            List.of(new Gap(
                                    "the port of the target group",
                                    "it is not a number that is known at synthesis",
                                    "give the target group a literal port"))));
        }

        private NginxConfig read(String configuration) {
            return NginxReader.read(configuration, version, HOST);
        }
    }
}
