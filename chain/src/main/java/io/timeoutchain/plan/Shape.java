package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Host;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Place;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.alb.AlbReader;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.client.ClientSettings;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.gunicorn.GunicornSettings;
import io.timeoutchain.product.linux.LinuxSettings;
import io.timeoutchain.product.mysql.MysqlSettings;
import io.timeoutchain.product.nginx.NginxProtocol;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.nginx.NginxVersion;
import io.timeoutchain.product.systemd.SystemdSettings;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who stands in the chain that a plan is for: a client, an Application Load Balancer, and behind it a host with gunicorn.
 *
 * @param nginx the version of the nginx in front of gunicorn, on the same host; empty where there is none. From 1.27.4 on
 *     it can hold idle connections through a reload; before that {@code reload-drops-idle} stays open, whatever the plan
 * @param worker gunicorn's worker class. Only sync workers have a request limit of their own; with any other the
 *     application declares one ({@code django.request-limit})
 * @param systemd whether systemd supervises gunicorn
 * @param database whether the application is Django with MySQL behind it
 */
public record Shape(Optional<NginxVersion> nginx, Worker worker, boolean systemd, boolean database) {

    /** A version that knows every directive a plan sets. */
    public static final NginxVersion USUAL_NGINX = new NginxVersion(1, 28, 0);

    /** nginx before sync workers under systemd, and no database: what most hosts look like. */
    public static final Shape USUAL = new Shape(Optional.of(USUAL_NGINX), Worker.SYNC, true, false);

    /** The worker classes of gunicorn that a plan can be made for. */
    public enum Worker {
        SYNC("sync"),
        GTHREAD("gthread"),
        GEVENT("gevent"),
        UVICORN("uvicorn_worker.UvicornWorker");

        private final String className;

        Worker(String className) {
            this.className = className;
        }

        /** What {@code worker_class} says for it. */
        public String className() {
            return className;
        }
    }

    private static final Place NOWHERE = new Place("", "", "", "", List.of(), "", "", List.of(), "");
    private static final Source SHAPE = new Source("the shape of the stack");
    private static final Source UNDERIVED = new Source("not derived yet");

    /** Whether nginx keeps connections to gunicorn and uses them again. */
    public boolean poolsConnections() {
        return worker != Worker.SYNC
                && nginx.filter(version -> version.isAtLeast(NginxVersion.UPSTREAM_IDLE_LIMIT))
                        .isPresent();
    }

    /** The target group with everybody in it; their timers are there, but say nothing yet. */
    TargetGroup skeleton() {
        List<Party> parties = new ArrayList<>(List.of(client(), alb()));
        nginx.ifPresent(version -> parties.add(nginx(version)));
        parties.add(gunicorn());
        if (database || worker != Worker.SYNC) {
            parties.add(django());
        }
        if (database) {
            parties.add(party(Product.MYSQL, MysqlSettings.WAIT_TIMEOUT, MysqlSettings.MAX_EXECUTION_TIME)
                    .build());
        }
        Map<Product, Party> units = systemd
                ? Map.of(
                        Product.GUNICORN,
                        party(Product.SYSTEMD, SystemdSettings.TIMEOUT_STOP).build())
                : Map.of();
        Party kernel = Party.of(Product.LINUX)
                .timer(LinuxSettings.TCP_KEEPALIVE_TIME, Reading.stated(Bound.ofSeconds(7200), UNDERIVED))
                .build();
        Chain chain = new Chain(
                NOWHERE,
                parties,
                Collections.nCopies(parties.size() - 1, List.of()),
                Optional.empty(),
                Optional.of(new Host(kernel, units, List.of())),
                List.of());
        return new TargetGroup(
                NOWHERE,
                party(Product.TARGET_GROUP, TargetGroupSettings.DEREGISTRATION_DELAY)
                        .build(),
                List.of(chain));
    }

