/** systemd: how long it lets a service end. */
@NullMarked
package io.timeoutchain.product.systemd;

import org.jspecify.annotations.NullMarked;
