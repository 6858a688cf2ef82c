@NullMarked
package io.timeoutchain.auditor.compare;

import org.jspecify.annotations.NullMarked;
