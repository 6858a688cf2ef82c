@NullMarked
package io.timeoutchain.auditor.publish;

import org.jspecify.annotations.NullMarked;
