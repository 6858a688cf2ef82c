package io.timeoutchain.lab.bridge;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Where a Run Command script runs: the machine behind an instance id. */
@FunctionalInterface
public interface CommandTarget {

    /**
     * Runs a script as root with {@code sh}, as the Systems Manager agent does.
     *
     * @param script the text of the script
     * @param environment variables to add to the script's environment
     * @param timeout how long the script may run before it is killed
     * @return what the script printed, and how it ended
     * @throws IOException if the machine cannot be reached
     */
    ScriptResult run(String script, Map<String, String> environment, Duration timeout) throws IOException;
}
