package io.timeoutchain.auditor.config;

import java.util.List;

/** A configuration that cannot be used. The message names every problem with file, line and column. */
public final class ConfigurationException extends Exception {

    public ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
