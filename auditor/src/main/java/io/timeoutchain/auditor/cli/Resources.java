package io.timeoutchain.auditor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that come inside the jar. */
final class Resources {

    private Resources() {}

    /** The text at {@code path}, seen from the auditor's own folder in the jar. */
    static String text(String path) {
        try (InputStream stream = Resources.class.getResourceAsStream("/io/timeoutchain/auditor/" + path)) {
            if (stream == null) {
                throw new IllegalStateException(path + " is not in the jar: build it again with ./mvnw package");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
