package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.PlainText;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The top command. */
@Command(
        name = "timeout-chain",
        description = {
            "Sees the timers of a web system on AWS as one chain, and checks that they fit together.",
            "It only reads: nothing is changed on the account or on the hosts."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            AuditCommand.class,
            DiffCommand.class,
            DeriveCommand.class,
            MeasureCommand.class,
            RulesCommand.class,
            ExplainCommand.class,
            PolicyCommand.class,
            ConfigCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  timeout-chain demo",
            "  timeout-chain audit --region eu-central-1",
            "  timeout-chain audit --load-balancer 'web-*' --output json=report.json --output sarif=out.sarif",
            "  timeout-chain derive --longest-request 30s --pin alb.idle=120s",
            "  timeout-chain measure http://10.0.3.7:8080/health",
            "  timeout-chain explain callee-closes-first"
        })
public final class TimeoutChain implements Runnable {

    /** picocli writes no narrower help. */
    private static final int NARROWEST_HELP = 55;

    private static final int USUAL_HELP = 80;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads its annotation
    private ExitCodes exitCodes = new ExitCodes();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    private final Surroundings surroundings;

    private final Map<Optional<String>, Configuration> configurations = new HashMap<>();

    private List<Layers.Given> given = List.of();

    private Locale language;

    TimeoutChain(Surroundings surroundings, Locale language) {
        this.surroundings = surroundings;
        this.language = language;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** The options from elsewhere. */
    Layers layers() {
        return new Layers(spec, surroundings);
    }

    /**
     * What the file of this name says, or else the usual file; each is read once.
     *
     * @throws CommandFailure if it cannot be used
     */
    Configuration configuration(Optional<String> named) {
        return configurations.computeIfAbsent(named, unread -> ConfigurationOptions.file(named, surroundings)
                .map(file -> ConfigurationOptions.read(file, layers().known()))
                .orElse(Configuration.NONE));
    }

    /** Notes what this run has from elsewhere. */
    void given(List<Layers.Given> from) {
        given = from;
    }

    @Option(
            names = Language.OPTION,
            scope = CommandLine.ScopeType.INHERIT,
            paramLabel = "LANGUAGE",
            converter = Language.Converter.class,
            completionCandidates = Language.Names.class,
            description =
                    "The language of help, rules and of reports for people: ${COMPLETION-CANDIDATES}. Default: TIMEOUT_CHAIN_LANG, else the locale.")
    @SuppressWarnings("UnusedMethod") // picocli calls it
    private void setLanguage(Locale chosen) {
        language = chosen;
    }

    /** The program that {@code command} belongs to. */
    static TimeoutChain of(CommandLine.Model.CommandSpec command) {
        return (TimeoutChain) command.root().userObject();
    }

    /** The language that the program which {@code command} belongs to speaks. */
    static Locale language(CommandLine.Model.CommandSpec command) {
        return of(command).language;
    }

    /** Turns of phrase in {@link #language}. */
    static Phrases phrases(CommandLine.Model.CommandSpec command) {
        return new Phrases(language(command));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command, such as demo or audit.");
    }

    /** The command line with everything it needs, in English, writing to {@code out} and {@code err}. */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return commandLine(out, err, Surroundings.ofProcess(), Locale.ENGLISH);
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err, Surroundings surroundings) {
        return commandLine(out, err, surroundings, Locale.ENGLISH);
    }

    /** The command line with everything it needs, writing to {@code out} and {@code err}, and speaking {@code language}. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err, Surroundings surroundings, Locale language) {
        Terminal terminal = Terminal.ofThisProcess();
        CommandLine command = new LayeredCommandLine(new TimeoutChain(surroundings, language))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Math.max(NARROWEST_HELP, terminal.columns().orElse(USUAL_HELP)))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(TimeoutChain::misused)
                .setExecutionExceptionHandler(TimeoutChain::failed);
        command.getCommandSpec().usageMessage().adjustLineBreaksForWideCJKCharacters(true);
        Help.speak(command, language);
        return command;
    }

    private static int misused(CommandLine.ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        print(err, String.valueOf(problem.getMessage()) + origins(command, String.valueOf(problem.getMessage())));
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, err);
        err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    private static int failed(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (problem instanceof CommandFailure failure) {
            print(err, failure.sentence() + origins(command, failure.sentence()));
            return failure.exitCode();
        }
        return fault(problem, err);
    }

    private static String origins(CommandLine command, String sentence) {
        return Layers.origins(sentence, of(command.getCommandSpec()).given);
    }

    /** Tells of a fault of this program, in sentences; the exit code for it. */
    static int fault(Throwable problem, PrintWriter err) {
        print(err, "a fault of this program: " + problem);
        err.println("Please report it. Run again with TIMEOUT_CHAIN_TRACE=1 to see where it happened.");
        if (System.getenv("TIMEOUT_CHAIN_TRACE") != null) {
            problem.printStackTrace(err);
        }
        return ExitCode.FAULT;
    }

    /** Prints a message line by line: it may repeat what a file or a service said. */
    static void print(PrintWriter err, String message) {
        err.println(
                ("timeout-chain: " + message).lines().map(PlainText::sentence).collect(Collectors.joining("\n")));
    }
}
