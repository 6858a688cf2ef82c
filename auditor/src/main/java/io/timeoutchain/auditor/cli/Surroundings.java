package io.timeoutchain.auditor.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What a command finds beside its arguments.
 *
 * @param environment the environment variables
 * @param folder the working directory
 * @param clock tells the time
 */
record Surroundings(Map<String, String> environment, Path folder, InstantSource clock) {

    /** Those of this process. */
    static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(""), InstantSource.system());
    }

    /** The day, by which suppressions expire. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
