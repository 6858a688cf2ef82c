package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.DurationText;
import io.timeoutchain.auditor.config.Suggestion;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import io.timeoutchain.plan.Conflict;
import io.timeoutchain.plan.PlanTexts;
import io.timeoutchain.plan.SettingNames;
import io.timeoutchain.plan.Shape;
import io.timeoutchain.plan.Solver;
import io.timeoutchain.plan.TimeoutPlan;
import io.timeoutchain.product.nginx.NginxVersion;
import io.timeoutchain.rule.JudgePolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Derives every timer of a chain from the longest request. */
@Command(
        name = "derive",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Derives every timer of a chain from the longest request that a service allows.",
            "Reads and changes nothing but the files in --directory."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  timeout-chain derive --longest-request 30s",
            "  timeout-chain derive --longest-request 30s --pin alb.idle=120s --directory timers",
            "",
            "Pins:",
            "  A setting is named party.setting, as its product's documentation calls",
            "  it (alb.idle_timeout.timeout_seconds), or by a short name:",
            "  client.response-timeout, client.keep-alive, client.connect-timeout,",
            "  alb.idle, alb.client-keep-alive, target-group.drain,",
            "  nginx.keepalive, nginx.keepalive-min, nginx.header, nginx.body,",
            "  nginx.connect, nginx.read, nginx.upstream-keepalive,",
            "  gunicorn.timeout, gunicorn.graceful, gunicorn.keepalive,",
            "  systemd.stop, linux.tcp-keepalive,",
            "  django.request-limit, django.conn-max-age, django.read-timeout,",
            "  django.connect-timeout, mysql.wait_timeout, mysql.max_execution_time.",
            "",
            "Where pins cannot go together the exit code is 2, and the rules between",
            "them are named."
        })
final class DeriveCommand implements Callable<Integer> {

    @Option(
            names = "--longest-request",
            paramLabel = "TIME",
            required = true,
            description = "How long a request may take: 30s, 2m.")
    private String longestRequest = "";

    @Option(
            names = "--pin",
            paramLabel = "SETTING=TIME",
            description = "A value that stays: alb.idle=120s. Repeatable.")
    private Map<String, String> pins = new LinkedHashMap<>();

    @Option(
            names = "--margin",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "By how much one timer outlasts another. Default: ${DEFAULT-VALUE}.")
    private String margin = "5s";

    @Option(names = "--no-nginx", description = "gunicorn is the load balancer's target, with no nginx between.")
    private boolean withoutNginx;

    @Option(
            names = "--nginx-version",
            paramLabel = "VERSION",
            description = "The version of nginx, if it is older than 1.28.0 or newer: 1.22.1.")
    @Nullable
    private String nginxVersion;

