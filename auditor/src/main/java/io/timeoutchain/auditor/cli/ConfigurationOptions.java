package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.config.ConfigurationException;
import io.timeoutchain.auditor.config.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration file to use. */
final class ConfigurationOptions {

    private static final Path USUAL = Path.of("timeout-chain.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Margins, severities and declared parties. Default: timeout-chain.yaml in the working directory, if it is there.")
    @Nullable
    Path file;

    /** The configuration, or none where no file is named and the usual one is not there. */
    Configuration read() {
        if (file == null && !Files.exists(USUAL)) {
            return Configuration.NONE;
        }
        Path chosen = file == null ? USUAL : file;
        try {
            return ConfigurationReader.read(chosen.toString(), Files.readString(chosen));
        } catch (ConfigurationException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the configuration cannot be used:\n"
                            + String.valueOf(e.getMessage()).indent(2).stripTrailing());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "%s cannot be read: %s.".formatted(chosen, Problems.of(e)));
        }
    }
}
