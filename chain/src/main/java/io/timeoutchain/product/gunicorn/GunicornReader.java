package io.timeoutchain.product.gunicorn;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Party;
import io.timeoutchain.model.PartyBuilder;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Quantity;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Trait;
import io.timeoutchain.product.gunicorn.GunicornProcess.Configuration;
import io.timeoutchain.product.gunicorn.GunicornProcess.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads what is in force in a running gunicorn: environment, configuration file, {@code GUNICORN_CMD_ARGS} and command
 * line, each overruling those before it (<a href="https://docs.gunicorn.org/en/stable/configure.html">configuration
 * overview</a>), then the defaults of its version; and what its worker class makes of that.
 */
public final class GunicornReader {

    private static final Pattern GUNICORN = Pattern.compile("(?:.*/)?gunicorn[0-9.]*(?:_paster)?");
    private static final Pattern PYTHON = Pattern.compile("(?:.*/)?(?:python|pypy)[0-9.]*");
    private static final String DESIGN = "https://docs.gunicorn.org/en/stable/settings.html";

    private final GunicornProcess process;
    private final List<Level> levels;

    private GunicornReader(GunicornProcess process) {
        this.process = process;
        this.levels = levels(process);
    }

    /** The party that {@code process} is, with a gap for everything that cannot be told. */
    public static Party read(GunicornProcess process) {
        return new GunicornReader(process).party();
    }

    private Party party() {
        Reading<WorkerKind> kind = kind();
        Reading<Long> keepalive = number(Option.KEEPALIVE, 2);
        PartyBuilder party =
                Party.of(Product.GUNICORN).version(process.version().orElse(""));
        addKeepAlive(party, kind, keepalive);
        party.timer(GunicornSettings.TIMEOUT, requestLimit(kind))
                .timer(
                        GunicornSettings.GRACEFUL_TIMEOUT,
                        number(Option.GRACEFUL_TIMEOUT, 30).map(Bound::ofSeconds))
                .trait(Trait.ANNOUNCES_CLOSE, announcesClose(kind, keepalive))
                .trait(Trait.ONE_REQUEST_PER_WORKER, kind.map(known -> known == WorkerKind.SYNC))
                .quantity(Quantity.WORKERS, workers());
        if (process.configuration() instanceof Configuration.Text(var path, var lines, boolean edited)) {
            party.trait(Trait.EDITED_SINCE_READ, Reading.stated(edited, new Source(path)));
        }
        return party.build();
    }

    private Reading<WorkerKind> kind() {
        Reading<String> workerClass = value(Option.WORKER_CLASS, Text.of("a worker class"), Value::asText, "sync");
        Reading<Long> threads = number(Option.THREADS, 1);
        return then(
                workerClass,
                name -> WorkerKind.yieldsToThreads(name)
                        ? then(
                                threads,
                                count -> count > 1 ? threads.map(same -> WorkerKind.GTHREAD) : named(workerClass, name))
                        : named(workerClass, name));
    }

    private Reading<WorkerKind> named(Reading<String> workerClass, String name) {
        return WorkerKind.of(name)
                .<Reading<WorkerKind>>map(kind -> workerClass.map(same -> kind))
                .orElseGet(() -> Reading.unread(Level.gap(
                        process.name(),
                        Option.WORKER_CLASS,
                        Text.of("how the worker class %s treats timers is not known", name),
                        Text.of("report the class, or compare its timers by hand"))));
    }

    private void addKeepAlive(PartyBuilder party, Reading<WorkerKind> kind, Reading<Long> keepalive) {
        Optional<WorkerKind> known = kind.known();
        if (known.isEmpty()) {
            kind.missing().ifPresent(gap -> party.timer(GunicornSettings.KEEP_ALIVE, Reading.unread(gap)));
            return;
        }
        switch (known.get()) {
            case SYNC -> {
                // Of no effect there, but worth showing to whoever wrote it down.
                if (keepalive instanceof Reading.Stated<Long>) {
                    party.timer(GunicornSettings.KEEP_ALIVE, keepalive.map(Bound::ofSeconds));
                }
            }
            case GTHREAD, GEVENT, EVENTLET, UVICORN ->
                party.timer(GunicornSettings.KEEP_ALIVE, keepalive.map(Bound::ofSeconds));
            case TORNADO ->
                party.timer(
                        GunicornSettings.TORNADO_IDLE,
                        Reading.defaulted(
                                Bound.ofSeconds(3600),
                                new Source(
                                        Text.of(
                                                "default of tornado 6 in a tornado worker, which does not follow keepalive (https://www.tornadoweb.org/en/stable/httpserver.html)"))));
            case ASGI -> party.timer(GunicornSettings.KEEP_ALIVE, Reading.unread(asgiGap()));
        }
    }

