package io.timeoutchain.auditor.cli;

import java.util.List;
import java.util.stream.Collectors;
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
        String name = top.name();
        StringBuilder script = new StringBuilder("""
                #compdef %1$s
                _%1$s() {
                  local curcontext="$curcontext" state line
                  typeset -A opt_args
                  _arguments -C %2$s \\
                    '1:command:->command' '*::argument:->argument'
                  case $state in
                  command)
                    local -a commands
                    commands=(
                """.formatted(name, zshOptions(top)));
        for (CommandSpec command : Vocabulary.commands(top)) {
            script.append("      '%s:%s'\n".formatted(command.name(), inQuotes(Vocabulary.about(command))));
        }
        script.append("""
                    )
                    _describe command commands
                    ;;
                  argument)
                    case $line[1] in
                """);
        for (CommandSpec command : Vocabulary.commands(top)) {
            script.append("    %s) _arguments %s%s ;;\n"
                    .formatted(command.name(), zshOptions(command), zshParameters(command)));
        }
        return script.append("""
                    esac
                    ;;
                  esac
                }
                if [[ $funcstack[1] == _%1$s ]]; then
                  _%1$s "$@"
                else
                  compdef _%1$s %1$s
                fi
                """.formatted(name)).toString();
    }

    private static String zshOptions(CommandSpec command) {
        return Vocabulary.options(command).stream()
                .flatMap(option -> List.of(option.names()).stream().map(name -> zshOption(command, option, name)))
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
        StringBuilder script = new StringBuilder("complete -c %s -f\n".formatted(name));
        top.options().forEach(option -> script.append(fishOption(top, option, name + " -n __fish_use_subcommand")));
        for (CommandSpec command : Vocabulary.commands(top)) {
            script.append("complete -c %s -n __fish_use_subcommand -a %s -d '%s'\n"
                    .formatted(name, command.name(), forFish(Vocabulary.about(command))));
            String inside = "%s -n '__fish_seen_subcommand_from %s'".formatted(name, command.name());
            Vocabulary.options(command).forEach(option -> script.append(fishOption(command, option, inside)));
            command.positionalParameters()
                    .forEach(parameter -> script.append(fishParameter(command, parameter, inside)));
        }
        return script.toString();
    }

    private static String fishOption(CommandSpec command, OptionSpec option, String where) {
        String names = List.of(option.names()).stream()
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