    @Option(
            names = "--worker-class",
            paramLabel = "CLASS",
            defaultValue = "sync",
            description = "gunicorn's worker class: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private WorkerClass workerClass = WorkerClass.sync;

    @Option(names = "--no-systemd", description = "No unit of systemd supervises gunicorn.")
    private boolean withoutSystemd;

    @Option(names = "--database", description = "The application is Django, with MySQL behind it.")
    private boolean database;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to write the plan: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private TextOrJson format = TextOrJson.text;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Write the texts for nginx, gunicorn, systemd, the kernel and the AWS CLI into this directory.")
    @Nullable
    private Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private picocli.CommandLine.Model.CommandSpec spec;

    /** As {@code --worker-class} spells them. */
    @SuppressWarnings("checkstyle:ConstantName")
    enum WorkerClass {
        sync(Shape.Worker.SYNC),
        gthread(Shape.Worker.GTHREAD),
        gevent(Shape.Worker.GEVENT),
        uvicorn(Shape.Worker.UVICORN);

        private final Shape.Worker worker;

        WorkerClass(Shape.Worker worker) {
            this.worker = worker;
        }
    }

    @Override
    public Integer call() {
        Shape shape = new Shape(nginx(), workerClass.worker, !withoutSystemd, database);
        Duration keepApart = duration("--margin", margin);
        Solver solver = new Solver(new JudgePolicy(keepApart, Map.of(), Map.of()));
        Duration request = duration("--longest-request", longestRequest);
        if (request.isZero()) {
            throw new CommandFailure(ExitCode.USAGE, Text.of("--longest-request must be a second or more."));
        }
        PlanText text = new PlanText(keepApart, TimeoutChain.phrases(spec));
        PrintWriter out = spec.commandLine().getOut();
        return switch (solver.derive(shape, atLeastASecond(request), pinned(shape))) {
            case TimeoutPlan plan -> {
                if (directory != null) {
                    write(plan, directory);
                }
                out.print(
                        switch (format) {
                            case text -> text.table(plan, Optional.ofNullable(directory));
                            case json -> text.json(plan);
                        });
                out.flush();
                yield ExitCode.CLEAN;
            }
            case Conflict conflict -> {
                if (format == TextOrJson.json) {
                    out.print(text.json(conflict));
                    out.flush();
                }
                throw new CommandFailure(ExitCode.USAGE, conflict.sentence());
            }
        };
    }

    private static Duration atLeastASecond(Duration request) {
        return request.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : request;
    }

    private Optional<NginxVersion> nginx() {
        if (withoutNginx) {
            if (nginxVersion != null) {
                throw new CommandFailure(ExitCode.USAGE, Text.of("--nginx-version has no meaning with --no-nginx."));
            }
            return Optional.empty();
        }
        if (nginxVersion == null) {
            return Optional.of(Shape.USUAL_NGINX);
        }
        return Optional.of(NginxVersion.parse("nginx/" + nginxVersion)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        Text.of(
                                "--nginx-version is three numbers, such as 1.28.0, not \"%s\".",
                                String.valueOf(nginxVersion)))));
    }

    private static Duration duration(String option, String text) {
        return DurationText.parse(text)
                .filter(duration -> duration.compareTo(Duration.ofDays(365)) <= 0)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        Text.of(
                                "%s is a time with its unit, a year at most, such as 30s, 2m or 1h30m, not \"%s\".",
                                option, text)));
    }

    private Map<Setting, Duration> pinned(Shape shape) {
        List<Setting> there = Solver.settings(shape);
        Map<Setting, Duration> pinned = new LinkedHashMap<>();
        pins.forEach((name, text) -> {
            Setting setting = SettingNames.find(name)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE,
                            Text.of(
                                    "--pin: there is no setting \"%s\"%s.",
                                    name,
                                    Suggestion.of(
                                            name,
                                            there.stream()
                                                    .flatMap(known -> SettingNames.all(known).stream())
                                                    .toList()))));
            if (!there.contains(setting)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        Text.of(
                                "--pin: %s cannot be set in this stack; there are: %s.",
                                name,
                                String.join(
                                        ", ",
                                        there.stream().map(SettingNames::of).toList())));
            }
            Duration value = duration("--pin " + name, text);
            if (!value.equals(Duration.ofSeconds(value.toSeconds()))) {
                throw new CommandFailure(
                        ExitCode.USAGE, Text.of("--pin %s is set in whole seconds, not to %s.", name, value));
            }
            if (pinned.put(setting, value) != null) {
                throw new CommandFailure(ExitCode.USAGE, Text.of("--pin: %s is pinned twice.", name));
            }
        });
        return pinned;
    }

    private static void write(TimeoutPlan plan, Path directory) {
        PlanTexts.of(plan).forEach((name, text) -> {
            Path file = directory.resolve(name);
            try {
                Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(directory));
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        Text.of(
                                "%s cannot be made: %s. Name a directory that you may write to.",
                                directory, Problems.of(e)));
            }
            ReportOptions.save(file, text);
        });
    }
}