    private Reading<Bound> requestLimit(Reading<WorkerKind> kind) {
        return then(
                kind,
                known -> known == WorkerKind.SYNC
                        ? number(Option.TIMEOUT, 30)
                                .map(seconds -> seconds == 0 ? Bound.never() : Bound.ofSeconds(seconds))
                        : unlimited(kind, known));
    }

    /** Every class but sync goes on beating while it works, so that {@code timeout} does not end a request. */
    private static Reading<Bound> unlimited(Reading<WorkerKind> kind, WorkerKind known) {
        return switch (kind) {
            case Reading.Stated<WorkerKind>(WorkerKind same, Source source) ->
                Reading.stated(Bound.never(), unlimitedBy(known, source));
            case Reading.Defaulted<WorkerKind>(WorkerKind same, Source basis) ->
                Reading.defaulted(Bound.never(), unlimitedBy(known, basis));
            case Reading.Measured<WorkerKind> measured -> unlimited(measured.configured(), known);
            case Reading.Unread<WorkerKind>(Gap gap) -> Reading.unread(gap);
        };
    }

    private static Source unlimitedBy(WorkerKind known, Source source) {
        return new Source(Text.of(
                "timeout does not bound a request of worker class %s (%s#timeout), set by %s",
                known.name().toLowerCase(Locale.ROOT), DESIGN, source.words()));
    }

    private Reading<Boolean> announcesClose(Reading<WorkerKind> kind, Reading<Long> keepalive) {
        return then(kind, known -> switch (known) {
            case SYNC -> kind.map(same -> true);
            case UVICORN -> kind.map(same -> false);
            case ASGI -> Reading.unread(asgiGap());
            case GTHREAD, GEVENT, EVENTLET, TORNADO -> keepalive.map(seconds -> seconds == 0);
        });
    }

    private Gap asgiGap() {
        return Level.gap(
                process.name(),
                Option.KEEPALIVE,
                Text.of("asgi workers were seen to follow keepalive in some releases and not in others"),
                Text.of("measure how long an idle connection stays open, and declare it"));
    }

    private Reading<Long> workers() {
        return process.workers()
                .filter(running -> running > 0)
                .map(running ->
                        Reading.stated((long) running, new Source(Text.of("worker processes of %s", process.name()))))
                .orElseGet(() -> number(Option.WORKERS, 1));
    }

    private Reading<Long> number(Option option, long standard) {
        return value(option, Text.of("a whole number"), Value::asNumber, standard);
    }

    /** What the highest level that says anything says of {@code option}, else the default of the version. */
    private <T> Reading<T> value(Option option, Text expected, Function<Value, Optional<T>> conversion, T standard) {
        return levels.stream()
                .flatMap(level -> level.of(option).stream())
                .findFirst()
                .map(stated -> converted(option, stated, expected, conversion))
                .orElseGet(() -> standard(option, standard));
    }

    private <T> Reading<T> converted(
            Option option, Reading<Value> stated, Text expected, Function<Value, Optional<T>> conversion) {
        return then(stated, value -> {
            Optional<T> read = conversion.apply(value);
            return read.isPresent()
                    ? stated.map(same -> read.get())
                    : Reading.unread(Level.gap(
                            process.name(),
                            option,
                            Text.of("%s gives %s what is not %s", whereabouts(stated), option.key(), expected),
                            Text.of("set it to %s", expected)));
        });
    }

    private static Text whereabouts(Reading<Value> stated) {
        return switch (stated) {
            case Reading.Stated<Value>(Value value, Source source) -> source.words();
            case Reading.Defaulted<Value>(Value value, Source basis) -> basis.words();
            case Reading.Measured<Value>(Value value, Source source, var configured) -> source.words();
            case Reading.Unread<Value>(Gap gap) -> gap.subject();
        };
    }

    private <T> Reading<T> standard(Option option, T value) {
        return process.version()
                .flatMap(GunicornVersion::of)
                .filter(GunicornVersion::hasKnownDefaults)
                .map(version -> Reading.defaulted(value, version.documents(option.key())))
                .orElseGet(() -> Reading.unread(Level.gap(
                        process.name(),
                        option,
                        Text.of("it is not set, and the version whose default would hold is not known"),
                        Text.of("set %s, or let the host script find gunicorn's package metadata", option.key()))));
    }

