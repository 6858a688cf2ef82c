/** The Django application behind the server, as far as the user declared it. */
@NullMarked
package io.timeoutchain.product.django;

import org.jspecify.annotations.NullMarked;
