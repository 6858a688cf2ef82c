package io.timeoutchain.auditor.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A shell and an awk of this machine that the host script must work with.
 *
 * @param shell the command that reads a script file
 * @param awk the program that is to be found as {@code awk}
 */
record HostShell(List<String> shell, Path awk) {

    /** Every shell and awk among the usual ones that is installed; there is always at least one. */
    static Stream<HostShell> installed() {
        List<HostShell> found = new ArrayList<>();
        for (String name : List.of("mawk", "gawk", "busybox", "original-awk", "awk")) {
            program(name).ifPresent(awk -> {
                boolean busybox = name.equals("busybox");
                found.add(new HostShell(busybox ? List.of(awk.toString(), "sh") : List.of("sh"), awk));
            });
        }
        program("bash").ifPresent(bash -> found.add(new HostShell(List.of("bash", "--posix"), found.getLast().awk)));
        if (found.isEmpty()) {
            throw new IllegalStateException("there is no awk on this machine");
        }
        return found.stream();
    }

    static HostShell any() {
        return installed().findFirst().orElseThrow();
    }

    private static Optional<Path> program(String name) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs one action of the script and gives its standard output. */
    String run(String action, Map<String, String> variables, String input) {
        return run(action, variables, input.getBytes(StandardCharsets.UTF_8));
    }

    /** Runs one action of the script on input that is no proper text. */
    String run(String action, Map<String, String> variables, byte[] input) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("TIMEOUT_CHAIN_ACTION", action);
        return runText(HostScript.bundled().text(List.of()), all, input);
    }

    /** Reads this machine. */
    String read(List<Integer> ports) {
        return read(ports, "");
    }

    /** Reads and measures this machine. */
    String read(List<Integer> ports, String measure) {
        return runText(HostScript.bundled().text(ports, measure), Map.of(), new byte[0]);
    }

    private String runText(String text, Map<String, String> variables, byte[] input) {
        try {
            Path directory = Files.createTempDirectory("read-host");
            try {
                Path script = Files.writeString(directory.resolve("script"), text);
                Path stdin = Files.write(directory.resolve("stdin"), input);
                Path stdout = directory.resolve("stdout");
                Path tools = Files.createDirectory(directory.resolve("tools"));
                Files.createSymbolicLink(tools.resolve("awk"), awk);
                List<String> command = new ArrayList<>(shell);
                command.add(script.toString());
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(stdin.toFile())
                        .redirectOutput(stdout.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
                builder.environment().putAll(variables);
                builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
                Process process = builder.start();
                if (!process.waitFor(50, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("the script did not end");
                }
                return Files.readString(stdout, StandardCharsets.US_ASCII);
            } finally {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the reader makes of the lines that the nginx filter printed, without the facts for the script itself. */
    static NginxDump dump(String filtered) {
        String lines =
                filtered.lines().filter(line -> !line.startsWith("+")).collect(Collectors.joining("\n", "", "\n"));
        HostReport report = HostReport.parse(
                "host", "timeout-chain-host/1\nprocess\t1\tnginx\nnginx\t1\tdump\t\n" + lines + "end\n");
        if (!report.gaps().isEmpty()) {
            throw new AssertionError(report.gaps());
        }
        return report.processes().getFirst().nginx().orElseThrow();
    }
}
