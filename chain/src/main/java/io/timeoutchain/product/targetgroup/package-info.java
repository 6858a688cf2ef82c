/** Target group of an Elastic Load Balancing load balancer. */
@NullMarked
package io.timeoutchain.product.targetgroup;

import org.jspecify.annotations.NullMarked;
