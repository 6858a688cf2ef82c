@NullMarked
package io.timeoutchain.product.nginx;

import org.jspecify.annotations.NullMarked;
