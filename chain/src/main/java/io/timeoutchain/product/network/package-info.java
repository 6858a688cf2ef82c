/** What passes packets on between the parties and forgets connections that are idle for too long. */
@NullMarked
package io.timeoutchain.product.network;

import org.jspecify.annotations.NullMarked;
