package io.timeoutchain.auditor.host;

import java.util.List;

/**
 * The configuration file of a gunicorn, read as text.
 *
 * @param file where it is and when it was changed
 * @param lines the assignments of modelled names, in their order
 * @param mayAssign numbers of lines that may assign any name in a way that text does not tell ({@code exec}, {@code from x
 *     import *}, …)
 */
public record GunicornFile(FileTime file, List<NumberedLine> lines, List<Integer> mayAssign) {
    public GunicornFile {
        lines = List.copyOf(lines);
        mayAssign = List.copyOf(mayAssign);
    }
}
