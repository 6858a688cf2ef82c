/** Makes chains of a snapshot: who calls whom, through what, and what each of them says. */
@NullMarked
package io.timeoutchain.auditor.assemble;

import org.jspecify.annotations.NullMarked;
