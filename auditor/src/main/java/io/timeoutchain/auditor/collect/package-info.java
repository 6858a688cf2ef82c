/**
 * Reads an account and its hosts into a {@link io.timeoutchain.auditor.snapshot.Snapshot}. {@link
 * io.timeoutchain.auditor.collect.Collect} is the recipe; each step is a class of its own, which asks a narrow interface of
 * ours ({@link io.timeoutchain.auditor.collect.LoadBalancers}, {@link io.timeoutchain.auditor.collect.Instances}, {@link
 * io.timeoutchain.auditor.collect.HostCommands}) through {@link io.timeoutchain.auditor.collect.Calls}. Nothing here
 * changes anything on the account.
 */
@NullMarked
package io.timeoutchain.auditor.collect;

import org.jspecify.annotations.NullMarked;