    private static <A, B> Reading<B> then(Reading<A> reading, Function<A, Reading<B>> next) {
        return switch (reading) {
            case Reading.Stated<A>(A value, Source source) -> next.apply(value);
            case Reading.Defaulted<A>(A value, Source basis) -> next.apply(value);
            case Reading.Measured<A>(A value, Source source, var configured) -> next.apply(value);
            case Reading.Unread<A>(Gap gap) -> Reading.unread(gap);
        };
    }

    /** The places that settings come from, the one that overrules all others first. */
    private static List<Level> levels(GunicornProcess process) {
        Level argv = argv(process);
        Level cmdArgs = cmdArgs(process);
        List<Level> levels = new ArrayList<>(List.of(argv, cmdArgs, configuration(process, argv, cmdArgs)));
        if (argv.of(Option.PASTE).or(() -> cmdArgs.of(Option.PASTE)).isPresent()) {
            levels.add(Level.hidden(
                    process.name(),
                    Text.of("it may be set in the Paste file that --paste names, which is not read"),
                    Text.of("set it on gunicorn's command line or in its configuration file")));
        }
        levels.add(webConcurrency(process));
        return levels;
    }

    private static Level argv(GunicornProcess process) {
        return programArguments(process.argv())
                .map(words -> Arguments.read(process.name(), new Source(Text.of("argv of %s", process.name())), words))
                .orElseGet(() -> Level.hidden(
                        process.name(),
                        Text.of(
                                "its command line does not show gunicorn's arguments (a program that embeds gunicorn, or setproctitle, hides them)"),
                        Text.of("uninstall setproctitle, or start gunicorn by its own command")));
    }

    /** The words after gunicorn's name; empty where it is not gunicorn's own command line. */
    private static Optional<List<String>> programArguments(List<String> argv) {
        if (argv.isEmpty()) {
            return Optional.empty();
        }
        if (GUNICORN.matcher(argv.getFirst()).matches()) {
            return Optional.of(argv.subList(1, argv.size()));
        }
        if (!PYTHON.matcher(argv.getFirst()).matches()) {
            return Optional.empty();
        }
        for (int at = 1; at < argv.size(); at++) {
            if (GUNICORN.matcher(argv.get(at)).matches() || argv.get(at).equals("-mgunicorn")) {
                return Optional.of(argv.subList(at + 1, argv.size()));
            }
        }
        return Optional.empty();
    }

    private static Level cmdArgs(GunicornProcess process) {
        return switch (process.environment()) {
            case Environment.Hidden(String why) -> hiddenEnvironment(process, why);
            case Environment.Seen(Optional<String> arguments, Optional<String> webConcurrency) -> {
                Source source = new Source(Text.of("GUNICORN_CMD_ARGS of %s", process.name()));
                yield ShellWords.split(arguments.orElse(""))
                        .map(words -> Arguments.read(process.name(), source, words))
                        .orElseGet(() -> Level.hidden(
                                process.name(),
                                Text.of("%s has an open quote", source.words()),
                                Text.of("close the quote")));
            }
        };
    }

    private static Level hiddenEnvironment(GunicornProcess process, String why) {
        return Level.hidden(
                process.name(),
                Text.of("its environment could not be read: %s", Text.recorded(why)),
                Text.of("let the host script run as root, which may read the environment of a process"));
    }

    private static Level configuration(GunicornProcess process, Level argv, Level cmdArgs) {
        return switch (process.configuration()) {
            case Configuration.None() ->
                argv.of(Option.CONFIG).or(() -> cmdArgs.of(Option.CONFIG)).isPresent()
                        ? Level.hidden(
                                process.name(),
                                Text.of("its arguments name a configuration file, which was not read"),
                                Text.of("let the host script read the file"))
                        : Level.seen(Map.of());
            case Configuration.Hidden(String why) ->
                Level.hidden(
                        process.name(),
                        Text.of("its configuration file could not be read: %s", Text.recorded(why)),
                        Text.of("let the host script read the file"));
            case Configuration.Text file
            when file.editedSinceRead() ->
                Level.hidden(
                        process.name(),
                        Text.of("%s was edited after the process read it: reload pending", file.path()),
                        Text.of("reload gunicorn, then look again"));
            case Configuration.Text file -> ConfigurationFile.read(process.name(), file);
        };
    }

    private static Level webConcurrency(GunicornProcess process) {
        return switch (process.environment()) {
            case Environment.Hidden(String why) -> hiddenEnvironment(process, why);
            case Environment.Seen(Optional<String> arguments, Optional<String> webConcurrency) ->
                option -> option == Option.WORKERS
                        ? webConcurrency.map(text -> Reading.stated(
                                new Value.Word(text), new Source(Text.of("WEB_CONCURRENCY of %s", process.name()))))
                        : Optional.empty();
        };
    }
}
