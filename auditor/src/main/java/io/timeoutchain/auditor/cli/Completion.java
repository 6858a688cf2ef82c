package io.timeoutchain.auditor.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The scripts that let a shell complete commands, options, and the words that these take. */
final class Completion {

    private Completion() {}

    static String bash(CommandSpec top) {
        return AutoComplete.bash(top.name(), top.commandLine());
    }

    // ---- zsh (https://zsh.sourceforge.io/Doc/Release/Completion-System.html)

    /** A function as zsh's completion system loads it, which can also be sourced. */
    static String zsh(CommandSpec top) {
        return "#compdef " + top.name() + "\n" + zshFunction(top) + """
                if [[ $funcstack[1] == _%1$s ]]; then
                  _%1$s "$@"
                else
                  compdef _%1$s %1$s
                fi
                """.formatted(top.name());
    }

    /** What completes behind the name of a command that has others below it. */
    private static String zshFunction(CommandSpec group) {
        StringBuilder functions = new StringBuilder();
        StringBuilder names = new StringBuilder();
        StringBuilder cases = new StringBuilder();
        for (CommandSpec command : Vocabulary.commands(group)) {
            boolean leads = Vocabulary.leads(command);
            if (leads) {
                functions.append(zshFunction(command));
            }
            names.append("      '%s:%s'\n".formatted(command.name(), inQuotes(Vocabulary.about(command))));
            cases.append("    %s) %s ;;\n"
                    .formatted(
                            command.name(),
                            leads ? zshName(command) : "_arguments " + zshOptions(command) + zshParameters(command)));
        }
        return functions + """
                %s() {
                  local curcontext="$curcontext" state line
                  typeset -A opt_args
                  _arguments -C %s \\
                    '1:command:->command' '*::argument:->argument'
                  case $state in
                  command)
                    local -a commands
                    commands=(
                %s    )
                    _describe command commands
                    ;;
                  argument)
                    case $line[1] in
                %s    esac
                    ;;
                  esac
                }
                """.formatted(zshName(group), zshOptions(group), names, cases);
    }

    private static String zshName(CommandSpec group) {
        return "_" + group.qualifiedName("_");
    }

    private static String zshOptions(CommandSpec command) {
        return Vocabulary.options(command).stream()
                .flatMap(option -> Stream.of(option.names()).map(name -> zshOption(command, option, name)))
                .collect(Collectors.joining(" "));
    }

    private static String zshOption(CommandSpec command, OptionSpec option, String name) {
        String about = inQuotes(Vocabulary.about(command, option).replaceAll("([\\[\\]])", "\\\\$1"));
        String value = !Vocabulary.takesValue(option)
                ? ""
                : Vocabulary.mayTakeValue(option)
                        ? "=-[%s]::%s".formatted(about, zshValue(option))
                        : "=[%s]:%s".formatted(about, zshValue(option));
        return "'%s%s%s'"
                .formatted(option.isMultiValue() ? "*" : "", name, value.isEmpty() ? "[" + about + "]" : value);
    }

    private static String zshParameters(CommandSpec command) {
        return command.positionalParameters().stream()
                .map(parameter -> " ':%s'".formatted(zshValue(parameter)))
                .collect(Collectors.joining());
    }

    private static String zshValue(ArgSpec argument) {
        List<String> words = Vocabulary.words(argument);
        String action = !words.isEmpty()
                ? "(" + String.join(" ", words) + ")"
                : Vocabulary.isFile(argument) ? "_files" : Vocabulary.isFolder(argument) ? "_files -/" : " ";
        return inQuotes(argument.paramLabel().replace(":", "\\:")) + ":" + action;
    }

    // ---- fish (https://fishshell.com/docs/current/completions.html)

    static String fish(CommandSpec top) {
        String name = top.name();
        StringBuilder script = new StringBuilder("""
                # Whether the words behind the program's name, options and their values aside, fit a pattern.
                function %1$s
                    set -l words
                    set -l before
                    for word in (commandline -opc)
                        if not string match -q -- '-*' $word; and not contains -- "$before" %2$s
                            set -a words $word
                        end
                        set before $word
                    end
                    set -e words[1]
                    string match -q -- $argv[1] "$words "
                end
                complete -c %3$s -f
                """.formatted(fishWhether(top), takingValues(top), name));
        Vocabulary.everyCommand(top).forEach(command -> script.append(fishCommand(command)));
        return script.toString();
    }

    private static String fishWhether(CommandSpec command) {
        return "__%s_at".formatted(command.root().name().replace('-', '_'));
    }

    private static String takingValues(CommandSpec top) {
        return Vocabulary.everyCommand(top)
                .flatMap(command -> Vocabulary.options(command).stream())
                .filter(option -> Vocabulary.takesValue(option) && !Vocabulary.mayTakeValue(option))
                .flatMap(option -> Stream.of(option.names()))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String fishCommand(CommandSpec command) {
        StringBuilder script = new StringBuilder();
        String where = "%s -n '%s \"%s %s\"'"
                .formatted(
                        command.root().name(),
                        fishWhether(command),
                        Vocabulary.path(command),
                        Vocabulary.leads(command) ? "" : "*");
        Vocabulary.options(command).forEach(option -> script.append(fishOption(command, option, where)));
        command.positionalParameters().forEach(parameter -> script.append(fishParameter(command, parameter, where)));
        Vocabulary.commands(command)
                .forEach(below -> script.append("complete -c %s -a %s -d '%s'\n"
                        .formatted(where, below.name(), forFish(Vocabulary.about(below)))));
        return script.toString();
    }

    private static String fishOption(CommandSpec command, OptionSpec option, String where) {
        String names = Stream.of(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        // An option that can be left at its name takes its value only behind "=".
        String value = Vocabulary.takesValue(option) && !Vocabulary.mayTakeValue(option)
                ? fishValue(option, " -x", " -r")
                : "";
        return "complete -c %s%s%s -d '%s'\n"
                .formatted(where, names, value, forFish(Vocabulary.about(command, option)));
    }

    private static String fishParameter(CommandSpec command, PositionalParamSpec parameter, String where) {
        String value = fishValue(parameter, "", "");
        return value.isEmpty()
                ? ""
                : "complete -c %s%s -d '%s'\n".formatted(where, value, forFish(Vocabulary.about(command, parameter)));
    }

    private static String fishValue(ArgSpec argument, String exclusive, String required) {
        List<String> words = Vocabulary.words(argument);
        if (!words.isEmpty()) {
            return exclusive + " -a '" + String.join(" ", words) + "'";
        }
        if (Vocabulary.isFile(argument)) {
            return required + " -F";
        }
        return Vocabulary.isFolder(argument) ? exclusive + " -a '(__fish_complete_directories)'" : exclusive;
    }

    private static String inQuotes(String text) {
        return text.replace("'", "'\\''");
    }

    private static String forFish(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }

    /** The scripts by the shell's name, as the command line spells it. */
    @SuppressWarnings("checkstyle:ConstantName")
    enum Shell {
        bash,
        zsh,
        fish;

        String script(CommandSpec top) {
            return switch (this) {
                case bash -> Completion.bash(top);
                case zsh -> Completion.zsh(top);
                case fish -> Completion.fish(top);
            };
        }
    }
}
