/** The products that can stand in a chain: one room each, and what the rooms share. */
@NullMarked
package io.timeoutchain.product;

import org.jspecify.annotations.NullMarked;
