package io.timeoutchain.auditor.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;

/** What came of a command. */
record Ran(int code, String out, String err) {

    /** The surroundings on the last second of 22 November 2026. */
    static Surroundings surroundings(Map<String, String> environment) {
        return surroundings(environment, Path.of(""));
    }

    static Surroundings surroundings(Map<String, String> environment, Path folder) {
        return new Surroundings(environment, folder, InstantSource.fixed(Instant.parse("2026-11-22T23:59:59Z")));
    }

    static Ran with(Map<String, String> environment, Object... arguments) {
        return in(Path.of(""), environment, arguments);
    }

    /** As if {@code folder} were the working directory. */
    static Ran in(Path folder, Map<String, String> environment, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = TimeoutChain.commandLine(
                        new PrintWriter(out, true), new PrintWriter(err, true), surroundings(environment, folder))
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }
}
