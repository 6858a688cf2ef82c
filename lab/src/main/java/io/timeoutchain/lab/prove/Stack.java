package io.timeoutchain.lab.prove;

import io.timeoutchain.lab.HostImage;
import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Timer;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.alb.AlbReader;
import io.timeoutchain.product.client.ClientReader;
import io.timeoutchain.product.django.DjangoReader;
import io.timeoutchain.product.gunicorn.GunicornProcess;
import io.timeoutchain.product.gunicorn.GunicornReader;
import io.timeoutchain.product.linux.LinuxReader;
import io.timeoutchain.product.linux.LinuxSettings;
import io.timeoutchain.product.mysql.MysqlReader;
import io.timeoutchain.product.mysql.MysqlSettings;
import io.timeoutchain.product.nginx.NginxHost;
import io.timeoutchain.product.nginx.NginxReader;
import io.timeoutchain.product.nginx.NginxRoute;
import io.timeoutchain.product.systemd.SystemdReader;
import io.timeoutchain.product.targetgroup.TargetGroupReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The configuration of every party of a scenario, as texts: what runs, what is judged and what is repaired are all read from
 * here.
 *
 * @param image what the hosts have installed
 * @param files configuration files, by name
 * @param declared attributes of the load balancer and its target group, what {@code systemctl show} and {@code sysctl} say,
 *     and what has to be declared: client, application and database. By product
 * @param between what stands on a link and forgets connections, by link
 */
