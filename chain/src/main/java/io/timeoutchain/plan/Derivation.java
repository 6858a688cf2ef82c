package io.timeoutchain.plan;

/** What deriving comes to: a plan, or the reason why there is none. */
public sealed interface Derivation permits TimeoutPlan, Conflict {}
