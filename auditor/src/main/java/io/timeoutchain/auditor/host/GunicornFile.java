package io.timeoutchain.auditor.host;

import java.util.List;

/**
 * The configuration file of a gunicorn, read as text.
 *
 * @param file where it is and when it was changed
 * @param lines the assignments of modelled names, in ascending order; a line that may assign any name in a way that text
 *     does not tell stands as {@code exec("@redacted")}. Nothing else is there
 */
public record GunicornFile(FileTime file, List<NumberedLine> lines) {
    public GunicornFile {
        lines = List.copyOf(lines);
    }
}
