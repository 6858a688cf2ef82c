/** CloudFront in front of a load balancer, as far as the user declared it. */
@NullMarked
package io.timeoutchain.product.cloudfront;

import org.jspecify.annotations.NullMarked;
