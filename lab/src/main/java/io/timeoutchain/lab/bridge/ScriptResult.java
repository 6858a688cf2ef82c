package io.timeoutchain.lab.bridge;

/**
 * What a script left behind.
 *
 * @param exitCode the exit status of the shell
 * @param stdout standard output; bytes that are not UTF-8 became U+FFFD
 * @param stderr standard error, likewise
 * @param timedOut whether the script was killed because its time was up
 */
public record ScriptResult(int exitCode, String stdout, String stderr, boolean timedOut) {

    public ScriptResult(int exitCode, String stdout, String stderr) {
        this(exitCode, stdout, stderr, false);
    }
}
