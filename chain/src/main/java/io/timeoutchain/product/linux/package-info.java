/** The host's kernel, and what EC2 does to connections below it. */
@NullMarked
package io.timeoutchain.product.linux;

import org.jspecify.annotations.NullMarked;
