package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.config.ConfigurationReader;
import io.timeoutchain.auditor.config.DurationText;
import io.timeoutchain.auditor.config.KnownOption;
import io.timeoutchain.auditor.config.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration file to use, and what stands above it. */
final class ConfigurationOptions {

    private static final String USUAL = "timeout-chain.yaml";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Margins, severities, suppressions, declared parties and options. Default: timeout-chain.yaml in the working directory, if it is there.")
    @Nullable
    String file;

    @Option(
            names = "--margin-profile",
            paramLabel = "NAME",
            description =
                    "The margins to judge by: strict (10s), default (5s), relaxed (1s), or one of your own in the configuration.")
    @Nullable
    String profile;

    @Option(
            names = "--margin",
            paramLabel = "TIME",
            description = "By how much one timer should outlast another, whatever the profile says. Default: 5s.")
    @Nullable
    String margin;

    /** The configuration, or none where no file is named and the usual one is not there. */
    Configuration read(TimeoutChain program) {
        Configuration configuration = program.configuration(Optional.ofNullable(file));
        Configuration chosen = Optional.ofNullable(profile)
                .map(name -> choosing(configuration, name))
                .orElse(configuration);
        return Optional.ofNullable(margin)
                .map(text -> chosen.withMargin(DurationText.parse(text)
                        .orElseThrow(() -> new CommandFailure(
                                ExitCode.USAGE,
                                "--margin is a time with its unit, such as 5s or 500ms, not \"%s\".".formatted(text)))))
                .orElse(chosen);
    }

    /** @throws CommandFailure if there is no such profile */
    static Configuration choosing(Configuration configuration, String name) {
        if (!configuration.profiles().containsKey(name)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--margin-profile has no \"%s\"%s."
                            .formatted(
                                    name,
                                    Suggestion.of(
                                            name,
                                            List.copyOf(configuration.profiles().keySet()))));
        }
        return configuration.choosing(name);
    }

    /** The file to read: the one that is named, or the usual one if it is there. */
    static Optional<Path> file(Optional<String> named, Surroundings surroundings) {
        return named.map(Path::of)
                .or(() -> Optional.of(surroundings.folder().resolve(USUAL)).filter(Files::exists));
    }

    /**
     * What {@code file} says, of which the command line knows nothing.
     *
     * @throws CommandFailure if it cannot be used
     */
    static Configuration read(Path file, List<KnownOption> known) {
        try {
            return ConfigurationReader.read(String.valueOf(file), text(file), known);
        } catch (ConfigurationException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    /** What to say of a file with these problems, one to a line. */
    static CommandFailure unusable(String problems) {
        return new CommandFailure(
                ExitCode.USAGE,
                "the configuration cannot be used:\n" + problems.indent(2).stripTrailing());
    }

    /** @throws CommandFailure if it cannot be read */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "%s cannot be read: %s.".formatted(file, Problems.of(e)));
        }
    }
}
