package io.timeoutchain.lab.prove;

import com.fasterxml.jackson.databind.JsonNode;
import io.timeoutchain.model.Product;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.client.ClientSettings;
import io.timeoutchain.product.django.DjangoSettings;
import io.timeoutchain.product.nginx.NginxSettings;
import io.timeoutchain.product.systemd.SystemdSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the bench is to do in one run: the relays between the parties, and the client's steps with every time scaled.
 *
 * <p>Every party has a network of its own, and the way to it another address in that network: 127.0.1.x the load balancer's
 * nodes, 127.0.2.x nginx, 127.0.3.x the application ({@code app}, {@code app2}), 127.0.4.x the database ({@code db}).
 */
final class Course {

    /** Where everything of a run lies on the host. */
    static final String DIRECTORY = "/srv/prove";

    static final String WORK_LOG = DIRECTORY + "/work.log";
    static final List<Object> NGINX = List.of("127.0.2.1", 80);
    static final List<Object> GUNICORN = List.of("127.0.3.1", 8000);
    /** A second instance of the application, to which the load balancer turns when the first is deregistered. */
    static final List<Object> SPARE = List.of("127.0.3.9", 8000);

    static final List<Object> MYSQL = List.of("127.0.4.1", 3306);
    private static final int RELAYED = 9000;
    /** The names by which configurations call the parties, and the way to each. */
    static final Map<String, String> NAMES = Map.of("app", "127.0.3.2", "app2", "127.0.3.3", "db", "127.0.4.2");

    private final Scenario scenario;
    private final Stack stack;
    private final List<Map<String, Object>> relays = new ArrayList<>();

    private Course(Scenario scenario, Stack stack) {
        this.scenario = scenario;
        this.stack = stack;
    }

    /** The plan for the bench, ready to be written as JSON. */
    static Map<String, Object> plan(Scenario scenario, Stack stack) {
        return new Course(scenario, stack).plan();
    }

    /** How many nodes of the load balancer a scenario needs. */
    static int nodes(Scenario scenario) {
        return scenario.steps().stream()
                .mapToInt(step -> step.path("nodes").asInt(1))
                .max()
                .orElse(1);
    }

    /** Tells whether a scenario takes its first application out of service. */
    static boolean needsSpare(Scenario scenario) {
        return scenario.steps().stream()
                .flatMap(step -> step.findValuesAsText("command").stream())
                .anyMatch(command -> command.equals("deregister"));
    }

    /** For each node, the address at which it finds its target. */
    static List<String> targets(Scenario scenario) {
        return IntStream.range(0, nodes(scenario))
                .mapToObj(node -> wayToTarget(node).getFirst() + ":" + RELAYED)
                .toList();
    }

    private static List<Object> wayToTarget(int node) {
        return List.of("127.0.2." + (11 + node), RELAYED);
    }

    private static List<Object> wayToNode(int node) {
        return List.of("127.0.1." + (101 + node), StandIn.PORT);
    }

    private Map<String, Object> plan() {
        List<Object> target = stack.has(Product.NGINX) ? NGINX : GUNICORN;
        String targetLink = "alb-" + (stack.has(Product.NGINX) ? "nginx" : "gunicorn");
        for (int node = 0; node < nodes(scenario); node++) {
            relay("client-alb", node, wayToNode(node), StandIn.node(node));
            relay(targetLink, node, wayToTarget(node), target);
        }
        if (stack.has(Product.NGINX)) {
            application("app", 0);
            application("app2", 1);
        }
        if (stack.has(Product.MYSQL)) {
            relay("django-mysql", 0, List.of(name("db"), 3306), MYSQL);
        }
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("relays", relays);
        plan.put(
                "blackholes",
                scenario.dead().stream()
                        .map(name -> Map.of("listen", List.of(name(name), 8000)))
                        .toList());
        plan.put("ready", ready());
        plan.put("workLog", WORK_LOG);
        plan.put("steps", scenario.steps().stream().map(this::step).toList());
        return plan;
    }

    private void application(String name, int number) {
        if (!scenario.dead().contains(name)) {
            relay("nginx-gunicorn", number, List.of(name(name), 8000), GUNICORN);
        }
    }

    private static String name(String of) {
        return Optional.ofNullable(NAMES.get(of)).orElseThrow();
    }

    private void relay(String link, int number, List<Object> listen, List<Object> to) {
        Map<String, Object> relay = new HashMap<>();
        relay.put("name", link + "." + number);
        relay.put("listen", listen);
        relay.put("to", to);
        relay.put("latency", link.equals(scenario.link().toString()) ? seconds(scenario.latency()) : 0.0);
        Optional.ofNullable(stack.between().get(link)).ifPresent(box -> relay.put("forget", scaled(box.idle())));
        relays.add(relay);
    }