    private static Party client() {
        return party(
                        Product.CLIENT,
                        ClientSettings.KEEP_ALIVE,
                        ClientSettings.RESPONSE_TIMEOUT,
                        ClientSettings.CONNECT_TIMEOUT)
                .trait(Trait.REUSES_CONNECTIONS, stated(true))
                .build();
    }

    /** What is fixed for every Application Load Balancer, as its own room knows it. */
    private static Party alb() {
        return AlbReader.party(Attributes.located(
                Map.of(AlbSettings.IDLE_TIMEOUT.name(), "60", AlbSettings.CLIENT_KEEP_ALIVE.name(), "3600"),
                name -> UNDERIVED));
    }

    private Party nginx(NginxVersion version) {
        boolean pools = poolsConnections();
        PartyBuilder nginx = party(
                        Product.NGINX,
                        NginxSettings.KEEPALIVE_TIMEOUT,
                        NginxSettings.CLIENT_HEADER_TIMEOUT,
                        NginxSettings.CLIENT_BODY_TIMEOUT,
                        NginxSettings.connectTimeout(NginxProtocol.PROXY),
                        NginxSettings.readTimeout(NginxProtocol.PROXY))
                .version(version.toString());
        if (version.isAtLeast(NginxVersion.IDLE_FLOOR)) {
            nginx.timer(NginxSettings.KEEPALIVE_MIN_TIMEOUT, underived());
        } else {
            nginx.timer(
                    NginxSettings.KEEPALIVE_MIN_TIMEOUT,
                    Reading.defaulted(Bound.ofSeconds(0), new Source("nginx " + version + " has no such directive")));
        }
        if (pools) {
            nginx.timer(NginxSettings.UPSTREAM_KEEPALIVE_TIMEOUT, underived());
        }
        return nginx.trait(Trait.ANNOUNCES_CLOSE, stated(false))
                .trait(Trait.POOL_CONFIGURED, stated(pools))
                .trait(Trait.REUSES_CONNECTIONS, stated(pools))
                .trait(Trait.CALLEE_ON_SAME_HOST, stated(true))
                .trait(Trait.CALLEE_BY_UNIX_SOCKET, stated(false))
                .trait(Trait.ANSWERS_ITSELF, stated(false))
                .trait(Trait.RETRIES_AFTER_TIMEOUT, stated(false))
                .quantity(Quantity.TRIES, Reading.stated(1L, SHAPE))
                .build();
    }

    private Party gunicorn() {
        boolean sync = worker == Worker.SYNC;
        PartyBuilder gunicorn = party(Product.GUNICORN, GunicornSettings.GRACEFUL_TIMEOUT);
        if (sync) {
            gunicorn.timer(GunicornSettings.TIMEOUT, underived());
        } else {
            gunicorn.timer(GunicornSettings.TIMEOUT, Reading.stated(Bound.never(), SHAPE))
                    .timer(GunicornSettings.KEEP_ALIVE, underived());
        }
        return gunicorn.trait(Trait.ANNOUNCES_CLOSE, stated(sync))
                .trait(Trait.ONE_REQUEST_PER_WORKER, stated(sync))
                .build();
    }

    private Party django() {
        PartyBuilder django = Party.of(Product.DJANGO);
        if (worker != Worker.SYNC) {
            django.timer(DjangoSettings.REQUEST_LIMIT, underived());
        }
        if (database) {
            django.timer(DjangoSettings.CONN_MAX_AGE, underived())
                    .timer(DjangoSettings.READ_TIMEOUT, underived())
                    .timer(DjangoSettings.CONNECT_TIMEOUT, underived())
                    .trait(Trait.REUSES_CONNECTIONS, stated(true));
        }
        return django.build();
    }

    private static PartyBuilder party(Product product, Setting... settings) {
        PartyBuilder party = Party.of(product);
        for (Setting setting : settings) {
            party.timer(setting, underived());
        }
        return party;
    }

    private static Reading<Bound> underived() {
        return Reading.stated(Bound.ofSeconds(60), UNDERIVED);
    }

    private static Reading<Boolean> stated(boolean answer) {
        return Reading.stated(answer, SHAPE);
    }
}
