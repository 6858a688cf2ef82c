/**
 * AWS CDK constructs: a service whose timers fit ({@link io.timeoutchain.cdk.TimeoutAlignedService}), a guard that judges
 * the load balancers of an app when it is synthesised ({@link io.timeoutchain.cdk.TimeoutGuard}), and what an audit needs in an account ({@link
 * io.timeoutchain.cdk.HostTimersDocument}, {@link io.timeoutchain.cdk.AuditorRole}). Needs aws-cdk-lib 2.257.0 or newer
 * and, as all of the CDK, Node.
 */
@NullMarked
package io.timeoutchain.cdk;

import org.jspecify.annotations.NullMarked;
