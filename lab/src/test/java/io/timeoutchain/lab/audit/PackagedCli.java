package io.timeoutchain.lab.audit;

import io.timeoutchain.lab.Lab;
import io.timeoutchain.lab.LabAccount;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The jar that the build made, as a user runs it: another process, with nothing of this one's class path. */
final class PackagedCli {

    private static final Path JAR = Path.of("..", "auditor", "target", "auditor.jar");

    /** What one run said. */
    record Run(int exitCode, String out, String err) {}

    private final Map<String, String> environment;

    private PackagedCli(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** With the credentials that the lab takes. */
    static PackagedCli with(Lab lab) {
        return new PackagedCli(lab.credentials());
    }

    /** Without any credentials, and no way to find some. */
    static PackagedCli withoutCredentials() {
        return new PackagedCli(Map.of(
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials",
                "AWS_CONFIG_FILE", "/nonexistent/config"));
    }

    /** {@code audit} of one account of the lab. */
    Run audit(Lab lab, LabAccount account, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("audit", "--endpoint-url", lab.endpoint().toString(), "--region", account.region()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    Run run(String... arguments) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing: run ./mvnw verify at the top of the repository");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        try {
            Path empty = Files.createTempDirectory("audit");
            empty.toFile().deleteOnExit();
            Process process = builder.directory(empty.toFile()).start();
            process.getOutputStream().close();
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the program did not end: " + err.join());
            }
            return new Run(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the program ran", e);
        }
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
