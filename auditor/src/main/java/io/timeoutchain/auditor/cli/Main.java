package io.timeoutchain.auditor.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the program starts. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // The report is UTF-8 whatever the locale says: it is a file format as much as a text for a person.
        try (PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
                PrintWriter err =
                        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)) {
            int code = TimeoutChain.commandLine(out, err).execute(arguments);
            out.flush();
            err.flush();
            System.exit(code);
        }
    }
}
