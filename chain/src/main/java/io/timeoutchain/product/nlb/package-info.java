/** Network Load Balancer: what its listeners forget, and when. */
@NullMarked
package io.timeoutchain.product.nlb;

import org.jspecify.annotations.NullMarked;
