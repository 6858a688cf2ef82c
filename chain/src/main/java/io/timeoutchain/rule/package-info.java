/**
 * What a rule is, what it answers, and the judge who asks every rule at every place. The rules themselves stand in {@link
 * io.timeoutchain.rules}.
 */
@NullMarked
package io.timeoutchain.rule;

import org.jspecify.annotations.NullMarked;
