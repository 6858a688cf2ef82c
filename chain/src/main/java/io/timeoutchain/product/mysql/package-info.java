/** MySQL, as far as the user declared it. */
@NullMarked
package io.timeoutchain.product.mysql;

import org.jspecify.annotations.NullMarked;
