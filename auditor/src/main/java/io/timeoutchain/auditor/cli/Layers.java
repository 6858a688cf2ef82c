package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.KnownOption;
import io.timeoutchain.auditor.config.Suggestion;
import io.timeoutchain.model.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that were not written on the command line: from the environment, and below it from the configuration file. They
 * become arguments, so that whatever is wrong with them is told as for those that were written.
 */
final class Layers {

    /** What the names of all variables begin with. */
    private static final String PREFIX = "TIMEOUT_CHAIN_";

    /** The commands that take options from elsewhere; the demo has a configuration of its own. */
    private static final Set<String> FROM_FILE = new TreeSet<>(Set.of("audit", "derive", "diff", "measure", "policy"));

    private static final Set<String> FROM_ENVIRONMENT =
            Stream.concat(FROM_FILE.stream(), Stream.of("demo")).collect(Collectors.toCollection(TreeSet::new));

    /** It says where the file is, so it cannot stand in the file. */
    static final String CONFIG = "config";

    /** Which margins to judge by; a command with this option goes by the whole configuration. */
    static final String PROFILE = "margin-profile";

    /** Options of an audit that are part of what the configuration decides: there a profile comes before a margin. */
    private static final Set<String> READ_OTHERWISE = Set.of("margin", PROFILE);

    /**
     * What says as whom calls are made and where they go, what hosts do, and which files are written. A file that merely lies in
     * the working directory may be anybody's, as in the checkout of a pull request, so it has no say in these.
     */
    private static final Set<String> ONLY_IF_NAMED = Set.of(
            "profile",
            "role-arn",
            "endpoint-url",
            "publish",
            "document",
            "measure",
            "response",
            "output",
            "save-snapshot",
            "directory");

    /** Where an option's value comes from, the nearest first. */
    enum Level {
        COMMAND_LINE,
        ENVIRONMENT,
        FILE
    }

    /**
     * A value for an option.
     *
     * @param name the option's name without the dashes
     * @param values what is given
     * @param level from where
     * @param origin the variable, or file, line and column
     */
    record Given(String name, List<String> values, Level level, String origin) {

        Given {
            values = List.copyOf(values);
        }

        /** A flag that is turned off is as one that is not given. */
        boolean isOff() {
            return values.equals(List.of("false"));
        }

        /** Whether {@code sentence} speaks of the option or of its value. */
        private boolean isMeantBy(String sentence) {
            return Pattern.compile("--" + Pattern.quote(name) + "(?![\\w-])")
                            .matcher(sentence)
                            .find()
                    || values.stream().anyMatch(value -> value.length() > 3 && sentence.contains(value));
        }
    }

    private final CommandSpec top;
    private final Surroundings surroundings;

    Layers(CommandSpec top, Surroundings surroundings) {
        this.top = top;
        this.surroundings = surroundings;
    }

    /** Every option that the file may give, by command. */
    List<KnownOption> known() {
        return FROM_FILE.stream()
                .flatMap(command -> options(command).stream()
                        .filter(option -> !name(option).equals(CONFIG))
                        .map(option -> known(command, option)))
                .toList();
    }

