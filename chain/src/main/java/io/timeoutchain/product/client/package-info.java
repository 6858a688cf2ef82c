/** Whoever calls the first party that AWS shows: declared by the user, since nobody can read it. */
@NullMarked
package io.timeoutchain.product.client;

import org.jspecify.annotations.NullMarked;
