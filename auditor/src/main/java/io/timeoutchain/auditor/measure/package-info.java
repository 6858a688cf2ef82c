/** Measures a server's timers from outside, by opening a connection and waiting; it knows nothing of AWS. */
@NullMarked
package io.timeoutchain.auditor.measure;

import org.jspecify.annotations.NullMarked;