    private List<Object> ready() {
        List<Object> ready = new ArrayList<>();
        if (stack.has(Product.MYSQL)) {
            ready.add(MYSQL);
        }
        ready.add(GUNICORN);
        if (needsSpare(scenario)) {
            ready.add(SPARE);
        }
        if (stack.has(Product.NGINX)) {
            ready.add(NGINX);
        }
        ready.add(StandIn.node(0));
        return ready;
    }

    private Map<String, Object> step(JsonNode step) {
        String kind = step.path("do").asText();
        Map<String, Object> course = new LinkedHashMap<>();
        course.put("do", kind.equals("upload") ? "slow" : kind);
        course.put("method", step.path("method").asText(kind.equals("upload") ? "POST" : "GET"));
        stack.ends(ClientSettings.RESPONSE_TIMEOUT)
                .filter(patience -> stack.has(Product.CLIENT))
                .ifPresent(patience -> course.put("patience", scaled(patience)));
        switch (kind) {
            case "race" -> race(course, step);
            case "slow", "load", "upload" -> requests(course, step);
            case "linger" -> {
                course.put("do", "idle");
                course.put("relay", scenario.link() + ".");
                course.put("atMost", scaled(step.path("seconds")));
            }
            case "sleep" -> course.put("seconds", scaled(step.path("seconds")));
            default -> throw new IllegalArgumentException(scenario.name() + " has an unknown step: " + kind);
        }
        return course;
    }

    private void race(Map<String, Object> course, JsonNode step) {
        boolean own = scenario.link().caller().equals("client");
        course.put("own", own);
        course.put("path", path(step));
        course.put("connections", step.path("connections").asInt());
        course.put("rounds", step.path("rounds").asInt());
        course.put("window", scaled(reuseWindow()));
        if (step.has("command")) {
            course.put("command", command(step.path("command").asText()));
            course.put("at", scaled(step.path("at")));
        }
        if (step.has("after")) {
            course.put("after", scaled(step.path("after")));
        }
        course.put("lead", seconds(scenario.latency()));
        boolean perNode = own || scenario.link().caller().equals("alb");
        course.put(
                "lanes",
                IntStream.range(0, nodes(scenario))
                        .mapToObj(node -> Map.of(
                                "to",
                                own ? wayToNode(node) : StandIn.node(node),
                                "relay",
                                scenario.link() + "." + (perNode ? node : 0)))
                        .toList());
    }

    private Duration reuseWindow() {
        return switch (scenario.link().caller()) {
            case "client" -> stack.ends(ClientSettings.KEEP_ALIVE).orElseThrow();
            case "alb" -> stack.ends(AlbSettings.IDLE_TIMEOUT).orElseThrow();
            case "nginx" -> stack.ends(NginxSettings.UPSTREAM_KEEPALIVE_TIMEOUT).orElseThrow();
            case "django" -> stack.ends(DjangoSettings.CONN_MAX_AGE).orElseThrow();
            default -> throw new IllegalStateException(scenario.link() + " keeps no connections");
        };
    }

    private void requests(Map<String, Object> course, JsonNode step) {
        course.put("path", path(step));
        course.put("count", step.path("count").asInt());
        course.put("every", scaled(step.path("every")));
        course.put(
                "to",
                IntStream.range(0, nodes(scenario)).mapToObj(Course::wayToNode).toList());
        if (step.has("pieces")) {
            course.put("pieces", step.path("pieces").asInt());
            course.put("pause", scaled(step.path("pause")));
        }
        List<Map<String, Object>> commands = new ArrayList<>();
        step.path("commands")
                .forEach(command -> commands.add(Map.of(
                        "at", scaled(command.path("at")),
                        "command", command(command.path("command").asText()))));
        if (step.path("do").asText().equals("load")) {
            course.put("commands", commands);
        }
    }

    private String path(JsonNode step) {
        return "/work?seconds=" + scaled(step.path("seconds"));
    }

    private String command(String name) {
        return switch (name) {
            case "reload nginx" -> "nginx -s reload";
            case "deregister" ->
                "cp %1$s/alb/next.conf %1$s/alb/nginx.conf && nginx -c %1$s/alb/nginx.conf -s reload"
                        .formatted(DIRECTORY);
            case "stop gunicorn" -> stop();
            default -> throw new IllegalArgumentException(scenario.name() + " has an unknown command: " + name);
        };
    }

    /** What systemd does when a unit is stopped: TERM to its main process, and KILL to all of them when it is too late. */
    private String stop() {
        double limit = scaled(stack.ends(SystemdSettings.TIMEOUT_STOP).orElse(Duration.ofSeconds(90)));
        return "group=$(cat %s/app/gunicorn.pid); kill -TERM $group; timeout %s sh -c 'while kill -0 '$group'; do sleep 0.02; done' 2>/dev/null || kill -KILL -$group"
                .formatted(DIRECTORY, limit);
    }

    private double scaled(Duration duration) {
        return seconds(Stack.scaled(duration, scenario.scale()));
    }

    /** A time of a step, which is given in seconds. */
    private double scaled(JsonNode time) {
        return scaled(Duration.ofMillis(Math.round(time.asDouble() * 1000)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
