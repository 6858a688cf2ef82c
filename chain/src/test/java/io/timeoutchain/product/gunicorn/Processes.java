package io.timeoutchain.product.gunicorn;

import io.timeoutchain.product.gunicorn.GunicornProcess.Configuration;
import io.timeoutchain.product.gunicorn.GunicornProcess.Environment;
import io.timeoutchain.product.gunicorn.GunicornProcess.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gunicorn processes for tests: version 23.0.0, pid 812, started as {@code gunicorn … app:app} unless said otherwise. */
final class Processes {

    static final String FILE = "/srv/app/gunicorn.conf.py";

    private Processes() {}

    static GunicornProcess with(String... options) {
        List<String> argv = new ArrayList<>(List.of("/usr/bin/python3", "/usr/bin/gunicorn"));
        argv.addAll(List.of(options));
        argv.add("app:app");
        return new GunicornProcess(
                argv,
                Environment.bare(),
                new Configuration.None(),
                Optional.of("23.0.0"),
                Optional.of(812L),
                Optional.empty());
    }

    static GunicornProcess argv(String... words) {
        GunicornProcess process = with();
        return new GunicornProcess(
                List.of(words),
                process.environment(),
                process.configuration(),
                process.version(),
                process.pid(),
                process.workers());
    }

    static GunicornProcess in(Environment environment, GunicornProcess process) {
        return new GunicornProcess(
                process.argv(),
                environment,
                process.configuration(),
                process.version(),
                process.pid(),
                process.workers());
    }

    static GunicornProcess commandArguments(String text, GunicornProcess process) {
        return in(new Environment.Seen(Optional.of(text), Optional.empty()), process);
    }

    static GunicornProcess webConcurrency(String text, GunicornProcess process) {
        return in(new Environment.Seen(Optional.empty(), Optional.of(text)), process);
    }

    static GunicornProcess configured(Configuration configuration, GunicornProcess process) {
        return new GunicornProcess(
                process.argv(),
                process.environment(),
                configuration,
                process.version(),
                process.pid(),
                process.workers());
    }

    static GunicornProcess file(String source, GunicornProcess process) {
        return configured(text(source), process);
    }

    static Configuration.Text text(String source) {
        List<Line> lines = new ArrayList<>();
        source.lines().forEach(line -> lines.add(new Line(lines.size() + 1, line)));
        return new Configuration.Text(FILE, lines, false);
    }

    static GunicornProcess version(Optional<String> version, GunicornProcess process) {
        return new GunicornProcess(
                process.argv(),
                process.environment(),
                process.configuration(),
                version,
                process.pid(),
                process.workers());
    }

    static GunicornProcess running(int workers, GunicornProcess process) {
        return new GunicornProcess(
                process.argv(),
                process.environment(),
                process.configuration(),
                process.version(),
                process.pid(),
                Optional.of(workers));
    }
}
