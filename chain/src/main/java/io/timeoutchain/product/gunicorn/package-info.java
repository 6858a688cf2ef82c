/** gunicorn: its settings, and how the ones in force follow from a running process. */
@NullMarked
package io.timeoutchain.product.gunicorn;

import org.jspecify.annotations.NullMarked;
