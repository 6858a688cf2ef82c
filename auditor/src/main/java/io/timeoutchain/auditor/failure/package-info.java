/** What cannot be done, for a person. */
@NullMarked
package io.timeoutchain.auditor.failure;

import org.jspecify.annotations.NullMarked;
