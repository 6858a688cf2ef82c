package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.config.ConfigurationSchema;
import io.timeoutchain.auditor.config.Doubts;
import io.timeoutchain.auditor.config.KnownOption;
import io.timeoutchain.auditor.config.MarginProfile;
import io.timeoutchain.auditor.config.Suggestion;
import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.model.Durations;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What there is to ask of the configuration. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks the configuration, shows what is in force, or prints its JSON Schema.",
        footerHeading = "%nWhere options come from:%n",
        footer = {
            "  The command line comes before the environment, that before the configuration",
            "  file, and that before the default. audit --fail-on is TIMEOUT_CHAIN_FAIL_ON in",
            "  the environment and fail-on in the file; diff --fail-on is",
            "  TIMEOUT_CHAIN_DIFF_FAIL_ON, and fail-on below diff below commands. Several",
            "  values are separated by commas in a variable, and are a list in the file.",
            "  An empty variable is as one that is not set.",
            "",
            "  A file that merely lies in the working directory may be anybody's. Options that",
            "  direct calls or write files, such as role-arn, endpoint-url and output, count",
            "  only in one that --config or TIMEOUT_CHAIN_CONFIG names.",
            "",
            "Examples:",
            "  timeout-chain config check",
            "  timeout-chain config show diff"
        })
final class ConfigCommand implements Runnable {

    /** Where a value comes from that nobody gave. */
    private static final String DEFAULT = "default";

