@NullMarked
package io.timeoutchain.auditor.scheduled;

import org.jspecify.annotations.NullMarked;
