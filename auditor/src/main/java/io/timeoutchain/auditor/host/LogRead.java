package io.timeoutchain.auditor.host;

import java.time.Instant;

/**
 * A log that was searched for evidence.
 *
 * @param source {@code nginx}, {@code gunicorn} or {@code kernel}
 * @param since from when on it was looked at; later than a day ago where the log was too long
 * @param name the path, or {@code journal of UNIT}
 */
public record LogRead(String source, Instant since, String name) {}
