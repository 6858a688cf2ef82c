/** How JSON is read that somebody may have written by hand, or another version. */
@NullMarked
package io.timeoutchain.auditor.json;

import org.jspecify.annotations.NullMarked;
