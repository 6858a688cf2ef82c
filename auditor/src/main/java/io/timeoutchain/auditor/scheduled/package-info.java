/** The audit that runs by itself: what it keeps, when it speaks, and what it measures. */
@NullMarked
package io.timeoutchain.auditor.scheduled;

import org.jspecify.annotations.NullMarked;
