package io.timeoutchain.auditor.host;

import java.util.List;
import java.util.Optional;

/**
 * What an nginx was configured with, without what we do not model.
 *
 * @param text all files in the manner of {@code nginx -T}: before each a line {@code # configuration file /path:}, then its
 *     lines, in their places; arguments that we do not model are {@code @redacted}, comments are gone
 * @param failure why {@code nginx -T} did not give it and the files were followed by hand; empty if it did
 * @param files the files, and when they were changed
 */
public record NginxDump(String text, Optional<String> failure, List<FileTime> files) {
    public NginxDump {
        files = List.copyOf(files);
    }
}
