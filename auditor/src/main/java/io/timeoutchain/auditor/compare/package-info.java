/** What has changed between two reports: new, fixed, changed, still open, and what is no longer told. */
@NullMarked
package io.timeoutchain.auditor.compare;

import org.jspecify.annotations.NullMarked;
