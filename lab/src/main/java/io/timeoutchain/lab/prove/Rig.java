package io.timeoutchain.lab.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timeoutchain.lab.HostSpec;
import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabHost;
import io.timeoutchain.lab.bridge.ScriptResult;
import io.timeoutchain.model.Product;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.linux.LinuxSettings;
import io.timeoutchain.product.mysql.MysqlSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs one phase of a scenario: a fresh host, the parties' real servers on it, the stand-in, the relays and the client. */
final class Rig {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALB = Course.DIRECTORY + "/alb";
    private static final String APP = Course.DIRECTORY + "/app";

    private static final String VERSIONS = """
            nginx -v 2>&1 | sed 's,.*nginx/,nginx ,'
            /opt/app/bin/gunicorn --version | sed 's/[()]//g; s/version //'
            command -v mariadbd >/dev/null && mariadbd --version | sed 's/.*Ver \\([0-9.]*\\).*/MariaDB \\1/'
            uname -sr | cut -d - -f 1
            """;

    private static final Set<LabHost> RUNNING = ConcurrentHashMap.newKeySet();

    private final Scenario scenario;
    private final Phase phase;
    private final Stack running;
    private final List<String> told;

    private Rig(Scenario scenario, Phase phase, Stack running, List<String> told) {
        this.scenario = scenario;
        this.phase = phase;
        this.running = running;
        this.told = told;
    }

    /**
     * Runs a phase.
     *
     * @throws IllegalStateException if the servers do not get going
     */
    static Run run(Scenario scenario, Judged judged, Phase phase) {
        return switch (phase) {
            case BROKEN -> new Rig(scenario, phase, scenario.stack(), List.of()).run();
            case REPAIRED -> {
                // An edited file is not read at the start, but when the finding's command says so.
                Stack running = scenario.edit().isEmpty() ? judged.repaired() : scenario.stack();
                yield new Rig(scenario, phase, running, judged.commands()).run();
            }
        };
    }

    /**
     * What came of a run.
     *
     * @param observation what the bench observed
     * @param versions the programs that ran, and the kernel below them
     */
    record Run(Observation observation, List<String> versions) {}

    /** Removes the hosts of all runs that go on, for a program that is told to end. */
    static void abandon() {
        RUNNING.forEach(LabHost::close);
    }

    private Run run() {
        LabHost host = Lab.loneHost(spec());
        RUNNING.add(host);
        try {
            return run(host);
        } finally {
            RUNNING.remove(host);
            host.close();
        }
    }

    private Run run(LabHost host) {
        try {
            must(host, start());
            scenario.edit().forEach((file, text) -> edit(host, file, text));
            told.forEach(command -> must(host, command));
            ScriptResult bench = host.exec("python3", Course.DIRECTORY + "/bench.py", Course.DIRECTORY + "/plan.json");
            if (bench.exitCode() != 0) {
                throw failure(host, "the bench failed: " + bench.stderr());
            }
            keep(bench.stdout());
            Observation observed = JSON.readValue(bench.stdout(), Observation.class);
            for (Observation.Note note : observed.notes()) {
                if (note.exit() != 0) {
                    throw failure(host, note.command() + ": " + note.output());
                }
            }
            return new Run(observed, host.shell(VERSIONS).stdout().lines().toList());
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(scenario.name() + ": the bench wrote what cannot be read", unreadable);
        }
    }

