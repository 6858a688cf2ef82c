package io.timeoutchain.auditor.config;

import java.util.List;

/**
 * An option of the command line that the file may give as well.
 *
 * @param command whose option it is
 * @param name its name without the dashes, which is its key in the file
 * @param kind what its value looks like
 * @param choices the words that it takes, where it takes no others
 * @param description what it does
 */
public record KnownOption(String command, String name, Kind kind, List<String> choices, String description) {

    /** The command whose options stand at the top of the file. */
    public static final String MAIN_COMMAND = "audit";

    /** What a value looks like. */
    public enum Kind {
        FLAG,
        TEXT,
        LIST,
        MAP
    }

    public KnownOption {
        choices = List.copyOf(choices);
    }
}
