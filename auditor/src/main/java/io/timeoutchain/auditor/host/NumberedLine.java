package io.timeoutchain.auditor.host;

/**
 * A line of a configuration file that assigns a modelled setting.
 *
 * @param number counted from 1
 * @param text {@code timeout = 30}; the right side is {@code @redacted} where it is no plain value, or where the line is
 *     only sometimes executed
 */
public record NumberedLine(int number, String text) {}
