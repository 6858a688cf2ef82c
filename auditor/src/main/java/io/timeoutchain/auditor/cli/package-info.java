/** The command line: options in, a report and an exit code out. */
@NullMarked
package io.timeoutchain.auditor.cli;

import org.jspecify.annotations.NullMarked;
