package io.timeoutchain.auditor.cli;

import io.timeoutchain.auditor.audit.Audit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Writes what a distribution has beside the program, for the build: the man page and the completion scripts. */
public final class Papers {

    private Papers() {}

    /** Takes the folder to write below, which is laid out as {@code /usr/share} is. */
    public static void main(String[] folder) throws IOException {
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        CommandSpec top = TimeoutChain.commandLine(nobody, nobody).getCommandSpec();
        Path share = Path.of(folder[0]);
        write(share.resolve("man/man1/timeout-chain.1"), ManPage.of(top, Audit.version()));
        write(share.resolve("bash-completion/completions/timeout-chain"), Completion.Shell.bash.script(top));
        write(share.resolve("zsh/site-functions/_timeout-chain"), Completion.Shell.zsh.script(top));
        write(share.resolve("fish/vendor_completions.d/timeout-chain.fish"), Completion.Shell.fish.script(top));
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text);
    }
}
