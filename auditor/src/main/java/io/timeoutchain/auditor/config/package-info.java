/** The file {@code timeout-chain.yaml}: margins, severities, and the parties that nobody can read from outside. */
@NullMarked
package io.timeoutchain.auditor.config;

import org.jspecify.annotations.NullMarked;
