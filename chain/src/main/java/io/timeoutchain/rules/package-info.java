/** The rules, one class each, and {@link io.timeoutchain.rules.Rules}, the list of them. */
@NullMarked
package io.timeoutchain.rules;

import org.jspecify.annotations.NullMarked;
