package io.timeoutchain.auditor.cli;

import io.timeoutchain.model.Text;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** What picocli says of arguments that have no meaning, so that it can be said in other languages too. */
final class Misuse {

    /**
     * The commonest of its messages, as version 4.7 has them
     * (https://github.com/remkop/picocli/blob/v4.7.7/src/main/java/picocli/CommandLine.java). Another one stays in English.
     */
    static final List<String> MESSAGES = List.of(
            Text.marked("Unknown option: %s"),
            Text.marked("Unknown options: %s"),
            Text.marked("Unknown option: %s; Expected parameter for option %s but found %s"),
            Text.marked("Expected parameter for option %s but found %s"),
            Text.marked("Unmatched argument at index %s: %s"),
            Text.marked("Unmatched arguments from index %s: %s"),
            Text.marked("Missing required option: %s"),
            Text.marked("Missing required options: %s"),
            Text.marked("Missing required parameter: %s"),
            Text.marked("Missing required parameters: %s"),
            Text.marked("Missing required parameter for option %s"),
            Text.marked("Invalid value for option %s: %s"),
            Text.marked("Invalid value for positional parameter at index %s: %s"),
            Text.marked("expected one of %s (case-insensitive) but was %s"),
            Text.marked("cannot convert %s to %s (%s)"),
            Text.marked("%s is not an int"),
            Text.marked("option %s should be specified only once"),
            Text.marked("Value for option option %s should be in KEY=VALUE format but was %s"));

    private Misuse() {}

    /** What is wrong. */
    static Text of(CommandLine.ParameterException problem) {
        return Text.recorded(String.valueOf(problem.getMessage()));
    }

    /** What was probably meant. */
    static Optional<Text> meant(CommandLine.ParameterException problem) {
        return Optional.of(problem)
                .filter(CommandLine.UnmatchedArgumentException.class::isInstance)
                .map(CommandLine.UnmatchedArgumentException.class::cast)
                .map(CommandLine.UnmatchedArgumentException::getSuggestions)
                .filter(suggestions -> !suggestions.isEmpty())
                .map(suggestions -> Text.of("Did you mean: %s?", Text.joined("%s or %s", suggestions)));
    }
}
