@NullMarked
package io.timeoutchain.auditor.collect;

import org.jspecify.annotations.NullMarked;
