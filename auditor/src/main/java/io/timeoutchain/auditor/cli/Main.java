package io.timeoutchain.auditor.cli;

import io.timeoutchain.model.Text;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
            Map<String, String> environment = System.getenv();
            Locale language = Language.of(List.of(arguments), environment);
            Optional<String> refused = Language.refused(environment);
            if (refused.isPresent()) {
                TimeoutChain.print(err, language, Text.of("TIMEOUT_CHAIN_LANG: %s", Language.sentence(refused.get())));
                return ExitCode.USAGE;
            }
            return TimeoutChain.commandLine(out, err, Surroundings.ofProcess(), language)
                    .execute(arguments);
        } catch (Error error) {
            return TimeoutChain.fault(error, err, Locale.ENGLISH);
        }
    }
}
