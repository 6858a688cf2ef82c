package io.timeoutchain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Chain;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.Attributes;
import io.timeoutchain.product.alb.AlbReader;
import io.timeoutchain.product.gunicorn.GunicornProcess;
import io.timeoutchain.product.gunicorn.GunicornReader;
import io.timeoutchain.product.linux.LinuxReader;
import io.timeoutchain.product.nginx.NginxConfig;
import io.timeoutchain.product.nginx.NginxHost;
import io.timeoutchain.product.nginx.NginxReader;
import io.timeoutchain.product.nginx.NginxRoute;
import io.timeoutchain.product.systemd.SystemdReader;
import io.timeoutchain.product.targetgroup.TargetGroupReader;
import io.timeoutchain.rule.JudgePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written of a plan says, when it is read again, what the plan says. */
final class PlanTextsTest {

    private static final Pattern ATTRIBUTE = Pattern.compile("Key=([a-z_.]+),Value=([0-9]+)");

    static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (Shape.Worker worker : Shape.Worker.values()) {
            shapes.add(new Shape(Optional.of(Shape.USUAL_NGINX), worker, true, true));
            shapes.add(new Shape(Optional.empty(), worker, true, false));
        }
        return shapes;
    }

    private static TimeoutPlan plan(Shape shape) {
        return (TimeoutPlan) new Solver(JudgePolicy.DEFAULT).derive(shape, Duration.ofSeconds(30), Map.of());
    }

    private static String text(TimeoutPlan plan, String path) {
        return Objects.requireNonNull(PlanTexts.of(plan).get(path), path);
    }

    private static void assertSame(Party planned, Party read) {
        assertThat(values(read)).containsAllEntriesOf(values(planned));
    }

    private static Map<Setting, Optional<Bound>> values(Party party) {
        Map<Setting, Optional<Bound>> values = new LinkedHashMap<>();
        party.timers().forEach((setting, reading) -> values.put(setting, reading.known()));
        return values;
    }

    private static Party party(TimeoutPlan plan, Product product) {
        return plan.group().chains().getFirst().party(product).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Shape.Worker.class)
    void nginx_reads_back_what_was_written(Shape.Worker worker) {
        TimeoutPlan plan = plan(new Shape(Optional.of(Shape.USUAL_NGINX), worker, true, false));
        NginxConfig config = NginxReader.read(
                "# configuration file /etc/nginx/nginx.conf:\nhttp {\n" + text(plan, "etc/nginx/conf.d/app.conf")
                        + "}\n",
                Optional.of(Shape.USUAL_NGINX),
                new NginxHost(
                        Reading.stated(Bound.ofSeconds(300), new Source("sysctl")), Map.of(), Set.of("10.0.0.9")));
        assertThat(config.gaps()).isEmpty();
        List<NginxRoute> routes = config.routes(80).routes().stream()
                .filter(route -> route.label().endsWith("/"))
                .toList();

        assertThat(routes).hasSize(1);
        assertSame(party(plan, Product.NGINX), routes.getFirst().party());
        for (Trait trait : List.of(Trait.REUSES_CONNECTIONS, Trait.POOL_CONFIGURED, Trait.CALLEE_ON_SAME_HOST)) {
            assertThat(routes.getFirst().party().surely(trait))
                    .as("%s", trait)
                    .isEqualTo(party(plan, Product.NGINX).surely(trait));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gunicorn_reads_back_what_was_written(Shape shape) {
        TimeoutPlan plan = plan(shape);
        List<GunicornProcess.Line> lines = new ArrayList<>();
        text(plan, "etc/gunicorn.conf.py")
                .lines()
                .forEach(line -> lines.add(new GunicornProcess.Line(lines.size() + 1, line)));
        Party read = GunicornReader.read(new GunicornProcess(
                List.of("gunicorn", "-c", "/etc/gunicorn.conf.py", "app:app"),
                GunicornProcess.Environment.bare(),
                new GunicornProcess.Configuration.Text("/etc/gunicorn.conf.py", lines, false),
                Optional.of("23.0.0"),
                Optional.of(812L),
                Optional.empty()));

        assertSame(party(plan, Product.GUNICORN), read);
        for (Trait trait : List.of(Trait.ANNOUNCES_CLOSE, Trait.ONE_REQUEST_PER_WORKER)) {
            assertThat(read.surely(trait))
                    .isEqualTo(party(plan, Product.GUNICORN).surely(trait));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void the_host_reads_back_what_was_written(Shape shape) {
        TimeoutPlan plan = plan(shape);
        Chain chain = plan.group().chains().getFirst();
        String unit = text(plan, "etc/systemd/system/gunicorn.service.d/timeouts.conf");
        // systemd shows a bare number of seconds with its unit.
        String shown = unit.replace("TimeoutStopSec=", "TimeoutStopUSec=").strip() + "s\nNeedDaemonReload=no\n";
        String[] sysctl =
                text(plan, "etc/sysctl.d/90-timeout-chain.conf").strip().split(" = ", 2);

        assertThat(unit).startsWith("[Service]\n");
        assertSame(
                chain.host().orElseThrow().unit(Product.GUNICORN).orElseThrow(),
                SystemdReader.party("gunicorn.service", shown));
        assertSame(
                chain.host().orElseThrow().kernel(), LinuxReader.party(Map.of(sysctl[0], sysctl[1]), Optional.of("2")));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void the_load_balancer_reads_back_what_was_written(Shape shape) {
        TimeoutPlan plan = plan(shape);
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text(plan, "aws.sh"));
        while (matcher.find()) {
            attributes.put(matcher.group(1), matcher.group(2));
        }

        assertThat(text(plan, "aws.sh"))
                .contains("--load-balancer-arn \"$LOAD_BALANCER_ARN\"")
                .contains("--target-group-arn \"$TARGET_GROUP_ARN\"");
        assertSame(party(plan, Product.ALB), AlbReader.party(Attributes.of("alb", attributes)));
        assertSame(plan.group().settings(), TargetGroupReader.party(Attributes.of("group", attributes)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void what_no_file_of_a_host_says_is_told_to_the_application(Shape shape) {
        assertThat(text(plan(shape), "application.txt"))
                .contains("the client's response-timeout: ")
                .satisfies(text -> assertThat(text.contains("CONN_MAX_AGE")).isEqualTo(shape.database()));
    }
}
