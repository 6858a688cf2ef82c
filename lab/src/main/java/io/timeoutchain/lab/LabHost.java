package io.timeoutchain.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.StreamType;
import io.timeoutchain.lab.bridge.CommandTarget;
import io.timeoutchain.lab.bridge.ScriptResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** A running host of the lab. Close it to remove it; the lab does so too when it is closed. */
public final class LabHost implements CommandTarget, AutoCloseable {

    /** Where the agent keeps a command's script; the directory's name is the agent's own. */
    private static final String SCRIPTS = "/var/lib/amazon/ssm/document/orchestration/";

    /** {@code timeout} exits with this if it had to end the command. */
    private static final int TIMED_OUT = 124;

    private final GenericContainer<?> container;

    private LabHost(GenericContainer<?> container) {
        this.container = container;
    }

    static LabHost start(String image, HostSpec spec) {
        // The containers live as long as the lab, which closes them; a try block would end them here.
        @SuppressWarnings("resource")
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false)
                .withExposedPorts(80, 8000)
                .withEnv(spec.environment())
                .withEnv("LAB_NGINX", spec.nginx() ? "on" : "off")
                .withEnv("LAB_PROBE", spec.probeUrl().orElse(""))
                .withEnv("LAB_UNIT", spec.unit().orElse(""))
                .withCommand(spec.application().toArray(String[]::new))
                .withCreateContainerCmdModifier(
                        command -> configure(Objects.requireNonNull(command.getHostConfig()), spec))
                .waitingFor(Wait.forLogMessage("(Ready|Failed)\\.\\n", 1).withStartupTimeout(Duration.ofSeconds(60)));
        spec.files().forEach((path, text) -> container.withCopyToContainer(transferable(path, text), path));
        container.start();
        String said = container.getLogs();
        if (said.contains("Failed.\n")) {
            container.close();
            throw new IllegalStateException("A lab host did not start; it said:\n" + said);
        }
        return new LabHost(container);
    }

    /**
     * Sets what a container cannot set from within. On a host that systemd runs root may do what root may: write the kernel
     * settings of its own network ({@code lab-host} makes them writable), and see which sockets other users' processes hold.
     * The control group of a unit is named by the engine where it manages groups itself; where systemd does so for it, only a
     * privileged container can make a group of its own, and {@code lab-host} does.
     */
    private static void configure(HostConfig config, HostSpec spec) {
        config.withSysctls(spec.sysctls());
        if (spec.unit().isEmpty()) {
            return;
        }
        config.withCapAdd(Capability.SYS_ADMIN, Capability.SYS_PTRACE).withSecurityOpts(List.of("apparmor=unconfined"));
        if ("cgroupfs".equals(DockerClientFactory.instance().getInfo().getCGroupDriver())) {
            config.withCgroupnsMode("host")
                    .withCgroupParent("/system.slice/" + spec.unit().get());
        } else {
            config.withPrivileged(true);
        }
    }

    /** Runs a command as root and waits for its end. */
    public ScriptResult exec(String... command) {
        try {
            return exec(List.of(command), Map.of());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Runs a line of shell as root and waits for its end. */
    public ScriptResult shell(String line) {
        return exec("sh", "-c", line);
    }

    /** Writes a text file, as an administrator would edit it on the running host; nothing is reloaded. */
    public void write(String path, String text) {
        container.copyFileToContainer(transferable(path, text), path);
        // The copy carries a time stamp of its own; an edit is made now.
        exec("touch", path);
    }

    /** The text of a file, such as a log. */
    public String read(String path) {
        return exec("cat", path).stdout();
    }

    /** The address from which this machine reaches a port of the host: 80 or 8000. */
    public URI http(int port) {
        return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port));
    }

    @Override
    public ScriptResult run(String script, Map<String, String> environment, Duration timeout) throws IOException {
        // The agent writes the script to a file and runs `sh -c <file>`, so that the text is on no command line.
        String file = SCRIPTS + UUID.randomUUID() + "/_script.sh";
        try {
            container.copyFileToContainer(Transferable.of(script, 0_700), file);
        } catch (RuntimeException gone) {
            throw new IOException("The host cannot be reached", gone);
        }
        long started = System.nanoTime();
        ScriptResult result =
                exec(List.of("timeout", "-k", "1", Long.toString(timeout.toSeconds()), "sh", "-c", file), environment);
        boolean timedOut = result.exitCode() == TIMED_OUT
                && Duration.ofNanos(System.nanoTime() - started).compareTo(timeout) >= 0;
        return new ScriptResult(result.exitCode(), result.stdout(), result.stderr(), timedOut);
    }

    @Override
    public void close() {
        container.close();
    }

    private ScriptResult exec(List<String> command, Map<String, String> environment) throws IOException {
        DockerClient docker = DockerClientFactory.lazyClient();
        try (Output output = new Output()) {
            String id = docker.execCreateCmd(container.getContainerId())
                    .withUser("root")
                    .withCmd(command.toArray(String[]::new))
                    .withEnv(environment.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .toList())
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            docker.execStartCmd(id).exec(output).awaitCompletion();
            InspectExecResponse end = docker.inspectExecCmd(id).exec();
            return new ScriptResult(Math.toIntExact(end.getExitCodeLong()), output.stdout(), output.stderr());
        } catch (DockerException gone) {
            throw new IOException("The host cannot be reached", gone);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IOException("The lab is closing", closing);
        }
    }

    /** Collects the two output streams of a command, byte for byte. */
    private static final class Output extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream error = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            (frame.getStreamType() == StreamType.STDERR ? error : out).writeBytes(frame.getPayload());
        }

        String stdout() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String stderr() {
            return error.toString(StandardCharsets.UTF_8);
        }
    }

    private static Transferable transferable(String path, String text) {
        return Transferable.of(text, path.contains("/bin/") ? 0_755 : 0_644);
    }
}
