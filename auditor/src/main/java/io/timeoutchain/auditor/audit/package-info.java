/** An audit from end to end, whoever asks for it. */
@NullMarked
package io.timeoutchain.auditor.audit;

import org.jspecify.annotations.NullMarked;
