@NullMarked
package io.timeoutchain.auditor.snapshot;

import org.jspecify.annotations.NullMarked;
