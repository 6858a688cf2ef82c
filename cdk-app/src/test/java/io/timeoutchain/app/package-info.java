@NullMarked
package io.timeoutchain.app;

import org.jspecify.annotations.NullMarked;
