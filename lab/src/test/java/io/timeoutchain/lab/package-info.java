@NullMarked
package io.timeoutchain.lab;

import org.jspecify.annotations.NullMarked;
