package io.timeoutchain.auditor.cli;

/** The ways to write what is not a report, as {@code --format} spells them. */
@SuppressWarnings("checkstyle:ConstantName")
enum TextOrJson {
    text,
    json
}
