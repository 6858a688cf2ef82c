package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.config.ConfigurationSchema;
import io.timeoutchain.auditor.config.Doubts;
import io.timeoutchain.auditor.config.KnownOption;
import io.timeoutchain.auditor.config.MarginProfile;
import io.timeoutchain.auditor.report.Columns;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.auditor.report.PlainText;
import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Text;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
            "Examples:",
            "  timeout-chain config check",
            "  timeout-chain config show"
        })
final class ConfigCommand implements Runnable {

    /** {@code timeout-chain.yaml:12:3: …}. */
    private static final Pattern PLACE = Pattern.compile("(?s).*?:(\\d{1,9}):(\\d{1,9}): .*");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before anything is called
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), Text.marked("Name one of check, show and schema."));
    }

    /** Tells everything that is wrong or does nothing. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = {
                "Tells everything in the configuration that has no meaning, or that does nothing: misspelt keys, unknown rules,",
                "suppressions that have expired, declarations that never count. Exits with 2 if there is any such thing."
            })
    int check(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file. Default: what audit would read.")
                    @Nullable
                    Path named) {
        Optional<Path> file = Optional.ofNullable(named).or(this::usual);
        if (file.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, Text.of("there is no timeout-chain.yaml here: name a file."));
        }
        ConfigurationReader.Inspected inspected =
                ConfigurationReader.inspect(String.valueOf(file.get()), ConfigurationOptions.text(file.get()), known());
        Configuration configuration = inspected.configuration();
        List<Text> problems = new ArrayList<>(inspected.problems());
        problems.addAll(
                Doubts.of(configuration, TimeoutChain.of(spec).surroundings().today()));
        configuration.options().forEach(given -> problem(given).ifPresent(problems::add));
        problems.sort(Comparator.comparingInt((Text problem) -> place(problem, 1))
                .thenComparingInt(problem -> place(problem, 2)));
        problems.addAll(TimeoutChain.of(spec).layers().strayVariables());
        PrintWriter out = spec.commandLine().getOut();
        Phrases phrases = TimeoutChain.phrases(spec);
        if (problems.isEmpty()) {
            out.println(phrases.sentence(Text.of(
                    "%s: nothing is wrong: %s declared, %s suppressed.",
                    file.get(),
                    counted(configuration.declarations().size()),
                    counted(configuration.suppressions().size()))));
            return ExitCode.CLEAN;
        }
        problems.forEach(problem -> out.println(phrases.sentence(problem)));
        return ExitCode.USAGE;
    }

    private static Text counted(int count) {
        return count == 0 ? Text.of("nothing") : Text.of(count == 1 ? "%d entry" : "%d entries", count);
    }

    private static int place(Text problem, int part) {
        Matcher place = PLACE.matcher(problem.toString());
        return place.matches() ? Integer.parseInt(place.group(part)) : 0;
    }

    /** What the command itself would say of a value. */
    private static Optional<Text> problem(Configuration.GivenOption given) {
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
        } catch (CommandLine.ParameterException problem) {
            return Optional.of(Text.of("%s: %s", given.at(), Misuse.of(problem)));
        } catch (CommandFailure problem) {
            return Optional.of(Text.of("%s: %s", given.at(), problem.sentence()));
        }
    }

    /** Shows what an audit would go by. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Shows the options that audit would have here, and where each comes from.")
    int show() {
        Map<String, Layers.Given> given =
                TimeoutChain.of(spec).layers().below(List.of(KnownOption.MAIN_COMMAND)).stream()
                        .collect(Collectors.toMap(Layers.Given::name, one -> one));
        Configuration configuration = ConfigurationOptions.read(
                Optional.ofNullable(given.get("config")).map(one -> one.values().getLast()), known());
        Optional<String> profile = Optional.ofNullable(given.get("margin-profile"))
                .map(one -> one.values().getLast());
        Configuration chosen = profile.map(name -> ConfigurationOptions.choosing(configuration, name))
                .orElse(configuration);
        List<String[]> rows = new ArrayList<>();
        for (OptionSpec option : TimeoutChain.of(spec).layers().options(KnownOption.MAIN_COMMAND)) {
            String name = Layers.name(option);
            Layers.Given one = given.get(name);
            rows.add(
                    one != null
                            ? new String[] {name, String.join(", ", one.values()), one.origin()}
                            : standing(name, option, chosen));
        }
        int names = longest(rows, 0);
        int values = longest(rows, 1);
        PrintWriter out = spec.commandLine().getOut();
        rows.forEach(row -> out.println("%s  %s  %s"
                .formatted(
                        Columns.padded(row[0], names),
                        Columns.padded(PlainText.name(row[1]), values),
                        PlainText.name(row[2]))
                .stripTrailing()));
        return ExitCode.CLEAN;
    }

    /** What holds where neither the command line nor the environment says anything. */
    private String[] standing(String name, OptionSpec option, Configuration configuration) {
        Optional<Configuration.GivenOption> written = configuration.options().stream()
                .filter(given -> given.option().command().equals(KnownOption.MAIN_COMMAND))
                .filter(given -> given.option().name().equals(name))
                .findFirst();
        String origin = written.map(Configuration.GivenOption::at).orElseGet(() -> say(Text.of("the default")));
        if (name.equals("margin")) {
            Optional<String> profile = configuration.profile().filter(chosen -> Optional.ofNullable(
                            configuration.profiles().get(chosen))
                    .flatMap(MarginProfile::margin)
                    .isPresent());
            return new String[] {
                name,
                say(Durations.words(configuration.policy().margin())),
                profile.map(chosen -> say(Text.of("profile %s", chosen))).orElse(origin)
            };
        }
        String value = written.map(given -> String.join(", ", given.values()))
                .or(() -> Optional.ofNullable(option.defaultValue()))
                .or(() -> name.equals("config") ? usual().map(Path::toString) : Optional.empty())
                .orElse("-");
        return new String[] {name, value, origin};
    }

    private String say(Text text) {
        return TimeoutChain.phrases(spec).say(text);
    }

    private static int longest(List<String[]> rows, int column) {
        return rows.stream().mapToInt(row -> Columns.of(row[column])).max().orElse(1);
    }

    /** Prints the schema. */
    @Command(
            name = "schema",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Prints the JSON Schema of the configuration, for editors.")
    int schema() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ConfigurationSchema.text(known()));
        out.flush();
        return ExitCode.CLEAN;
    }

    private List<KnownOption> known() {
        return TimeoutChain.of(spec).layers().known();
    }

    /** What audit would read. */
    private Optional<Path> usual() {
        return ConfigurationOptions.chosen(TimeoutChain.of(spec).layers().configVariable());
    }
}
