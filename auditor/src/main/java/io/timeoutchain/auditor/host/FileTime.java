package io.timeoutchain.auditor.host;

import java.time.Instant;

/**
 * A configuration file, and when it (or the link that names it) was last changed.
 *
 * @param path as the product opened it
 */
public record FileTime(String path, Instant changed) {}
