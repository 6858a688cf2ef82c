package io.timeoutchain.auditor.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What can be written on the command line, as completion and man page ask it. */
final class Vocabulary {

    private Vocabulary() {}

    static List<CommandSpec> commands(CommandSpec top) {
        return top.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    /** {@code top} and every command below it at whatever depth, each before those below it. */
    static Stream<CommandSpec> everyCommand(CommandSpec top) {
        return Stream.concat(Stream.of(top), commands(top).stream().flatMap(Vocabulary::everyCommand));
    }

    /** Whether it has commands below it. */
    static boolean leads(CommandSpec command) {
        return !commands(command).isEmpty();
    }

    /** What is typed behind the program's name: {@code config show}; nothing for the top. */
    static String path(CommandSpec command) {
        return command.qualifiedName().substring(command.root().name().length()).strip();
    }

    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** Whether it can be left at its name: {@code --measure} and {@code --measure=60s}. */
    static boolean mayTakeValue(OptionSpec option) {
        return takesValue(option) && option.arity().min() == 0;
    }

    static boolean isFile(ArgSpec argument) {
        return argument.paramLabel().matches("(.*\\W)?FILE");
    }

    static boolean isFolder(ArgSpec argument) {
        return argument.paramLabel().equals("DIR");
    }

    /** The words that it can be; none where it may be anything. */
    static List<String> words(ArgSpec argument) {
        List<String> words = new ArrayList<>();
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates != null) {
            candidates.forEach(words::add);
        }
        return words;
    }

    /** What a command does, in a sentence. */
    static String about(CommandSpec command) {
        String[] description = command.usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    /** What an option does, with its default and its words put in. */
    static String about(CommandSpec command, OptionSpec option) {
        CommandLine.Help help = new CommandLine.Help(command, plain());
        return lastColumn(help.createDefaultOptionRenderer().render(option, help.parameterLabelRenderer(), plain()));
    }

    static String about(CommandSpec command, CommandLine.Model.PositionalParamSpec parameter) {
        CommandLine.Help help = new CommandLine.Help(command, plain());
        return lastColumn(
                help.createDefaultParameterRenderer().render(parameter, help.parameterLabelRenderer(), plain()));
    }

    private static CommandLine.Help.ColorScheme plain() {
        return CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF);
    }

    private static String lastColumn(CommandLine.Help.Ansi.Text[][] rows) {
        return Arrays.stream(rows)
                .map(row -> row[row.length - 1].plainString())
                .collect(Collectors.joining(" "))
                .strip();
    }

    /** The lines of a command's help that can be typed. */
    static List<String> examples(CommandSpec command) {
        return Arrays.stream(command.usageMessage().footer())
                .map(String::strip)
                .filter(line -> line.startsWith(command.root().name() + " "))
                .toList();
    }
}
