/**
 * From rules to values: what the rules ask of the timers ({@link io.timeoutchain.rule.Demand}) are difference constraints,
 * and one solver over them derives a plan from the longest request ({@link io.timeoutchain.plan.Solver}), explains why
 * pins cannot go together ({@link io.timeoutchain.plan.Conflict}) and repairs what was observed ({@link
 * io.timeoutchain.plan.Repairs}). No rule is written down here.
 */
@NullMarked
package io.timeoutchain.plan;

import org.jspecify.annotations.NullMarked;
