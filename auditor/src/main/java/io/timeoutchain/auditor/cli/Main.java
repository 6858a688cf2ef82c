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
            int code = run(arguments, out, err);
            out.flush();
            err.flush();
            System.exit(code);
        }
    }

    /** The JVM would end with 1 after an error such as memory that ran out, and 1 says that there are findings. */
    private static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        try {
            return TimeoutChain.commandLine(out, err).execute(arguments);
        } catch (Error error) {
            return TimeoutChain.fault(error, err);
        }
    }
}
