package io.timeoutchain.lab;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * Builds the images of {@code lab/images} when they are first needed. The tag is a hash of what an image is made from, so
 * that an image is built once and again only after a change.
 */
final class LabImages {

    /** One build at a time, whoever asks: two of the same image would do everything twice. */
    private static final Object BUILDING = new Object();

    private final Path lab;

    /**
     * Uses the images below a directory.
     *
     * @param lab the directory {@code lab} of the source tree
     */
    LabImages(Path lab) {
        this.lab = lab;
    }

    /** Uses those of the source tree. */
    static LabImages ofSourceTree() {
        return new LabImages(directory());
    }

    /** Finds the directory {@code lab} of the source tree, above the compiled classes or below the working directory. */
    static Path directory() {
        try {
            Path classes = Path.of(LabImages.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Stream.concat(
                            Stream.iterate(classes, path -> path != null, Path::getParent),
                            Stream.of(Path.of("lab").toAbsolutePath()))
                    .filter(path -> Files.isRegularFile(path.resolve("images/host/Dockerfile")))
                    .findFirst()
                    .orElseThrow(
                            () -> new LabUnavailable("The lab needs the source tree: no directory lab/images was found"
                                    + " above " + classes + "; run it from a checkout."));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("The classes have no usable place", impossible);
        }
    }

    /** The tag of the emulated AWS API; builds the image if it is not there. */
    String aws() {
        return provide("aws", Map.of());
    }

    /** The tag of a host; builds the image if it is not there. */
    String host(HostImage kind) {
        return provide("host", kind.buildArguments());
    }

    private String provide(String name, Map<String, String> arguments) {
        synchronized (BUILDING) {
            return provided(name, arguments);
        }
    }

    private String provided(String name, Map<String, String> arguments) {
        Path directory = lab.resolve("images").resolve(name);
        String tag = "timeout-chain-lab/" + name + ":" + contentHash(directory, arguments);
        if (!exists(tag)) {
            ImageFromDockerfile image = new ImageFromDockerfile(tag, false)
                    .withFileFromPath(".", directory)
                    .withBuildArgs(arguments);
            Path wheels = lab.resolve(".wheels").resolve(name);
            if (Files.isDirectory(wheels)) {
                image.withFileFromPath("wheels", wheels);
            }
            try {
                image.get();
            } catch (RuntimeException failed) {
                throw new LabUnavailable(
                        "The lab's image '" + name
                                + "' could not be built; run lab/bin/prepare, which fetches what it needs.",
                        failed);
            }
        }
        return tag;
    }

    private static boolean exists(String tag) {
        try {
            DockerClientFactory.lazyClient().inspectImageCmd(tag).exec();
            return true;
        } catch (NotFoundException absent) {
            return false;
        }
    }

    private static String contentHash(Path directory, Map<String, String> arguments) {
        try (Stream<Path> walk = Files.walk(directory)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                digest.update(directory.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            digest.update(new TreeMap<>(arguments).toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
