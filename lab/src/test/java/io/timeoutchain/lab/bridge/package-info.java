@NullMarked
package io.timeoutchain.lab.bridge;

import org.jspecify.annotations.NullMarked;
