package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.DurationText;
import io.timeoutchain.auditor.measure.Answer;
import io.timeoutchain.auditor.measure.IdleConnection;
import io.timeoutchain.auditor.measure.LiveServer;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Text;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a running server from outside, whatever it is made of. */
@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Measures how long a running server keeps an idle connection, whatever it is made of.",
            "Sends one GET, and then waits in silence for the server to close. Press Ctrl-C to stop earlier."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  timeout-chain measure http://10.0.3.7:8080/health",
            "  timeout-chain measure https://shop.example.com --max 6m --format json",
            "  timeout-chain measure http://localhost:8000/health --response '/report?year=all'",
            "",
            "What is measured is who answers at that address: a proxy or load balancer in front hides what is behind it.",
            "A balancer with several servers behind it may answer differently the next time."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured",
            "2:an option has no meaning",
            "3:an answer, but what was asked for could not be told, such as a keep-alive beyond --max",
            "4:nothing could be measured: no such host, no connection, no HTTP",
            "70:a fault of this program"
        })
final class MeasureCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofHours(24);

    @Parameters(
            paramLabel = "URL",
            description = "http://host[:port][/path] or https://…; the path should answer quickly.")
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private String address;

    @Option(
            names = "--max",
            paramLabel = "TIME",
            defaultValue = "120s",
            description = "How long to wait, a day at most. Default: ${DEFAULT-VALUE}.")
    private String max = "120s";

    @Option(
            names = "--response",
            paramLabel = "PATH",
            description =
                    "Ask for this path too, one that takes longer than anybody waits, and tell after how long who gave up.")
    @Nullable
    private String slowPath;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to write the result: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private TextOrJson format = TextOrJson.text;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Duration wait = DurationText.parse(max)
                .filter(time -> !time.isZero() && time.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        Text.of("--max is a time with its unit, a day at most, such as 90s or 10m, not \"%s\".", max)));
        URI uri = uri(address);
        LiveServer server = server(uri);
        Optional<LiveServer> slow = Optional.ofNullable(slowPath).map(path -> server(slow(uri, path)));

        // Side by side: each may take as long as --max.
        CompletableFuture<Optional<Answer>> answer =
                CompletableFuture.supplyAsync(() -> slow.map(asked -> asked.answer(wait)), Thread::startVirtualThread);
        IdleConnection idle = server.idleConnection(wait);
        MeasureText measured = new MeasureText(uri, slowPath, idle, answer.join());

        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (format) {
                    case text -> measured.text(TimeoutChain.phrases(spec));
                    case json -> measured.json();
                });
        out.flush();
        return exitCode(measured);
    }

    private int exitCode(MeasureText measured) {
        Optional<Gap> unseen = unseen(measured.idle());
        Optional<Gap> unanswered = measured.answer().flatMap(MeasureCommand::unseen);
        Stream.of(unseen, unanswered)
                .flatMap(Optional::stream)
                .map(gap -> Text.of("%s: %s; %s.", gap.subject(), gap.cause(), gap.remedy()))
                .forEach(sentence -> TimeoutChain.print(spec.commandLine(), sentence));
        if (unseen.isPresent() && (measured.answer().isEmpty() || unanswered.isPresent())) {
            return ExitCode.NOTHING_AUDITED;
        }
        boolean open = measured.idle() instanceof IdleConnection.StillOpen
                || measured.answer().filter(Answer.Awaited.class::isInstance).isPresent();
        return open || unseen.isPresent() || unanswered.isPresent() ? ExitCode.UNDECIDED : ExitCode.CLEAN;
    }

    private static Optional<Gap> unseen(IdleConnection idle) {
        return idle instanceof IdleConnection.Unobserved(Gap gap) ? Optional.of(gap) : Optional.empty();
    }

    private static Optional<Gap> unseen(Answer answer) {
        return answer instanceof Answer.Unobserved(Gap gap) ? Optional.of(gap) : Optional.empty();
    }

    private static URI slow(URI uri, String path) {
        if (!path.startsWith("/")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Text.of("--response is a path on the same server, such as /slow, not \"%s\".", path));
        }
        return uri(uri.getScheme() + "://" + uri.getRawAuthority() + path);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailure(
                    ExitCode.USAGE, Text.of("\"%s\" is no address: write http://host:port/path.", text));
        }
    }

    private static LiveServer server(URI uri) {
        try {
            return LiveServer.at(uri);
        } catch (IllegalArgumentException unfit) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Text.of("%s; write http://host:port/path.", Text.recorded(String.valueOf(unfit.getMessage()))));
        }
    }
}
