/** Hands findings to services that collect them. */
@NullMarked
package io.timeoutchain.auditor.publish;

import org.jspecify.annotations.NullMarked;
