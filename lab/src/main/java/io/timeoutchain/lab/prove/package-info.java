/**
 * The proof of the rules: scenarios on real servers, each broken as a rule says and repaired as the solver says.
 *
 * <p>{@link io.timeoutchain.lab.prove.Scenarios} has them, {@link io.timeoutchain.lab.prove.Prover} runs them, and {@link
 * io.timeoutchain.lab.prove.ProofPage} writes down what came of it.
 */
@NullMarked
package io.timeoutchain.lab.prove;

import org.jspecify.annotations.NullMarked;
