/** A CDK app that shows what the constructs of {@link io.timeoutchain.cdk} do; it has no logic of its own. */
@NullMarked
package io.timeoutchain.app;

import org.jspecify.annotations.NullMarked;
