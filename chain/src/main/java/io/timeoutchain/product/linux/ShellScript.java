package io.timeoutchain.product.linux;

import java.util.stream.Collectors;

/** A shell script on its way to a host. */
public final class ShellScript {

    private ShellScript() {}

    /**
     * The script without comments, empty lines and indentation: Run Command sends it with every call, and a Systems Manager
     * document may hold 64 KB.
     *
     * @param text a script in which a line that starts with {@code #} is a comment wherever it stands, within an awk
     *     program, too; and which has no here-document
     * @return lines that end with a newline each
     */
    public static String compact(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
