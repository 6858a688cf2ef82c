/** Application Load Balancer: its attributes, their ranges and documented defaults. */
@NullMarked
package io.timeoutchain.product.alb;

import org.jspecify.annotations.NullMarked;