    /** {@code timeout-chain.yaml:12:3: …}. */
    private static final Pattern PLACE = Pattern.compile("(?s).*?:(\\d{1,9}):(\\d{1,9}): .*");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name one of check, show and schema.");
    }

    /** Tells everything that is wrong or does nothing. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = {
                "Tells everything in the configuration that has no meaning, or that does nothing.",
                "Such as misspelt keys, unknown rules, suppressions that have expired, declarations that never count. Exits with 2 if there is any such thing."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  timeout-chain config check", "  timeout-chain config check other.yaml"})
    int check(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file. Default: what audit would read.")
                    @Nullable
                    Path named) {
        Optional<Path> file = Optional.ofNullable(named).or(this::usual);
        if (file.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "there is no timeout-chain.yaml here: name a file.");
        }
        ConfigurationReader.Inspected inspected =
                ConfigurationReader.inspect(String.valueOf(file.get()), ConfigurationOptions.text(file.get()), known());
        Configuration configuration = inspected.configuration();
        List<String> problems = new ArrayList<>(inspected.problems());
        problems.addAll(
                Doubts.of(configuration, TimeoutChain.of(spec).surroundings().today()));
        configuration.options().forEach(given -> problem(given).ifPresent(problems::add));
        if (named == null && layers().configVariable().isEmpty()) {
            configuration.options().forEach(given -> layers().unnamed(
                            given.option().command(), given.option().name(), given.at())
                    .ifPresent(problems::add));
        }
        problems.sort(Comparator.comparingInt((String problem) -> place(problem, 1))
                .thenComparingInt(problem -> place(problem, 2)));
        problems.addAll(layers().strayVariables());
        PrintWriter out = spec.commandLine().getOut();
        if (problems.isEmpty()) {
            out.printf(
                    "%s: nothing is wrong: %s declared, %s suppressed.%n",
                    PlainText.name(String.valueOf(file.get())),
                    counted(configuration.declarations().size()),
                    counted(configuration.suppressions().size()));
            return ExitCode.CLEAN;
        }
        problems.forEach(problem -> out.println(PlainText.sentence(problem)));
        return ExitCode.USAGE;
    }

    private static String counted(int count) {
        return count == 0 ? "nothing" : count == 1 ? "1 entry" : count + " entries";
    }

    private static int place(String problem, int part) {
        Matcher place = PLACE.matcher(problem);
        return place.matches() ? Integer.parseInt(place.group(part)) : 0;
    }

    /** What the command itself would say of a value. */
    private static Optional<String> problem(Configuration.GivenOption given) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        KnownOption option = given.option();
        String[] words = Stream.concat(
                        Stream.of(option.command()),
                        given.values().stream().map(value -> "--%s=%s".formatted(option.name(), value)))
                .toArray(String[]::new);
        try {
            CommandLine.ParseResult parsed =
                    TimeoutChain.commandLine(nowhere, nowhere).parseArgs(words);
            if (parsed.subcommand().commandSpec().userObject() instanceof AuditCommand audit) {
                audit.check();
            }
            return Optional.empty();
        } catch (CommandLine.MissingParameterException lacksAnother) {
            return Optional.empty();
        } catch (CommandLine.ParameterException | CommandFailure problem) {
            return Optional.of("%s: %s".formatted(given.at(), problem.getMessage()));
        }
    }

    /** Shows what a command would go by. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Shows the options that a command would have here, and where each comes from.",
            footerHeading = "%nExamples:%n",
            footer = {"  timeout-chain config show", "  timeout-chain config show diff"})
    int show(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "COMMAND",
                            defaultValue = KnownOption.MAIN_COMMAND,
                            completionCandidates = Commands.class,
                            description = "The command, such as diff. Default: audit.")
                    String command) {
        if (!Layers.commands().contains(command)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "\"%s\" takes no options from elsewhere%s."
                            .formatted(command, Suggestion.of(command, Layers.commands())));
        }
        Map<String, Layers.Given> given =
                layers().below(List.of(command)).stream().collect(Collectors.toMap(Layers.Given::name, one -> one));
        List<OptionSpec> options = layers().options(command);
        Optional<Configuration> configuration =
                options.stream().map(Layers::name).anyMatch(Layers.PROFILE::equals)
                        ? Optional.of(configuration(given))
                        : Optional.empty();
        List<String[]> rows = options.stream()
                .map(option -> Optional.ofNullable(given.get(Layers.name(option)))
                        .map(one -> new String[] {one.name(), String.join(", ", one.values()), one.origin()})
                        .or(() -> configuration.flatMap(read -> read(Layers.name(option), read)))
                        .orElseGet(() -> standing(option)))
                .toList();
        int names = longest(rows, 0);
        int values = longest(rows, 1);
        PrintWriter out = spec.commandLine().getOut();
        rows.forEach(row -> out.println(("%-" + names + "s  %-" + values + "s  %s")
                .formatted(row[0], PlainText.name(row[1]), PlainText.name(row[2]))
                .stripTrailing()));
        return ExitCode.CLEAN;
    }

    static final class Commands implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Layers.commands().iterator();
        }
    }

    /** The configuration, with the profile that is {@code given}. */
    private Configuration configuration(Map<String, Layers.Given> given) {
        Configuration configuration = TimeoutChain.of(spec)
                .configuration(Optional.ofNullable(given.get(Layers.CONFIG))
                        .map(one -> one.values().getLast()));
        return Optional.ofNullable(given.get(Layers.PROFILE))
                .map(one -> ConfigurationOptions.choosing(
                        configuration, one.values().getLast()))
                .orElse(configuration);
    }

    /** What the configuration itself makes of margin and profile, and which file it is. */
    private Optional<String[]> read(String name, Configuration configuration) {
        String origin = configuration.options().stream()
                .filter(given -> given.option().command().equals(KnownOption.MAIN_COMMAND))
                .filter(given -> given.option().name().equals(name))
                .map(Configuration.GivenOption::at)
                .findFirst()
                .orElse(DEFAULT);
        Optional<String> profile = configuration.profile();
        return switch (name) {
            case Layers.CONFIG -> usual().map(file -> new String[] {name, file.toString(), DEFAULT});
            case Layers.PROFILE -> profile.map(chosen -> new String[] {name, chosen, origin});
            case "margin" ->
                Optional.of(new String[] {
                    name,
                    Durations.text(configuration.policy().margin()),
                    profile.filter(chosen -> Optional.ofNullable(
                                            configuration.profiles().get(chosen))
                                    .flatMap(MarginProfile::margin)
                                    .isPresent())
                            .map(chosen -> "profile " + chosen)
                            .orElse(origin)
                });
            default -> Optional.empty();
        };
    }

    /** What holds where nobody says anything. */
    private static String[] standing(OptionSpec option) {
        return new String[] {
            Layers.name(option), Optional.ofNullable(option.defaultValue()).orElse("-"), DEFAULT
        };
    }

    private static int longest(List<String[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(1);
    }

    /** Prints the schema. */
    @Command(
            name = "schema",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Prints the JSON Schema of the configuration, for editors.",
            footerHeading = "%nExamples:%n",
            footer = "  timeout-chain config schema > timeout-chain.schema.json")
    int schema() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ConfigurationSchema.text(known()));
        out.flush();
        return ExitCode.CLEAN;
    }

    private Layers layers() {
        return TimeoutChain.of(spec).layers();
    }

    private List<KnownOption> known() {
        return layers().known();
    }

    /** What audit would read. */
    private Optional<Path> usual() {
        return ConfigurationOptions.file(
                layers().configVariable(), TimeoutChain.of(spec).surroundings());
    }
}
