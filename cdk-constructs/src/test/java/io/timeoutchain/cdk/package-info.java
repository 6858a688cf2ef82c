@NullMarked
package io.timeoutchain.cdk;

import org.jspecify.annotations.NullMarked;