public record Stack(
        HostImage image,
        Map<String, String> files,
        Map<String, Map<String, String>> declared,
        Map<String, Between> between) {

    static final String NGINX = "nginx.conf";
    static final String GUNICORN = "gunicorn.conf.py";

    private static final String UNIT = "gunicorn.service";
    private static final Place PLACE = new Place("", "", "stand-in", "", List.of(), "hosts", "", List.of("host"), "");

    /** What names of hosts stand for, when a configuration is judged: each another machine. */
    private static final Map<String, List<String>> ADDRESSES =
            Map.of("app", List.of("10.0.3.1"), "app2", List.of("10.0.3.2"), "db", List.of("10.0.4.1"));

    /**
     * Something that forgets idle connections without a word.
     *
     * @param name in words
     * @param idle after how much silence
     */
    public record Between(String name, Duration idle) {}

    public Stack {
        files = Map.copyOf(files);
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        declared.forEach((party, values) -> copy.put(party, Map.copyOf(values)));
        declared = Map.copyOf(copy);
        between = Map.copyOf(between);
    }

    /** Who stands in the chain, front to back. */
    public List<Product> products() {
        return Stream.of(Product.CLIENT, Product.ALB, Product.NGINX, Product.GUNICORN, Product.DJANGO, Product.MYSQL)
                .filter(this::has)
                .toList();
    }

    /** Tells whether there is such a party. */
    public boolean has(Product product) {
        return switch (product) {
            case NGINX -> files.containsKey(NGINX);
            case GUNICORN -> files.containsKey(GUNICORN);
            case CLIENT, CLOUDFRONT, ALB, NLB, TARGET_GROUP, DJANGO, MYSQL, LINUX, SYSTEMD, UNKNOWN ->
                declared.containsKey(product.id());
        };
    }

    /** Tells whether a setting can be given to this stack: what is read from a file must have its place there. */
    boolean takes(Setting setting) {
        Product product = setting.product();
        boolean inFile = product == Product.NGINX || product == Product.GUNICORN;
        return has(product) && (!inFile || party(product).timers().containsKey(setting));
    }

    /** The chain as the auditor would see it. */
    public TargetGroup group() {
        List<Party> parties = products().stream().map(this::party).toList();
        List<List<Middlebox>> middleboxes = IntStream.range(0, parties.size() - 1)
                .mapToObj(position -> middleboxes(parties.get(position), parties.get(position + 1)))
                .toList();
        Map<Product, Party> units = new HashMap<>();
        if (has(Product.SYSTEMD)) {
            units.put(Product.GUNICORN, party(Product.SYSTEMD));
        }
        Chain chain = new Chain(
                PLACE,
                parties,
                middleboxes,
                Optional.empty(),
                Optional.of(new Host(party(Product.LINUX), units, List.of())),
                List.of());
        return new TargetGroup(PLACE, party(Product.TARGET_GROUP), List.of(chain));
    }

    /** One party as its reader sees it. */
    Party party(Product product) {
        return switch (product) {
            case CLIENT -> ClientReader.party(attributes(product));
            case ALB -> AlbReader.party(attributes(product));
            case TARGET_GROUP -> TargetGroupReader.party(attributes(product));
            case DJANGO -> DjangoReader.party(attributes(product));
            case MYSQL -> MysqlReader.party(attributes(product));
            case LINUX -> LinuxReader.party(sysctls(), Optional.empty());
            case SYSTEMD ->
                SystemdReader.party(
                        UNIT,
                        String.join(
                                "\n",
                                values(product).entrySet().stream()
                                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                                        .toList()));
            case NGINX -> nginx().party();
            case GUNICORN -> gunicorn();
            case CLOUDFRONT, NLB, UNKNOWN -> throw new IllegalStateException("the lab has no " + product.id());
        };
    }

    private Attributes attributes(Product product) {
        return Attributes.of(product.id(), values(product));
    }

    /** What is declared of a party. */
    Map<String, String> values(Product product) {
        return declared.getOrDefault(product.id(), Map.of());
    }

    /** The kernel's settings; a kernel always has a value. */
    Map<String, String> sysctls() {
        Map<String, String> sysctls = new HashMap<>(Map.of(LinuxSettings.TCP_KEEPALIVE_TIME.name(), "7200"));
        sysctls.putAll(values(Product.LINUX));
        return sysctls;
    }

    private NginxRoute nginx() {
        NginxHost host = new NginxHost(
                Reading.stated(
                        Bound.ofSeconds(Long.parseLong(
                                Objects.requireNonNull(sysctls().get(LinuxSettings.TCP_KEEPALIVE_TIME.name())))),
                        new Source("sysctl " + LinuxSettings.TCP_KEEPALIVE_TIME.name())),
                ADDRESSES,
                Set.of("10.0.2.1"));
        return NginxReader.read(
                        "# configuration file /etc/nginx/nginx.conf:\n" + file(NGINX), image.nginxVersion(), host)
                .routes(80)
                .routes()
                .stream()
                .filter(route -> route.protocol().isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nginx.conf passes nothing on"));
    }

    private Party gunicorn() {
        List<String> lines = file(GUNICORN).lines().toList();
        return GunicornReader.read(new GunicornProcess(
                List.of("gunicorn"),
                GunicornProcess.Environment.bare(),
                new GunicornProcess.Configuration.Text(
                        "/srv/app/" + GUNICORN,
                        IntStream.range(0, lines.size())
                                .mapToObj(at -> new GunicornProcess.Line(at + 1, lines.get(at)))
                                .toList(),
                        false),
                Optional.of(HostImage.GUNICORN_VERSION),
                Optional.empty(),
                Optional.empty()));
    }

    private List<Middlebox> middleboxes(Party caller, Party callee) {
        return Optional.ofNullable(between.get(
                        caller.product().id() + "-" + callee.product().id()))
                .map(box -> new Middlebox(
                        Text.of(box.name()), Reading.stated(Bound.after(box.idle()), new Source("the scenario")), true))
                .stream()
                .toList();
    }

    /** A configuration file. */
    String file(String name) {
        return Optional.ofNullable(files.get(name)).orElseThrow(() -> new IllegalStateException("there is no " + name));
    }

    /** The stack with another text in place of one of its files. */
    Stack withFile(String name, String text) {
        Map<String, String> changed = new HashMap<>(files);
        changed.put(name, text);
        return new Stack(image, changed, declared, between);
    }

    /** The chain of which it is known that a party's file was edited after the process had read it. */
    TargetGroup groupEditedSinceRead(Product product) {
        TargetGroup group = group();
        Reading<Boolean> edited = Reading.stated(true, new Source("the time of the file"));
        List<Chain> chains = group.chains().stream()
                .map(chain -> new Chain(
                        chain.place(),
                        chain.parties().stream()
                                .map(party -> party.is(product) ? party.with(Trait.EDITED_SINCE_READ, edited) : party)
                                .toList(),
                        chain.middleboxes(),
                        chain.passThrough(),
                        chain.host(),
                        chain.evidence()))
                .toList();
        return new TargetGroup(group.place(), group.settings(), chains);
    }

    /** The stack with one timer set to a value in whole seconds. */
    Stack with(Setting setting, Duration value) {
        return switch (setting.product()) {
            case NGINX -> withFile(NGINX, ConfigurationText.nginx(file(NGINX), setting, present -> value, value));
            case GUNICORN -> withFile(GUNICORN, ConfigurationText.gunicorn(file(GUNICORN), setting, value));
            case SYSTEMD -> declaring(Product.SYSTEMD, "TimeoutStopUSec", value.toSeconds() + "s");
            case CLIENT, ALB, TARGET_GROUP, DJANGO, MYSQL, LINUX ->
                declaring(setting.product(), setting.name(), number(setting, value));
            case CLOUDFRONT, NLB, UNKNOWN ->
                throw new IllegalStateException(
                        "the lab has no " + setting.product().id());
        };
    }

    private static String number(Setting setting, Duration value) {
        return setting.equals(MysqlSettings.MAX_EXECUTION_TIME)
                ? Long.toString(value.toMillis())
                : Long.toString(value.toSeconds());
    }

    private Stack declaring(Product product, String name, String value) {
        Map<String, Map<String, String>> changed = new HashMap<>(declared);
        Map<String, String> values = new HashMap<>(values(product));
        values.put(name, value);
        changed.put(product.id(), values);
        return new Stack(image, files, changed, between);
    }

    /**
     * A configuration file for a run: every timer that the party has is written into it, also one that is only there by
     * default, multiplied by {@code scale}.
     */
    String scaledFile(String name, double scale) {
        String text = file(name);
        Product product = name.equals(NGINX) ? Product.NGINX : Product.GUNICORN;
        if (scale == 1) {
            return text;
        }
        List<Timer> timers = new ArrayList<>();
        party(product).timers().forEach((setting, reading) -> timers.add(new Timer(setting, reading)));
        for (Timer timer : timers) {
            Optional<Duration> ends = timer.ends();
            if (ends.isEmpty() || ends.get().isZero() || !timer.setting().isSettable()) {
                // Zero is what a version says that does not know the setting at all.
                continue;
            }
            Duration scaled = scaled(ends.get(), scale);
            text = product == Product.NGINX
                    ? ConfigurationText.nginx(text, timer.setting(), present -> scaled(present, scale), scaled)
                    : ConfigurationText.gunicorn(text, timer.setting(), scaled);
        }
        return product == Product.NGINX ? text : FRACTIONS + text;
    }

    /** gunicorn takes whole seconds only, but counts in fractions if it has them. */
    private static final String FRACTIONS = """
            from gunicorn import config as _config

            for _timer in (_config.Keepalive, _config.Timeout, _config.GracefulTimeout):
                _timer.validator = staticmethod(float)

            """;

    static Duration scaled(Duration duration, double scale) {
        return Duration.ofMillis(Math.round(duration.toMillis() * scale));
    }

    /** When a timer of a party ends; empty where it never does or is not there. */
    Optional<Duration> ends(Setting setting) {
        return Optional.ofNullable(party(setting.product()).timers().get(setting))
                .flatMap(Reading::known)
                .flatMap(Bound::ends);
    }
}