    /** For whoever wants to look closer at a run: the last one of each scenario is kept. */
    private void keep(String observed) {
        try {
            Path directory = Files.createDirectories(Lab.directory().resolve("target/prove"));
            Files.writeString(directory.resolve(scenario.name() + "-" + phase.word() + ".json"), observed);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void edit(LabHost host, String file, String text) {
        Stack edited = scenario.stack().withFile(file, text);
        host.write(
                file.equals(Stack.NGINX) ? HostSpec.NGINX_CONF : APP + "/" + Stack.GUNICORN,
                edited.scaledFile(file, scenario.scale()));
    }

    private void must(LabHost host, String line) {
        ScriptResult result = host.shell(line);
        if (result.exitCode() != 0) {
            throw failure(host, "failed: " + line + "\n" + result.stdout() + result.stderr());
        }
    }

    private IllegalStateException failure(LabHost host, String what) {
        String logs = host.shell("tail -qn 4 %s/*.log %s/*.log /var/log/nginx/*.log 2>/dev/null".formatted(ALB, APP))
                .stdout();
        return new IllegalStateException(scenario.name() + ", " + phase.word() + ": " + what + "\n" + logs);
    }

    private HostSpec spec() {
        try {
            HostSpec spec = HostSpec.debian()
                    .on(scenario.image())
                    .file(Course.DIRECTORY + "/bench.py", resource("bench.py"))
                    .file(Course.DIRECTORY + "/plan.json", JSON.writeValueAsString(Course.plan(scenario, running)))
                    .file(ALB + "/nginx.conf", standIn(Course.targets(scenario)))
                    .file(APP + "/work.py", resource("work.py"))
                    .file(APP + "/shop.py", resource("shop.py"))
                    .file(APP + "/" + Stack.GUNICORN, running.scaledFile(Stack.GUNICORN, scenario.scale()))
                    .sysctl(LinuxSettings.TCP_KEEPALIVE_TIME.name(), keepaliveTime())
                    .sysctl("net.ipv4.tcp_keepalive_intvl", "1");
            if (Course.needsSpare(scenario)) {
                spec = spec.file(
                        ALB + "/next.conf", standIn(List.of(Course.SPARE.getFirst() + ":" + Course.SPARE.getLast())));
            }
            return running.has(Product.NGINX)
                    ? spec.file(HostSpec.NGINX_CONF, running.scaledFile(Stack.NGINX, scenario.scale()))
                    : spec;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String standIn(List<String> targets) {
        return StandIn.conf(running, scenario.scale(), targets, ALB);
    }

    private static String resource(String name) {
        return Scenarios.text(name).orElseThrow(() -> new IllegalStateException(name + " is missing"));
    }

    /** The kernel counts whole seconds. Rounded down: a probe that comes too early does no harm. */
    private String keepaliveTime() {
        Duration scaled =
                Stack.scaled(running.ends(LinuxSettings.TCP_KEEPALIVE_TIME).orElseThrow(), scenario.scale());
        return Long.toString(Math.max(1, scaled.toSeconds()));
    }

    private String start() {
        List<String> lines = new ArrayList<>(List.of("set -e"));
        Course.NAMES.forEach((name, address) -> lines.add("echo '" + address + " " + name + "' >>/etc/hosts"));
        if (running.has(Product.MYSQL)) {
            lines.add(database());
        }
        lines.add(gunicorn(Course.GUNICORN, "gunicorn"));
        if (Course.needsSpare(scenario)) {
            lines.add(gunicorn(Course.SPARE, "spare"));
        }
        if (running.has(Product.NGINX)) {
            lines.add("nginx");
        }
        lines.add("nginx -c " + ALB + "/nginx.conf");
        return String.join("\n", lines);
    }

    /** A process group of its own, for what stops all of a unit's processes. */
    private String gunicorn(List<Object> bind, String name) {
        List<String> environment = new ArrayList<>(List.of("WORK_LOG=" + Course.WORK_LOG));
        limit().ifPresent(limit -> environment.add("WORK_LIMIT=" + seconds(limit)));
        database("CONN_MAX_AGE", running.ends(DjangoSettings.CONN_MAX_AGE)).ifPresent(environment::add);
        database("READ_TIMEOUT", running.ends(DjangoSettings.READ_TIMEOUT)).ifPresent(environment::add);
        database(
                        "STATEMENT_LIMIT",
                        running.has(Product.MYSQL) ? running.ends(MysqlSettings.MAX_EXECUTION_TIME) : Optional.empty())
                .ifPresent(environment::add);
        return "cd %s && %s setsid /opt/app/bin/gunicorn --bind %s:%s --pid %s.pid >%s.log 2>&1 </dev/null &"
                .formatted(APP, String.join(" ", environment), bind.getFirst(), bind.getLast(), name, name);
    }

    private Optional<Duration> limit() {
        return running.has(Product.DJANGO) ? running.ends(DjangoSettings.REQUEST_LIMIT) : Optional.empty();
    }

    private Optional<String> database(String variable, Optional<Duration> value) {
        return value.filter(set -> running.has(Product.DJANGO)).map(set -> variable + "=" + seconds(set));
    }

    private String database() {
        long waitTimeout = Stack.scaled(running.ends(MysqlSettings.WAIT_TIMEOUT).orElseThrow(), scenario.scale())
                .toSeconds();
        return "mkdir -p /run/mysqld && chown mysql /run/mysqld && setsid mariadbd --user=mysql --skip-grant-tables --bind-address=%s --wait-timeout=%d >%s/database.log 2>&1 </dev/null &"
                .formatted(Course.MYSQL.getFirst(), waitTimeout, APP);
    }

    private String seconds(Duration duration) {
        return Double.toString(Stack.scaled(duration, scenario.scale()).toMillis() / 1000.0);
    }
}
