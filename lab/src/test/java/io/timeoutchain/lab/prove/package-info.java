/** Tests of the proof. */
@NullMarked
package io.timeoutchain.lab.prove;

import org.jspecify.annotations.NullMarked;
