package io.timeoutchain.auditor.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page, in the macros of man(7), made from what the command line knows of itself. */
final class ManPage {

    private static final Map<String, String> ENVIRONMENT = new TreeMap<>(Map.of(
            "NO_COLOR",
            "Do not colour the text, unless --color=always asks for it.",
            "CLICOLOR_FORCE",
            "Colour the text although it goes to a file or another program.",
            "COLUMNS",
            "How wide the terminal is, where it does not tell.",
            "JAVA_HOME",
            "A JDK of version 21 or newer to run with.",
            "AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL",
            "What the AWS CLI takes from them; other variables of the AWS SDK work, too.",
            "TIMEOUT_CHAIN_TRACE",
            "Where it is set, a fault of this program is told with the place in its code."));

    private final CommandSpec top;
    private final StringBuilder text = new StringBuilder();

    private ManPage(CommandSpec top) {
        this.top = top;
    }

    /** The page of {@code top} and all its commands, for the given version. */
    static String of(CommandSpec top, String version) {
        return new ManPage(top).page(version);
    }

    private String page(String version) {
        // Without a date: the same sources make the same page.
        macro(
                "TH",
                "\"%s\" 1 \"\" \"%s %s\""
                        .formatted(
                                escaped(top.name()).toUpperCase(java.util.Locale.ROOT),
                                escaped(top.name()),
                                escaped(version)));
        macro("SH", "NAME");
        line("%s - audits the timers between load balancers, hosts and databases".formatted(top.name()));
        macro("SH", "SYNOPSIS");
        synopsis(top.name(), "COMMAND [OPTIONS]");
        macro("SH", "DESCRIPTION");
        Stream.of(top.usageMessage().description()).forEach(this::line);
        macro("SH", "COMMANDS");
        Vocabulary.everyCommand(top).skip(1).forEach(this::command);
        macro("SH", "\"EXIT STATUS\"");
        top.usageMessage().exitCodeList().forEach((code, meaning) -> entry("B", code, meaning));
        macro("SH", "ENVIRONMENT");
        ENVIRONMENT.forEach((name, meaning) -> entry("B", name, meaning));
        macro("SH", "FILES");
        entry(
                "I",
                "timeout-chain.yaml",
                "Margins, severities, suppressions, declared parties and options, where it stands in the working directory. "
                        + "Options that direct calls or write files count only where --config or TIMEOUT_CHAIN_CONFIG names the file.");
        macro("SH", "EXAMPLES");
        Vocabulary.everyCommand(top)
                .flatMap(command -> Vocabulary.examples(command).stream())
                .distinct()
                .forEach(this::example);
        macro("SH", "\"SEE ALSO\"");
        line("https://docs.aws.amazon.com/elasticloadbalancing/, aws(1), nginx(8)");
        return text.toString();
    }

    private void command(CommandSpec command) {
        macro("SS", escaped(Vocabulary.path(command)));
        synopsis(
                command.qualifiedName(),
                Stream.concat(
                                Stream.of(Vocabulary.leads(command) ? "COMMAND [OPTIONS]" : "[OPTIONS]"),
                                command.positionalParameters().stream().map(PositionalParamSpec::paramLabel))
                        .collect(Collectors.joining(" ")));
        macro("PP", "");
        Stream.of(command.usageMessage().description()).forEach(this::line);
        command.positionalParameters()
                .forEach(parameter -> entry("I", parameter.paramLabel(), Vocabulary.about(command, parameter)));
        Vocabulary.options(command).forEach(option -> option(command, option));
    }

    private void option(CommandSpec command, OptionSpec option) {
        String value = !Vocabulary.takesValue(option)
                ? ""
                : Vocabulary.mayTakeValue(option)
                        ? "[=\\fI%s\\fR]".formatted(escaped(option.paramLabel()))
                        : "=\\fI%s\\fR".formatted(escaped(option.paramLabel()));
        macro("TP", "");
        text.append(Arrays.stream(option.names())
                        .map(name -> "\\fB" + escaped(name) + "\\fR")
                        .collect(Collectors.joining(", ")))
                .append(value)
                .append('\n');
        line(Vocabulary.about(command, option));
    }

    private void synopsis(String name, String rest) {
        macro("B", escaped(name));
        line(rest);
    }

    private void entry(String font, String term, String meaning) {
        macro("TP", "");
        macro(font, "\"" + escaped(term).replace("\"", "\\(dq") + "\"");
        line(meaning);
    }

    private void example(String command) {
        macro("PP", "");
        macro("EX", "");
        line(command);
        macro("EE", "");
    }

    private void macro(String name, String arguments) {
        text.append('.')
                .append(name)
                .append(arguments.isEmpty() ? "" : " ")
                .append(arguments)
                .append('\n');
    }

    /** A line of text, which must not look like a macro. */
    private void line(String sentence) {
        if (!sentence.isEmpty()) {
            text.append("\\&").append(escaped(sentence)).append('\n');
        }
    }

    /** A hyphen stays the character that can be typed, and a backslash itself. */
    private static String escaped(String plain) {
        return plain.replace("\\", "\\(rs")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("\u2026", "...");
    }
}