    /** The options of a command but those that ask for help. */
    List<OptionSpec> options(String command) {
        return Optional.ofNullable(top.subcommands().get(command))
                .map(CommandLine::getCommandSpec)
                .map(spec -> spec.options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .toList())
                .orElse(List.of());
    }

    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private static KnownOption known(String command, OptionSpec option) {
        return new KnownOption(
                command,
                name(option),
                kind(option),
                option.completionCandidates() == null || option.isMultiValue()
                        ? List.of()
                        : StreamSupport.stream(option.completionCandidates().spliterator(), false)
                                .map(word -> word.toLowerCase(Locale.ROOT))
                                .toList(),
                Arrays.stream(option.description())
                        .map(line -> line.replace(
                                        "${COMPLETION-CANDIDATES}",
                                        option.completionCandidates() == null
                                                ? ""
                                                : String.join(", ", option.completionCandidates()))
                                .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()))
                                .replace("${FALLBACK-VALUE}", option.fallbackValue()))
                        .collect(Collectors.joining(
                                " ",
                                "",
                                ONLY_IF_NAMED.contains(name(option))
                                        ? " Counts only in a file that --config or TIMEOUT_CHAIN_CONFIG names."
                                        : "")));
    }

    private static KnownOption.Kind kind(OptionSpec option) {
        if (option.typeInfo().isBoolean()) {
            return KnownOption.Kind.FLAG;
        }
        return option.typeInfo().isMap()
                ? KnownOption.Kind.MAP
                : option.isMultiValue() ? KnownOption.Kind.LIST : KnownOption.Kind.TEXT;
    }

    /** The variable for an option: {@code TIMEOUT_CHAIN_FAIL_ON}, and of other commands {@code TIMEOUT_CHAIN_DIFF_FAIL_ON}. */
    static String variable(String command, String option) {
        boolean bare = command.equals(KnownOption.MAIN_COMMAND) || option.equals(CONFIG);
        return (PREFIX + (bare ? "" : command + "_") + option).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The variables that look as if they were for this program but are not, each with what was probably meant. */
    List<Text> strayVariables() {
        List<String> names = FROM_ENVIRONMENT.stream()
                .flatMap(command -> options(command).stream().map(option -> variable(command, name(option))))
                .distinct()
                .toList();
        return surroundings.environment().keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !name.equals(PREFIX + "TRACE") && !names.contains(name))
                .sorted()
                .map(name -> Text.of("there is no variable \"%s\"%s", name, Suggestion.of(name, names)))
                .toList();
    }

    /**
     * What the environment and the file give to a command, of what its arguments do not give and do not rule out.
     *
     * @param arguments the command's name and what was written behind it
     * @throws CommandFailure if the file cannot be used
     */
    List<Given> below(List<String> arguments) {
        Optional<String> command = command(arguments);
        if (command.isEmpty() || asksForHelp(arguments)) {
            return List.of();
        }
        String name = command.get();
        Map<String, Given> given = new LinkedHashMap<>();
        written(name, arguments).forEach(one -> given.put(one.name(), one));
        options(name)
                .forEach(option -> fromEnvironment(name, option).ifPresent(one -> given.putIfAbsent(one.name(), one)));
        Optional<String> file = Optional.ofNullable(given.get(CONFIG))
                .map(one -> one.values().getLast())
                .or(this::configVariable);
        if (FROM_FILE.contains(name)) {
            fromFile(name, TimeoutChain.of(top).configuration(file)).forEach(one -> given.putIfAbsent(one.name(), one));
        }
        List<Given> all = List.copyOf(given.values());
        List<Given> below = all.stream()
                .filter(one -> one.level() != Level.COMMAND_LINE)
                .filter(one -> all.stream().noneMatch(other -> rulesOut(other, one)))
                .toList();
        if (file.isEmpty()) {
            refuseUnnamed(name, below);
        }
        return below;
    }

    private void refuseUnnamed(String command, List<Given> below) {
        List<Text> refused = below.stream()
                .filter(one -> one.level() == Level.FILE)
                .flatMap(one -> unnamed(command, one.name(), one.origin()).stream())
                .toList();
        if (!refused.isEmpty()) {
            throw ConfigurationOptions.unusable(refused);
        }
    }

    /** Why an option, given in the usual file {@code at} a place, does not count where nobody has named that file. */
    Optional<Text> unnamed(String command, String option, String at) {
        boolean hasConfig = options(command).stream().anyMatch(one -> name(one).equals(CONFIG));
        String variable = variable(KnownOption.MAIN_COMMAND, CONFIG);
        return Optional.of(Text.of(
                        "%s: %s counts only in a file that is named: if you trust this one, name it with %s",
                        at,
                        option,
                        Text.joined("%s or %s", hasConfig ? List.of("--" + CONFIG, variable) : List.of(variable))))
                .filter(sentence -> ONLY_IF_NAMED.contains(option));
    }

    /** The file that the environment names; for commands without the option too. */
    Optional<String> configVariable() {
        return Optional.ofNullable(surroundings.environment().get(variable(KnownOption.MAIN_COMMAND, CONFIG)))
                .filter(value -> !value.isBlank());
    }

    /** The commands that take options from elsewhere. */
    static List<String> commands() {
        return List.copyOf(FROM_ENVIRONMENT);
    }

    /** The command that {@code arguments} call, if it takes options from elsewhere. */
    static Optional<String> command(List<String> arguments) {
        return arguments.stream().limit(1).filter(FROM_ENVIRONMENT::contains).findFirst();
    }

    /** The same with the language, which may stand before a command that takes options from elsewhere, behind its name. */
    static List<String> commandFirst(List<String> arguments) {
        int at = 0;
        while (at < arguments.size() && arguments.get(at).startsWith(Language.OPTION)) {
            at += arguments.get(at).equals(Language.OPTION) ? 2 : 1;
        }
        if (at >= arguments.size() || !FROM_ENVIRONMENT.contains(arguments.get(at))) {
            return arguments;
        }
        return Stream.of(
                        arguments.subList(at, at + 1),
                        arguments.subList(0, at),
                        arguments.subList(at + 1, arguments.size()))
                .flatMap(List::stream)
                .toList();
    }

    private static boolean asksForHelp(List<String> arguments) {
        return arguments.stream().anyMatch(List.of("-h", "--help", "-V", "--version")::contains);
    }

    private List<Given> written(String command, List<String> arguments) {
        List<Given> written = new ArrayList<>();
        for (OptionSpec option : options(command)) {
            List<String> values = new ArrayList<>();
            for (int index = 1;
                    index < arguments.size() && !arguments.get(index).equals("--");
                    index++) {
                String argument = arguments.get(index);
                for (String name : option.names()) {
                    if (argument.startsWith(name + "=")) {
                        values.add(argument.substring(name.length() + 1));
                    } else if (argument.equals(name)) {
                        values.add(
                                index + 1 < arguments.size() && option.arity().max() > 0
                                        ? arguments.get(index + 1)
                                        : "");
                    }
                }
            }
            if (!values.isEmpty()) {
                written.add(new Given(name(option), values, Level.COMMAND_LINE, "the command line"));
            }
        }
        return written;
    }

    /** An empty variable is as one that is not set; several values are separated by commas. */
    private Optional<Given> fromEnvironment(String command, OptionSpec option) {
        String variable = variable(command, name(option));
        return Optional.ofNullable(surroundings.environment().get(variable))
                .filter(value -> !value.isBlank())
                .map(value -> new Given(
                        name(option),
                        option.isMultiValue()
                                ? Pattern.compile(",")
                                        .splitAsStream(value)
                                        .map(String::strip)
                                        .filter(part -> !part.isEmpty())
                                        .toList()
                                : List.of(value.strip()),
                        Level.ENVIRONMENT,
                        variable));
    }

    private static Stream<Given> fromFile(String command, Configuration configuration) {
        return configuration.options().stream()
                .filter(given -> given.option().command().equals(command))
                .filter(given -> !command.equals(KnownOption.MAIN_COMMAND)
                        || !READ_OTHERWISE.contains(given.option().name()))
                .map(given -> new Given(given.option().name(), given.values(), Level.FILE, given.at()));
    }

    /** Whether {@code one} has no place beside {@code other}, which is nearer to the user. */
    private boolean rulesOut(Given other, Given one) {
        return other.level().compareTo(one.level()) < 0
                && !other.isOff()
                && (exclude(other, one, Set.of("region"), Set.of("all-regions"))
                        || exclude(other, one, Set.of("no-hosts"), Set.of("measure"))
                        || exclude(other, one, Set.of("snapshot"), collecting())
                        || (other.name().equals(PROFILE) && one.name().equals("margin")));
    }

    private static boolean exclude(Given other, Given one, Set<String> some, Set<String> others) {
        return (some.contains(other.name()) && others.contains(one.name()))
                || (others.contains(other.name()) && some.contains(one.name()));
    }

    /** The options that say what to collect. */
    private Set<String> collecting() {
        return options(KnownOption.MAIN_COMMAND).stream()
                .filter(ScopeOptions::isOne)
                .map(Layers::name)
                .collect(Collectors.toSet());
    }

    /** {@code arguments} with what is {@code given} behind the command's name. */
    static String[] together(List<String> arguments, List<Given> given) {
        return Stream.of(
                        arguments.stream().limit(1),
                        given.stream().filter(one -> !one.isOff()).flatMap(one -> one.values().stream()
                                .map(value -> "--" + one.name() + "=" + value)),
                        arguments.stream().skip(1))
                .flatMap(words -> words)
                .toArray(String[]::new);
    }

    /** {@code sentence}, and where the values that it speaks of come from, unless that is the command line. */
    static Text withOrigins(Text sentence, List<Given> given) {
        String english = sentence.toString();
        Text told = sentence;
        for (Given one : given) {
            if (one.isMeantBy(english)) {
                told = Text.of("%s (--%s comes from %s)", told, one.name(), one.origin());
            }
        }
        return told;
    }
}
