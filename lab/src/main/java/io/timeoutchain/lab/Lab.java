package io.timeoutchain.lab;

import io.timeoutchain.lab.bridge.Bridge;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * An emulated AWS API, a bridge in front of it that runs commands on hosts, and the hosts. Everything goes when the lab is
 * closed, or with the process.
 */
public final class Lab implements AutoCloseable {

    /** Names another image of the AWS API, such as one of LocalStack's; the lab's own needs no account. */
    public static final String IMAGE_SETTING = "TIMEOUT_CHAIN_LAB_AWS_IMAGE";

    private static final String LOCALSTACK_TOKEN = "LOCALSTACK_AUTH_TOKEN";

    /** Each account of a lab gets a region of its own, which keeps tests apart in one emulator. */
    private static final List<String> REGIONS = List.of(
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "eu-central-1",
            "eu-north-1",
            "eu-south-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "ca-central-1",
            "sa-east-1",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-east-1",
            "me-south-1",
            "af-south-1",
            "eu-central-2",
            "eu-south-2",
            "me-central-1",
            "ap-south-2",
            "ap-southeast-4",
            "il-central-1",
            "ca-west-1",
            "ap-southeast-5",
            "ap-southeast-7",
            "mx-central-1");

    private final LabImages images;
    private final LocalStackContainer emulator;
    private final Bridge bridge;
    private final List<LabHost> hosts = new CopyOnWriteArrayList<>();
    private final AtomicInteger regionsTaken = new AtomicInteger();

    private Lab(LabImages images, LocalStackContainer emulator, Bridge bridge) {
        this.images = images;
        this.emulator = emulator;
        this.bridge = bridge;
    }

    /** Why a lab cannot run on this machine, in one sentence; empty if it can. */
    public static Optional<String> obstacle() {
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of(
                        "The lab needs a running Docker engine and found none; start Docker, or run lab/bin/prepare.");
    }

    /**
     * Starts the emulated AWS API and the bridge; builds images that are not there yet.
     *
     * @throws LabUnavailable if Docker or something that the images are made from is missing
     */
    public static Lab start() {
        obstacle().ifPresent(sentence -> {
            throw new LabUnavailable(sentence);
        });
        LabImages images = LabImages.ofSourceTree();
        Optional<String> chosen = Optional.ofNullable(System.getenv(IMAGE_SETTING));
        LocalStackContainer emulator = emulator(chosen.orElseGet(images::aws));
        if (chosen.isEmpty()) {
            emulator.withImagePullPolicy(name -> false);
        }
        try {
            emulator.start();
            return new Lab(images, emulator, Bridge.to(emulator.getEndpoint()));
        } catch (IOException | RuntimeException failed) {
            emulator.close();
            throw new LabUnavailable("The emulated AWS API did not start: " + failed.getMessage(), failed);
        }
    }

    /**
     * The directory {@code lab} of the source tree.
     *
     * @throws LabUnavailable if the program does not run from one
     */
    public static Path directory() {
        return LabImages.directory();
    }

    /**
     * Starts a host by itself, with no AWS API beside it. The caller closes it.
     *
     * @throws LabUnavailable if Docker or something that the image is made from is missing
     */
    public static LabHost loneHost(HostSpec spec) {
        obstacle().ifPresent(sentence -> {
            throw new LabUnavailable(sentence);
        });
        return LabHost.start(LabImages.ofSourceTree().host(spec.image()), spec);
    }

    private static LocalStackContainer emulator(String image) {
        LocalStackContainer container = new LocalStackContainer(
                DockerImageName.parse(image).asCompatibleSubstituteFor("localstack/localstack"));
        Optional.ofNullable(System.getenv(LOCALSTACK_TOKEN))
                .ifPresent(token -> container.withEnv(LOCALSTACK_TOKEN, token));
        return container;
    }

    /** Where clients find the AWS API, for all services: the value of {@code --endpoint-url}. */
    public URI endpoint() {
        return bridge.endpoint();
    }

    /** The bridge, to play failures and to see the calls that were made. */
    public Bridge bridge() {
        return bridge;
    }

    /** The environment variables with which a client of the AWS API needs no other configuration than region and endpoint. */
    public Map<String, String> credentials() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", emulator.getAccessKey(),
                "AWS_SECRET_ACCESS_KEY", emulator.getSecretKey(),
                "AWS_EC2_METADATA_DISABLED", "true");
    }

    /** An empty account in a region that no other account of this lab has. */
    public LabAccount account() {
        int next = regionsTaken.getAndIncrement();
        if (next >= REGIONS.size()) {
            throw new IllegalStateException("This lab has given away all of its " + REGIONS.size() + " regions");
        }
        return LabAccount.create(emulator.getEndpoint(), bridge, REGIONS.get(next));
    }

    /** Starts a host. */
    public LabHost host(HostSpec spec) {
        LabHost host = LabHost.start(images.host(spec.image()), spec);
        hosts.add(host);
        return host;
    }

    /** Starts several hosts at once, and gives them in the same order. */
    public List<LabHost> hosts(HostSpec... specs) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<LabHost>> starting = new ArrayList<>();
            for (HostSpec spec : specs) {
                starting.add(executor.submit(() -> host(spec)));
            }
            List<LabHost> started = new ArrayList<>();
            for (Future<LabHost> host : starting) {
                started.add(host.get());
            }
            return started;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A lab host did not start", failed.getCause());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while hosts were starting", closing);
        }
    }

    @Override
    public void close() {
        bridge.close();
        hosts.forEach(LabHost::close);
        emulator.close();
    }
}
