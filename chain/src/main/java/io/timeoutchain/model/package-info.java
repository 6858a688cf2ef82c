/**
 * The words of the domain: what a timer says ({@link io.timeoutchain.model.Bound}), how we know it ({@link
 * io.timeoutchain.model.Reading}), whose it is ({@link io.timeoutchain.model.Party}) and what it stands beside ({@link
 * io.timeoutchain.model.Chain}). Immutable values without I/O.
 */
@NullMarked
package io.timeoutchain.model;

import org.jspecify.annotations.NullMarked;
